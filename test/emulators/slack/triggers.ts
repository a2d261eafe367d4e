import { randomBytes } from 'node:crypto';
import { refuse } from './records.ts';

const validMs = 3_000;

/** What a person's doing lets an app do within three seconds, once: open a modal. */
export class Triggers {
  readonly #made = new Map<string, { readonly user: string; readonly at: number; isUsed: boolean }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  make(user: string): string {
    const id = `${this.#now()}.${this.#made.size + 1}.${randomBytes(8).toString('hex')}`;
    this.#made.set(id, { user, at: this.#now(), isUsed: false });
    return id;
  }

  /** Whose it is.
   *  @throws {Refusal} invalid_trigger_id, exchanged_trigger_id, expired_trigger_id. */
  use(id: string): string {
    const trigger = this.#made.get(id) ?? refuse('invalid_trigger_id');
    if (trigger.isUsed) refuse('exchanged_trigger_id');
    if (this.#now() - trigger.at > validMs) refuse('expired_trigger_id');
    trigger.isUsed = true;
    return trigger.user;
  }
}
