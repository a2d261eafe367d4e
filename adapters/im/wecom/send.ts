import type { Urgency } from '../../../domain/event/effect.ts';
import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import { agentOf, type WecomParts } from './parts.ts';
import type { Place } from './place.ts';
import { SendCount } from './send-count.ts';
import { spread } from './spreading.ts';

/** Its `msgtype`, and what is under that. */
export type Content = Readonly<Record<string, unknown>> & { readonly msgtype: string };

export interface Sending {
  /** Of the message: the same at each try. */
  readonly key: string;
  readonly urgency: Urgency;
  /** An earlier try may have got through since then (UTC ms); null: certainly none has. */
  readonly since: number | null;
}

/** How long a try may be on its way. */
const onItsWayMs = 20_000;
const longestMs = 4 * 3_600_000;

/** WeCom looks for the same words, not for the same message: it is to look back to the first try of this one, for what was said before that is
 *  another one. */
const lookBack = (since: number, now: number): number => Math.ceil(Math.min(now - since + onItsWayMs, longestMs) / 1_000);

/** Sends one message to one member or into one group. */
export class Sender {
  readonly #parts: WecomParts;
  readonly #count: SendCount;

  constructor(parts: WecomParts) {
    this.#parts = parts;
    this.#count = new SendCount(parts);
  }

  /** Members who get nothing but calls at this moment. */
  full(): Promise<readonly string[]> {
    return this.#count.full();
  }

  /** Answers its id; a group's messages have none. */
  async send(place: Place, content: Content, sending: Sending): Promise<string> {
    const { msgid } = await this.sent(place, content, sending);
    return typeof msgid === 'string' ? msgid : '';
  }

  /** Answers what WeCom says of it. Throws where nobody got it. */
  async sent(place: Place, content: Content, { key, urgency, since }: Sending): Promise<Readonly<Record<string, unknown>>> {
    const { calls, clock } = this.#parts;
    const conv = place.is === 'user' ? place.user : place.chatid;
    if (urgency === 'digest') this.#mayNow(conv);
    if (place.is === 'chat')
      return calls.make({ method: 'appchat/send', urgency, conv, body: { chatid: place.chatid, ...content, safe: 0 } });
    const again = since === null ? {} : { enable_duplicate_check: 1, duplicate_check_interval: lookBack(since, clock.now()) };
    const body = { touser: place.user, agentid: agentOf(this.#parts), ...content, ...again };
    const giveBack = await this.#count.take(place.user, { urgency, key });
    try {
      const answer = await calls.make({ method: 'message/send', urgency, conv, body });
      this.#mustHaveReached(place.user, answer);
      return answer;
    } catch (e) {
      if (!(e instanceof UnansweredError)) await giveBack();
      throw e;
    }
  }

  #mayNow(conv: string): void {
    const waitMs = spread(conv, this.#parts.clock.now());
    if (waitMs === 0) return;
    throw new OutsideError(
      'rate-limited',
      `${this.#parts.name}: what can wait goes out in ${Math.ceil(waitMs / 1_000)} s, not on the hour.`,
      waitMs,
    );
  }

  /** WeCom says that all is well, and in a list who did not get it. */
  #mustHaveReached(user: string, { invaliduser, unlicenseduser }: Readonly<Record<string, unknown>>): void {
    const isIn = (list: unknown): boolean =>
      typeof list === 'string' && list.split('|').some((each) => each.toLowerCase() === user.toLowerCase());
    const { name } = this.#parts;
    if (isIn(unlicenseduser))
      throw new OutsideError('forbidden', `${name}: ${user} has no licence for this interface: assign one in the admin console of WeCom.`);
    if (isIn(invaliduser))
      throw new OutsideError(
        'not-found',
        `${name}: ${user} is not seen by the app. Add them to its visible range, or correct chat.${name} of the person.`,
      );
  }
}
