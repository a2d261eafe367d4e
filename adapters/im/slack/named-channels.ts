import { OutsideError } from '../../../ports/errors.ts';
import type { Ref } from '../../../ports/im.ts';
import { Kept } from '../../../ports/kept.ts';
import type { SlackParts } from './parts.ts';

/** Ids of channels and of direct messages, which are taken as they are. */
const isId = (name: string): boolean => /^[CDG][A-Z0-9]{7,}$/u.test(name);
const remembered = 500;
/** A channel may be deleted and made anew. */
const keptMs = 3_600_000;

/** Channels that somebody configured by their name. */
export class NamedChannels {
  readonly #parts: SlackParts;
  readonly #ids: Kept<string>;

  constructor(parts: SlackParts) {
    this.#parts = parts;
    this.#ids = new Kept({ most: remembered, forMs: keptMs, now: () => parts.clock.now() });
  }

  /** Throws `not-found` where there is none that the bot can see. */
  async named(name: string): Promise<Ref> {
    const wanted = name.replace(/^#/u, '').trim();
    if (isId(wanted)) return { conv: wanted };
    return { conv: await this.#ids.get(wanted.toLowerCase(), () => this.#find(wanted.toLowerCase())) };
  }

  async #find(name: string): Promise<string> {
    // Those that the bot is in are fewer by far, and mostly meant.
    const found = (await this.#in('users.conversations', name)) ?? (await this.#in('conversations.list', name));
    if (found !== null) return found;
    const fix = `Invite the bot there (/invite @ and its name), or write the channel's id (C…, at the bottom of its details).`;
    throw new OutsideError('not-found', `${this.#parts.name}: there is no channel #${name} that the bot can see. ${fix}`);
  }

  async #in(method: 'users.conversations' | 'conversations.list', name: string): Promise<string | null> {
    const isOwn = method === 'users.conversations';
    const args = { types: isOwn ? 'public_channel,private_channel' : 'public_channel', exclude_archived: true, limit: 999 };
    for (let cursor = ''; ;) {
      const at = { ...args, ...(cursor === '' ? {} : { cursor }) };
      const said = await this.#parts.calls.make({ method, urgency: 'card' }, (slack) =>
        isOwn ? slack.users.conversations(at) : slack.conversations.list(at),
      );
      const found = said.channels?.find((channel) => channel.name === name);
      if (found?.id !== undefined) return found.id;
      cursor = said.response_metadata?.next_cursor ?? '';
      if (cursor === '') return null;
    }
  }
}
