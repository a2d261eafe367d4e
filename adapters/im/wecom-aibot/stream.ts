import { pieces } from '../../../domain/card/wecom/clamp.ts';
import { inert } from '../../../domain/card/wecom/escape.ts';
import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import type { Messages, Ref } from '../../../ports/im.ts';
import { isOver, isShut } from './classify.ts';
import { Tries } from '../../../ports/tries.ts';
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

const remembered = 2_000;

/** Shows a text as it comes, as the answer to what came in. What does not fit into that, in length or in time, follows as messages; and so does
 *  all of it where there is nothing to answer any more. The same answer has the same name at each try, so that it stands there once. */
export class Streams {
  readonly #parts: BotParts;
  readonly #poster: Poster;
  readonly #tries = new Tries(remembered);

  constructor(parts: BotParts, poster: Poster) {
    this.#parts = parts;
    this.#poster = poster;
  }

  of(streamed: Streamed): Promise<Ref> {
    const { to, how } = streamed;
    const now = this.#parts.clock.now();
    const id = streamIdOf(`${to.conv} ${how.door ?? ''} ${how.key}`);
    const elsewhere = how.isRepeat === true ? now : null;
    return this.#tries.during(id, { now, elsewhere }, (since) => this.#shown(streamed, { id, isInDoubt: since !== null }));
  }

  async #shown({ to, texts, how }: Streamed, trying: Trying): Promise<Ref> {
    const door = doorIn(how.door, this.#parts.clock.now());
    const growing = door?.is === 'reply' ? new Growing(this.#parts, { ...trying, door, conv: to.conv }) : null;
    let text = '';
    for await (const part of texts) {
      text += part;
      await growing?.shows(inert(text));
    }
    const said = inert(text.trim() === '' ? '—' : text);
    await growing?.ends(said);
    const rest = said.slice(growing?.shown.length ?? 0).replace(/^\n/u, '');
    for (const content of rest === '' ? [] : pieces(rest, mostBytes))
      await this.#poster.send(to, { msgtype: 'markdown', markdown: { content } }, 'card');
    return { ...to, msg: trying.id };
  }
}

interface Trying {
  readonly id: string;
  /** An earlier try may have got through. */
  readonly isInDoubt: boolean;
}

interface Answered extends Trying {
  readonly door: Door;
  readonly conv: string;
}

/** An answer that grows while it can. */
class Growing {
  readonly #parts: BotParts;
  readonly #of: Answered;
  readonly #began: number;
  #shownAt: number;
  #isOpen = true;
  /** An earlier try has said all of it. */
  #isTold = false;
  /** The part of the text that stands there. */
  shown = '';

  constructor(parts: BotParts, of: Answered) {
    this.#parts = parts;
    this.#of = of;
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
    if (this.#isTold) this.shown = first;
  }

  async #frame(content: string, finish: boolean): Promise<void> {
    const { id, isInDoubt, door, conv } = this.#of;
    const stream = { id, finish, content };
    const asking = { cmd: 'aibot_respond_msg', reqId: door.reqId, body: { msgtype: 'stream', stream } };
    try {
      // However often it grows, it is one message.
      if (this.shown === '') await say(this.#parts, asking, { conv, urgency: 'page' });
      else await this.#parts.connection.ask(asking);
      this.shown = content;
      this.#shownAt = this.#parts.clock.now();
      this.#isOpen = !finish;
    } catch (e) {
      // Before anything stands there all of it can be tried again, and once all of it may; else the rest follows by itself.
      const isTriedAgain = (this.shown === '' && !isShut(e)) || (finish && e instanceof UnansweredError);
      if (!(e instanceof OutsideError) || isTriedAgain) throw e;
      this.#isTold = this.shown === '' && isInDoubt && isOver(e);
      this.#isOpen = false;
    }
  }
}
