import { randomUUID } from 'node:crypto';
import { pieces } from '../../../domain/card/wecom/clamp.ts';
import { inert } from '../../../domain/card/wecom/escape.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Messages, Ref } from '../../../ports/im.ts';
import { isShut } from './classify.ts';
import { mostBytes } from './content.ts';
import { doorIn, streamIdOf, type Door } from './doors.ts';
import type { BotParts } from './parts.ts';
import type { Poster } from './post.ts';
import { say } from './speech.ts';

interface Streamed {
  readonly to: Ref;
  readonly texts: AsyncIterable<string>;
  readonly how: Parameters<NonNullable<Messages['stream']>>[2];
}

/** What is gathered before it is shown, so that what appears is words and not letters. */
const gatherMs = 800;
/** WeCom takes no more of it after six minutes. */
const longestMs = 330_000;

/** Shows a text as it comes, as the answer to what came in. What does not fit into that, in length or in time, follows as messages; and so does
 *  all of it where there is nothing to answer any more. */
export async function streamOf(parts: BotParts, poster: Poster, { to, texts, how }: Streamed): Promise<Ref> {
  const door = doorIn(how.door, parts.clock.now());
  const growing = door?.is === 'reply' ? new Growing(parts, door, to.conv) : null;
  let text = '';
  for await (const part of texts) {
    text += part;
    await growing?.shows(inert(text));
  }
  const said = inert(text.trim() === '' ? '—' : text);
  await growing?.ends(said);
  const rest = said.slice(growing?.shown.length ?? 0).replace(/^\n/u, '');
  for (const content of rest === '' ? [] : pieces(rest, mostBytes))
    await poster.send(to, { msgtype: 'markdown', markdown: { content } }, 'card');
  return { ...to, msg: growing?.id ?? streamIdOf(randomUUID()) };
}

/** An answer that grows while it can. */
class Growing {
  readonly id = streamIdOf(randomUUID());
  readonly #parts: BotParts;
  readonly #door: Door;
  readonly #conv: string;
  readonly #began: number;
  #shownAt: number;
  #isOpen = true;
  /** The part of the text that stands there. */
  shown = '';

  constructor(parts: BotParts, door: Door, conv: string) {
    this.#parts = parts;
    this.#door = door;
    this.#conv = conv;
    this.#began = parts.clock.now();
    this.#shownAt = this.#began;
  }

  /** The whole text so far. */
  async shows(text: string): Promise<void> {
    const now = this.#parts.clock.now();
    const [first = '', ...rest] = pieces(text, mostBytes);
    const isFull = rest.length > 0 || now - this.#began >= longestMs;
    if (this.#isOpen && (isFull || now - this.#shownAt >= gatherMs)) await this.#frame(first, isFull);
  }

  /** The whole text, as far as there is room for it. */
  async ends(text: string): Promise<void> {
    const [first = ''] = pieces(text, mostBytes);
    if (this.#isOpen) await this.#frame(first, true);
  }

  async #frame(content: string, finish: boolean): Promise<void> {
    const stream = { id: this.id, finish, content };
    const asking = { cmd: 'aibot_respond_msg', reqId: this.#door.reqId, body: { msgtype: 'stream', stream } };
    try {
      // However often it grows, it is one message.
      if (this.shown === '') await say(this.#parts, asking, { conv: this.#conv, urgency: 'page' });
      else await this.#parts.connection.ask(asking);
      this.shown = content;
      this.#shownAt = this.#parts.clock.now();
      this.#isOpen = !finish;
    } catch (e) {
      // Before anything stands there all of it can be tried again; later the rest follows by itself.
      if (!(e instanceof OutsideError) || (this.shown === '' && !isShut(e))) throw e;
      this.#isOpen = false;
    }
  }
}
