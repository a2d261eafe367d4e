import type { Urgency } from '../../../domain/event/effect.ts';
import { useridKey } from '../../../domain/chat/wecom-chat.ts';
import { OutsideError, ReachError } from '../../../ports/errors.ts';
import { Turns } from '../../../ports/turns.ts';
import type { WecomParts } from './parts.ts';

interface Window {
  readonly perMs: number;
  readonly most: number;
  /** Of these, for calls alone. */
  readonly kept: number;
}

/** WeCom drops what is beyond these for a member, and says that all is well. */
const windows: readonly Window[] = [
  { perMs: 60_000, most: 30, kept: 8 },
  { perMs: 3_600_000, most: 1_000, kept: 100 },
];
const widestMs = Math.max(...windows.map(({ perMs }) => perMs));

interface Message {
  readonly urgency: Urgency;
  /** The same for all tries of one message, of which one shows at most. */
  readonly key: string;
}

/** When each message went to a member, by its key (UTC ms). */
type Sent = ReadonlyMap<string, number>;

const allOf = 'sent/';
const startOf = (user: string): string => `${allOf}${useridKey(user)}/`;

/** Counts what each member was sent, by whichever process and in whichever life, so that nothing is sent that nobody would see. */
export class SendCount {
  readonly #parts: Pick<WecomParts, 'name' | 'clock' | 'memory' | 'noted'>;
  readonly #turns = new Turns();

  constructor(parts: Pick<WecomParts, 'name' | 'clock' | 'memory' | 'noted'>) {
    this.#parts = parts;
  }

  /** Counts a message to the member; another try of one that may have got through is no further one. Answers how to take that back where it
   *  certainly reached nobody. Where WeCom would drop it: throws a ReachError for a page, so that it goes out by other means at once, and
   *  `rate-limited` with the milliseconds for everything else. What cannot be counted goes out all the same. */
  async take(user: string, message: Message): Promise<() => Promise<void>> {
    const counted = await this.#turns.take(startOf(user), () => this.#count(user, message));
    if (counted.waitMs > 0) throw message.urgency === 'page' ? this.#unreachable() : this.#later(counted.waitMs);
    return counted.back;
  }

  /** Those who get nothing but calls at this moment. */
  async full(): Promise<readonly string[]> {
    const now = this.#parts.clock.now();
    const sent = Map.groupBy(await this.#parts.memory.under(allOf), ([key]) => key.slice(0, key.indexOf('/')));
    const isFull = (times: readonly number[]): boolean => waitFor(times, { urgency: 'card', now }) > 0;
    return [...sent].flatMap(([user, all]) => (isFull(all.map(([, at]) => Number(at))) ? [user] : []));
  }

  /** Looks once more after it has counted: of processes that count at the same moment none sees the others before that. */
  async #count(user: string, { urgency, key }: Message): Promise<{ waitMs: number; back: () => Promise<void> }> {
    const now = this.#parts.clock.now();
    let back = async (): Promise<void> => {};
    try {
      const sent = await this.#sent(user);
      const earlier = waitFor(others(sent, key), { urgency, now });
      if (earlier > 0) return { waitMs: earlier, back };
      await this.#keep(user, key, now);
      back = () => this.#restore(user, key, sent.get(key));
      const waitMs = waitFor(others(await this.#sent(user), key), { urgency, now });
      if (waitMs > 0) await back();
      return { waitMs, back };
    } catch (error) {
      this.#uncounted(user, error);
      return { waitMs: 0, back };
    }
  }

  async #sent(user: string): Promise<Sent> {
    const kept = await this.#parts.memory.under(startOf(user));
    return new Map([...kept].map(([key, at]) => [key, Number(at)]));
  }

  #keep(user: string, key: string, at: number): Promise<void> {
    return this.#parts.memory.keep(startOf(user) + key, String(at), at + widestMs);
  }

  async #restore(user: string, key: string, before: number | undefined): Promise<void> {
    try {
      if (before === undefined) await this.#parts.memory.take(startOf(user) + key);
      else await this.#keep(user, key, before);
    } catch (error) {
      this.#uncounted(user, error);
    }
  }

  #uncounted(user: string, error: unknown): void {
    this.#parts.noted('what a member got could not be counted', { chat: this.#parts.name, user, error: String(error) });
  }

  #unreachable(): OutsideError {
    return new ReachError('forbidden', 'over-limit', {
      who: this.#parts.name,
      fix: 'WeCom drops more than 30 messages a minute and 1,000 an hour to one member, and does not say so.',
    });
  }

  #later(waitMs: number): OutsideError {
    const seconds = Math.ceil(waitMs / 1_000);
    return new OutsideError(
      'rate-limited',
      `${this.#parts.name}: this member may get more in ${seconds} s; until then WeCom would drop it.`,
      waitMs,
    );
  }
}

const others = (sent: Sent, key: string): number[] => [...sent].flatMap(([each, at]) => (each === key ? [] : [at]));

const waitFor = (times: readonly number[], at: { urgency: Urgency; now: number }): number =>
  Math.max(...windows.map((window) => waitIn(window, times, at)));

function waitIn({ perMs, most, kept }: Window, times: readonly number[], { urgency, now }: { urgency: Urgency; now: number }): number {
  const room = urgency === 'page' ? most : most - kept;
  const recent = times.filter((at) => at > now - perMs).toSorted((a, b) => a - b);
  const first = recent.at(-room);
  return first === undefined ? 0 : first + perMs - now;
}
