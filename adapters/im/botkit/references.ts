import type { ChatMemory } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Reference } from './botkit-of.ts';
import type { Met } from './calls.ts';

const keptMs = 365 * 86_400_000;
/** What has not changed is written again after so long. */
const freshMs = 30 * 86_400_000;
const mostKnown = 5_000;

/** How conversations and people are reached without their saying something first. Kept for a year after the last word. */
export class References {
  readonly #memory: ChatMemory;
  readonly #clock: Clock;
  readonly #written = new Map<string, { readonly value: string; readonly at: number }>();

  constructor({ memory, clock }: { readonly memory: ChatMemory; readonly clock: Clock }) {
    this.#memory = memory;
    this.#clock = clock;
  }

  async keep({ conv, user, isDirect, reference }: Met): Promise<void> {
    // In a group it is the group's, whoever spoke last.
    const { user: who, ...group } = reference;
    await this.#keep(`conv/${conv}`, JSON.stringify(isDirect ? reference : group));
    if (isDirect) await this.#keep(`user/${user}`, conv);
    else if (who) await this.#keep(`met/${user}`, JSON.stringify(reference));
  }

  of = (conv: string): Promise<Reference | null> => this.#read(`conv/${conv}`);

  /** The conversation with a user alone. */
  withUser = (user: string): Promise<string | null> => this.#memory.read(`user/${user}`);

  /** Where a user has been met among others. */
  met = (user: string): Promise<Reference | null> => this.#read(`met/${user}`);

  async #read(key: string): Promise<Reference | null> {
    const kept = await this.#memory.read(key);
    return kept === null ? null : (JSON.parse(kept) as Reference);
  }

  async #keep(key: string, value: string): Promise<void> {
    const now = this.#clock.now();
    const written = this.#written.get(key);
    if (written?.value === value && now - written.at < freshMs) return;
    await this.#memory.keep(key, value, now + keptMs);
    this.#written.delete(key);
    this.#written.set(key, { value, at: now });
    const [oldest] = this.#written.keys();
    if (this.#written.size > mostKnown && oldest !== undefined) this.#written.delete(oldest);
  }
}
