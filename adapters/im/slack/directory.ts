import type { UsersInfoResponse, UsersListResponse } from '@slack/web-api';
import { OutsideError } from '../../../ports/errors.ts';
import type { ChatUser, Directory, Ref } from '../../../ports/im.ts';
import { Kept } from '../../../ports/kept.ts';
import type { SlackParts } from './parts.ts';
import { dmOf } from './whisper.ts';

const keptMs = 3_600_000;
const remembered = 5_000;
/** Somebody who has just joined is to be found soon. */
const listKeptMs = 60_000;
const mostListed = 10_000;

/** Who is who. People and their direct conversations are asked for once an hour at most, and ahead of time where somebody says whom it will be. */
export class People implements Directory {
  readonly #parts: SlackParts;
  readonly #users: Kept<ChatUser | null>;
  readonly #lists: Kept<readonly ChatUser[]>;
  readonly #dms = new Kept<Ref>({ most: remembered });

  constructor(parts: SlackParts) {
    this.#parts = parts;
    this.#users = new Kept({ most: remembered, forMs: keptMs, now: () => parts.clock.now() });
    this.#lists = new Kept({ most: 1, forMs: listKeptMs, now: () => parts.clock.now() });
  }

  user(user: string): Promise<ChatUser | null> {
    return this.#user(user, 'room');
  }

  all(): Promise<readonly ChatUser[]> {
    return this.#lists.get('members', () => this.#list());
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
      return userOf({ ...it, id: user }, ours);
    } catch (e) {
      if (e instanceof OutsideError && e.failure === 'not-found') return null;
      throw e;
    }
  }

  async #list(): Promise<readonly ChatUser[]> {
    const { calls, team } = this.#parts;
    const { id: ours } = await team.get();
    const found: ChatUser[] = [];
    for (let cursor = ''; found.length < mostListed;) {
      const at = { limit: 999, ...(cursor === '' ? {} : { cursor }) };
      const said = await calls.make({ method: 'users.list', urgency: 'card' }, (slack) => slack.users.list(at));
      found.push(
        ...(said.members ?? []).map((member) => inFull(userOf(member, ours), member.profile?.real_name)).filter(({ isMember }) => isMember),
      );
      cursor = said.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    return found;
  }
}

type Told = NonNullable<UsersInfoResponse['user']> | NonNullable<UsersListResponse['members']>[number];

/** Whoever looks somebody up knows their whole name, and maybe not what they call themselves. */
const inFull = (user: ChatUser, whole = ''): ChatUser =>
  whole === '' || whole === user.name ? user : { ...user, name: `${whole} (${user.name})` };

/** Slackbot says of itself that it is a person. */
const slackbot = 'USLACKBOT';

function userOf(it: Told, ours: string): ChatUser {
  const { id = '', profile = {} } = it;
  const isStranger = 'is_stranger' in it && it.is_stranger;
  const outside = [it.deleted, it.is_bot, it.is_restricted, it.is_ultra_restricted, isStranger, it.team_id !== ours, id === slackbot];
  return {
    user: id,
    name: profile.display_name || profile.real_name || it.real_name || it.name || id,
    email: it.is_email_confirmed === false ? null : (profile.email?.toLowerCase() ?? null),
    isMember: !outside.includes(true),
  };
}
