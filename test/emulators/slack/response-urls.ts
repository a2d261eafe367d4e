import { randomBytes } from 'node:crypto';
import { blocksOf } from './methods/content.ts';
import { edit, post, remove } from './messages.ts';
import { Refusal, type Channel, type Json, type Message } from './records.ts';
import type { Workspace } from './workspace.ts';

const validMs = 30 * 60_000;
const mostUses = 5;

interface Place {
  readonly channel: Channel;
  readonly user: string;
  readonly message?: Message;
}

/** Addresses by which an app answers to something that somebody did: five times within half an hour, without a token. */
export class ResponseUrls {
  readonly #places = new Map<string, Place & { readonly at: number; uses: number }>();
  readonly #w: Workspace;

  constructor(w: Workspace) {
    this.#w = w;
  }

  make(place: Place): string {
    const id = randomBytes(12).toString('hex');
    this.#places.set(id, { ...place, at: this.#w.habits.now(), uses: 0 });
    return `${this.#w.origin}/response/${id}`;
  }

  /** Does what the app says. */
  use(id: string, body: Json): { status: number; body: string } {
    const place = this.#places.get(id);
    const no = (error: string): { status: number; body: string } => ({ status: 404, body: JSON.stringify({ ok: false, error }) });
    if (!place || this.#w.habits.now() - place.at > validMs) return no('expired_url');
    if (place.uses >= mostUses) return no('used_url');
    place.uses += 1;
    try {
      this.answer(place, body);
      return { status: 200, body: 'ok' };
    } catch (error) {
      if (error instanceof Refusal) return { status: 400, body: error.code };
      throw error;
    }
  }

  /** Says something where somebody did something, to that person alone unless `in_channel` is asked for.
   *  @throws {Refusal} no_text, invalid_blocks … */
  answer({ channel, user, message }: Place, body: Json): void {
    const w = this.#w;
    if (body['delete_original'] === true) return message && remove(w, channel, message);
    const blocks = blocksOf(body['blocks']);
    if (typeof body['text'] !== 'string' && !blocks) throw new Refusal('no_text');
    const said = {
      ...(typeof body['text'] === 'string' ? { text: body['text'] } : {}),
      ...(blocks ? { blocks } : {}),
      ...(Array.isArray(body['attachments']) ? { attachments: body['attachments'] as Json[] } : {}),
    };
    if (body['replace_original'] === true && message) return edit(w, channel, { message, to: { blocks: [], ...said }, by: null });
    const isForAll = body['response_type'] === 'in_channel';
    const thread = typeof body['thread_ts'] === 'string' ? { thread_ts: body['thread_ts'] } : {};
    post(w, channel, { ...said, ...thread, user: w.bot.user, bot: w.bot.bot_id, ...(isForAll ? {} : { ephemeralTo: user }) });
  }
}
