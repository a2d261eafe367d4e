import type { Urgency } from '../../../domain/event/effect.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { BotParts } from './parts.ts';
import type { Frame } from './frames.ts';
import type { Asking } from './socket.ts';

export interface Said {
  readonly conv: string;
  readonly urgency: Urgency;
}

/** How WeCom calls a conversation. Throws `not-found` for what is none of ours. */
export function chatOf(conv: string, name: string): { chatid: string; chat_type: 1 | 2 } {
  const [, kind, chatid] = /^(user|group):(.+)$/su.exec(conv) ?? [];
  if (chatid === undefined) throw new OutsideError('not-found', `${name}: there is no conversation "${conv}" here.`);
  return { chatid, chat_type: kind === 'user' ? 1 : 2 };
}

/** Asks for something that stands in a conversation, within what that takes in a minute and an hour. What cannot go out takes no turn. */
export async function say({ connection, pace, clock }: BotParts, asking: Asking, { conv, urgency }: Said): Promise<Frame> {
  const turn = { method: 'message', conv, urgency };
  connection.mustBeThere();
  await pace.turn(turn);
  try {
    return await connection.ask(asking);
  } catch (e) {
    const isTooMuch = e instanceof OutsideError && e.failure === 'rate-limited' && (e.retryAfterMs ?? 0) >= leastMs;
    if (isTooMuch) pace.refused(turn, clock.now() + (e.retryAfterMs ?? 0));
    throw e;
  }
}

/** What passes sooner has nothing to do with the conversation. */
const leastMs = 10_000;
