import { OutsideError } from '../../../ports/errors.ts';
import type { ChatUser, Directory, Ref } from '../../../ports/im.ts';
import { Kept } from './kept.ts';
import type { SlackParts } from './parts.ts';
import { dmOf } from './whisper.ts';

const keptMs = 3_600_000;
const remembered = 5_000;

/** Who is who. People and their direct conversations are asked for once an hour at most, and ahead of time where somebody says whom it will be. */
export class People implements Directory {
  readonly #parts: SlackParts;
  readonly #users: Kept<ChatUser | null>;
  readonly #dms = new Kept<Ref>({ most: remembered });

  constructor(parts: SlackParts) {
    this.#parts = parts;
    this.#users = new Kept({ most: remembered, forMs: keptMs, now: () => parts.clock.now() });
  }

  user(user: string): Promise<ChatUser | null> {
    return this.#user(user, 'room');
  }

  dm(user: string): Promise<Ref> {
    return this.#dms.get(user, () => dmOf(this.#parts, user));
  }

  async warm(users: readonly string[]): Promise<void> {
    for (const user of users) {
      await this.#dms.get(user, () => dmOf(this.#parts, user, 'digest')).catch(() => null);
      await this.#user(user, 'digest').catch(() => null);
    }
  }

  #user(user: string, urgency: 'room' | 'digest'): Promise<ChatUser | null> {
    return this.#users.get(user, () => this.#ask(user, urgency));
  }

  async #ask(user: string, urgency: 'room' | 'digest'): Promise<ChatUser | null> {
    const { calls, team } = this.#parts;
    try {
      const { id: ours } = await team.get();
      const { user: it = {} } = await calls.make({ method: 'users.info', urgency }, (slack) => slack.users.info({ user }));
      const { profile = {} } = it;
      const outside = [it.deleted, it.is_bot, it.is_restricted, it.is_ultra_restricted, it.is_stranger, it.team_id !== ours];
      return {
        user,
        name: profile.display_name || profile.real_name || it.real_name || it.name || user,
        email: it.is_email_confirmed === false ? null : (profile.email?.toLowerCase() ?? null),
        isMember: !outside.includes(true),
      };
    } catch (e) {
      if (e instanceof OutsideError && e.failure === 'not-found') return null;
      throw e;
    }
  }
}
