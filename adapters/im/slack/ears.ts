import type { ReceiverEvent } from '@slack/bolt';
import type { SlackChat } from '../../../domain/chat/slack-chat.ts';
import type { ChatCallback, Ears, EarsState, FormFaults, Hearing } from '../../../ports/chat-ears.ts';
import type { Clock } from '../../../ports/clock.ts';
import { received, type Self } from './receive.ts';
import type { View } from './payloads.ts';
import { isSigned } from './signing.ts';
import { Socket } from './sockets.ts';

export interface EarsParts {
  readonly name: string;
  readonly spec: SlackChat;
  readonly clock: Clock;
  /** Who we are there, asked once. Throws an OutsideError. */
  readonly self: () => Promise<Self>;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** Slack waits three seconds for an answer. */
const patienceMs = 2_500;
/** Slack renews a connection after some hours: two that were made apart from each other are never renewed together. */
const apartMs = 60_000;

type Answer = object | undefined;

/** How Slack reaches us: over two connections of our own, or by calling us. What it tells is stored, then acknowledged, then answered. */
export function slackEars(parts: EarsParts): Ears {
  const { name, spec, clock, failed } = parts;
  let hearing: Hearing | null = null;
  const answer = async (body: unknown): Promise<Answer> => {
    if (!hearing) throw new Error(`${name}: nobody listens yet`);
    return answered(body, hearing, parts);
  };
  const take = async ({ body, ack }: ReceiverEvent): Promise<void> => {
    try {
      await ack(await answer(body));
    } catch (error) {
      // Not acknowledged: Slack brings it again.
      failed('what Slack told could not be taken in', error, { chat: name });
    }
  };
  const { appToken, url } = spec;
  const sockets = appToken === undefined ? [] : [0, 1].map(() => new Socket({ appToken, url: url ?? null, clock, take, failed }));
  let calm = (): void => {};
  return {
    async start(to) {
      hearing = to;
      const [first, second] = sockets;
      void first?.start();
      calm = clock.alarm(clock.now() + apartMs, () => void second?.start());
    },
    async stop() {
      calm();
      hearing = null;
      await Promise.all(sockets.map((socket) => socket.stop()));
    },
    state: () => best(sockets.map((socket) => socket.state)) ?? { state: hearing ? 'listening' : 'off', since: 0, because: null },
    ...(spec.signingSecret === undefined
      ? {}
      : { called: (callback: ChatCallback) => called(callback, { name, secret: spec.signingSecret ?? '', clock, answer, failed }) }),
  };
}

const order: readonly EarsState['state'][] = ['listening', 'connecting', 'lost', 'off'];

const best = (states: readonly EarsState[]): EarsState | undefined =>
  states.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0];

/** What Slack is answered: nothing, what is wrong with a form, or what may be chosen. */
async function answered(body: unknown, hearing: Hearing, { self, clock }: EarsParts): Promise<Answer> {
  const it = received(body, await self(), clock.now());
  switch (it.is) {
    case 'heard':
      await hearing.heard(it.inbound);
      return undefined;
    case 'submitted':
      return faults(await hearing.submitted(it.form, patienceMs), it.view);
    case 'asked': {
      const options = await hearing.options(it.asked);
      return { options: options.map(({ value, label }) => ({ value, text: { type: 'plain_text', text: label.slice(0, 75) } })) };
    }
    case 'nothing':
      return undefined;
  }
}

/** What is wrong as a whole stands at the first field: a form has no other place for it. */
function faults(wrong: FormFaults, view: View): Answer {
  if (!wrong) return undefined;
  const first = view.blocks.find(({ type }) => type === 'input')?.block_id ?? '';
  const errors = { ...(wrong.form === null ? {} : { [first]: wrong.form }), ...wrong.fields };
  return { response_action: 'errors', errors };
}

interface Calling {
  readonly name: string;
  readonly secret: string;
  readonly clock: Clock;
  readonly answer: (body: unknown) => Promise<Answer>;
  readonly failed: EarsParts['failed'];
}

const text = (status: number, body: string) => ({ status, body, type: 'text/plain; charset=utf-8' });

async function called({ headers, body }: ChatCallback, { name, secret, clock, answer, failed }: Calling) {
  if (!isSigned({ headers, body, secret, now: clock.now() }))
    return text(403, 'The signature is missing or wrong. Check the signing secret.');
  const said = bodyOf(String(headers['content-type'] ?? ''), body);
  if (said === null) return text(400, 'The body cannot be read.');
  const { type, challenge } = said as { type?: unknown; challenge?: unknown };
  if (type === 'url_verification' && typeof challenge === 'string') return text(200, challenge);
  try {
    const back = await answer(said);
    return back === undefined ? text(200, '') : { status: 200, body: JSON.stringify(back), type: 'application/json' };
  } catch (error) {
    failed('what Slack told could not be taken in', error, { chat: name });
    return text(503, 'It could not be stored just now. Send it again.');
  }
}

/** Events come as JSON, commands as a form, everything pressed as JSON within a form. */
function bodyOf(contentType: string, body: string): unknown {
  try {
    if (contentType.includes('json')) return JSON.parse(body) as unknown;
    const fields = Object.fromEntries(new URLSearchParams(body));
    return fields['payload'] === undefined ? fields : (JSON.parse(fields['payload']) as unknown);
  } catch {
    return null;
  }
}
