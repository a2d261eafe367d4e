import type { ChatCallback, Ears, EarsState, Hearing } from '../../../ports/chat-ears.ts';
import { told, verified, type CallbackKeys } from './callback.ts';
import { NotGenuine } from './crypto.ts';
import type { WecomParts } from './parts.ts';
import { greyStale } from './stale-cards.ts';
import { received, type Received } from './receive.ts';
import type { TaskCodes } from './task-codes.ts';

interface EarsParts extends WecomParts {
  readonly codes: TaskCodes;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

type Answer = Awaited<ReturnType<NonNullable<Ears['called']>>>;

/** Whoever has opened the app is greeted, and not again for so long. */
const greetedMs = 30 * 86_400_000;

const text = (status: number, body: string): Answer => ({ status, body, type: 'text/plain; charset=utf-8' });

/** Whatever is wrong with a call, it is answered alike. */
const forged = text(403, new NotGenuine().message);

/** How WeCom reaches us: it calls. What it tells is stored, then it is told so; WeCom waits five seconds. */
export function wecomEars(parts: EarsParts): Ears {
  const { name, clock, failed } = parts;
  let hearing: Hearing | null = null;
  let since = 0;
  return {
    async start(to) {
      hearing = to;
      since = clock.now();
    },
    async stop() {
      hearing = null;
    },
    state: (): EarsState => ({ state: hearing ? 'listening' : 'off', since, because: null }),
    async called(callback) {
      try {
        if (callback.method === 'GET') return text(200, verified(callback.query, keysOf(parts)));
        if (!hearing) throw new Error(`${name}: nobody listens yet`);
        await take(callback, hearing, parts);
        return text(200, '');
      } catch (error) {
        if (error instanceof NotGenuine) return forged;
        failed('what WeCom told could not be taken in', error, { chat: name });
        return text(503, 'It could not be stored just now. Send it again.');
      }
    },
  };
}

function keysOf({ spec, clock }: Pick<EarsParts, 'spec' | 'clock'>): CallbackKeys {
  const { token, encodingAesKey, corpId: receiver, agentId } = spec;
  return { token, encodingAesKey, receiver, agentId, now: clock.now() };
}

async function take({ query, body }: ChatCallback, hearing: Hearing, parts: EarsParts): Promise<void> {
  const { heard, code, opened }: Received = received(told(query, body, keysOf(parts)));
  // What is done may change the card at once.
  if (code && code.task !== '') await parts.codes.given(code.task, { code: code.code, by: 'pressing' });
  for (const inbound of heard) await hearing.heard(inbound);
  for (const { user } of heard.slice(0, 1)) if (code && code.task !== '') void greyStale({ user, task: code.task }, parts);
  if (!opened || (await parts.memory.read(`greeted/${opened.user}`)) !== null) return;
  await hearing.heard(opened);
  await parts.memory.keep(`greeted/${opened.user}`, 'yes', parts.clock.now() + greetedMs);
}
