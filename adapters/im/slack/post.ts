import { createHash } from 'node:crypto';
import type { Urgency } from '../../../domain/event/effect.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import { UnansweredError } from '../../../ports/errors.ts';
import type { Outgoing, Posting, Ref } from '../../../ports/im.ts';
import { refusalCode } from './classify.ts';
import { faceOf } from './face.ts';
import { Doubts, Kept } from '../../../ports/kept.ts';
import type { SlackParts } from './parts.ts';
import { render } from './render.ts';

const eventType = 'tocsin_message';
/** How far back an earlier try may lie, and how many pages of what was said since are looked through. */
const lookBackMs = 6 * 3_600_000;
const mostPages = 5;
const perPage = 200;
/** Messages may have been pushed from the history by whoever talks meanwhile, but not by that many. */
const remembered = 5_000;

/** What is said to somebody goes before what is shown to all. */
export const urgencyOf = (to: Ref, { mentions = [] }: Outgoing): Urgency =>
  to.conv.startsWith('D') || mentions.length > 0 ? 'page' : 'card';

/** Posts a message once per key, under the name of the bot that says it. */
export class Poster {
  readonly #parts: SlackParts;
  readonly #posted = new Kept<Ref>({ most: remembered });
  readonly #doubts = new Doubts(remembered);
  /** Whether the app may speak under other names. */
  #mayCustomise = true;

  constructor(parts: SlackParts) {
    this.#parts = parts;
  }

  post(to: Ref, message: Outgoing, how: Posting): Promise<Ref> {
    const key = `${to.conv} ${how.key}`;
    return this.#posted.get(key, () =>
      this.#doubts.during(
        key,
        (e) => e instanceof UnansweredError,
        async () => {
          const isThere = how.isRepeat || this.#doubts.has(key) ? await this.#find(to, how.key, urgencyOf(to, message)) : null;
          return isThere ?? (await this.#send(to, message, how));
        },
      ),
    );
  }

  /** Puts another content in its place. */
  async edit(ref: Ref, message: Outgoing): Promise<void> {
    const args = { channel: ref.conv, ts: ref.msg ?? '', ...this.content(message) };
    const asking = { method: 'chat.update', urgency: urgencyOf(ref, message), conv: ref.conv };
    await this.#parts.calls.make(asking, (slack) => slack.chat.update(args));
  }

  /** Seen by one user alone; nobody can ask for it again. */
  async whisper(to: Ref, message: Outgoing, { as, user }: { as: string; user: string }): Promise<void> {
    const args = { channel: to.conv, user, ...this.content(message), ...threadOf(to) };
    await this.#asBot(as, this.#langOf(message), (face) =>
      this.#parts.calls.make({ method: 'chat.postEphemeral', urgency: 'page', conv: to.conv }, (slack) =>
        slack.chat.postEphemeral({ ...args, ...face }),
      ),
    );
  }

  /** Text and blocks of a message. */
  content(message: Outgoing) {
    const { cut, ...content } = render(message, this.#langOf(message));
    if (cut.length > 0) this.#parts.noted('cut to what Slack takes', { cut });
    return content;
  }

  async #send(to: Ref, message: Outgoing, { as, key }: Posting): Promise<Ref> {
    const args = {
      channel: to.conv,
      ...this.content(message),
      ...threadOf(to),
      metadata: { event_type: eventType, event_payload: { key: digest(key) } },
      unfurl_links: false,
      unfurl_media: false,
    };
    const asking = { method: 'chat.postMessage', urgency: urgencyOf(to, message), conv: to.conv };
    const said = await this.#asBot(as, this.#langOf(message), (face) =>
      this.#parts.calls.make(asking, (slack) => slack.chat.postMessage({ ...args, ...face })),
    );
    return { ...to, conv: said.channel ?? to.conv, msg: said.ts ?? '' };
  }

  /** Where the app may not speak under other names, it speaks under its own. */
  async #asBot<T>(as: string, lang: Lang, say: (face: Partial<ReturnType<typeof faceOf>>) => Promise<T>): Promise<T> {
    if (!this.#mayCustomise) return say({});
    try {
      return await say(faceOf(as, lang));
    } catch (e) {
      if (refusalCode(e) !== 'missing_scope' || !String(e).includes('chat:write.customize')) throw e;
      this.#mayCustomise = false;
      return say({});
    }
  }

  /** What was posted with a key: its metadata tells, and nothing else is sure. */
  async #find(to: Ref, key: string, urgency: Urgency): Promise<Ref | null> {
    const { calls, clock } = this.#parts;
    const wanted = digest(key);
    const oldest = String((clock.now() - lookBackMs) / 1_000);
    const args = { channel: to.conv, include_all_metadata: true, oldest, limit: perPage };
    let cursor = '';
    for (let page = 0; page < mostPages; page += 1) {
      const at = { ...args, ...(cursor === '' ? {} : { cursor }) };
      const { thread } = to;
      const method = thread === undefined ? 'conversations.history' : 'conversations.replies';
      const said = await calls.make({ method, urgency, conv: to.conv }, (slack) =>
        thread === undefined ? slack.conversations.history(at) : slack.conversations.replies({ ...at, ts: thread }),
      );
      const found = said.messages?.find(({ metadata }) => metadata?.event_type === eventType && keyOf(metadata.event_payload) === wanted);
      if (found?.ts !== undefined) return { ...to, msg: found.ts };
      cursor = said.response_metadata?.next_cursor ?? '';
      if (cursor === '') return null;
    }
    return null;
  }

  #langOf({ lang }: Outgoing): Lang {
    return lang ?? this.#parts.lang();
  }
}

export const threadOf = ({ thread }: Ref): { thread_ts?: string } => (thread === undefined ? {} : { thread_ts: thread });

/** Keys say what a message is about; whoever reads the channel by machine need not know. */
const digest = (key: string): string => createHash('sha256').update(key).digest('base64url').slice(0, 22);
const keyOf = (payload: unknown): unknown => (payload as { key?: unknown } | undefined)?.key;
