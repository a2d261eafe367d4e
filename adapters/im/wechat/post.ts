import type { Urgency } from '../../../domain/event/effect.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Outgoing, Posting, Ref } from '../../../ports/im.ts';
import { Kept } from '../../../ports/kept.ts';
import type { Speaking } from './speaking.ts';
import { textsOf } from './text.ts';

const remembered = 5_000;
const keptMs = 7 * 86_400_000;
/** A file that nobody opens on a phone is not sent there. */
const mostBytes = 10 * 1024 * 1024;

/** What is said to somebody goes before what is shown to all: there is one account, and it says so much a minute. */
const urgencyOf = (conv: string): Urgency => (conv.startsWith('user:') ? 'page' : 'card');

/** Says a message once per key, in as many parts as it takes: what has been said of it stays said when a later part fails and all of it is tried
 *  again, here or in another life. */
export class Poster {
  readonly #speaking: Speaking;
  readonly #lang: () => Lang;
  readonly #posted = new Kept<Ref>({ most: remembered });
  readonly #said = new Kept<string>({ most: remembered });

  constructor(speaking: Speaking, lang: () => Lang) {
    this.#speaking = speaking;
    this.#lang = lang;
  }

  post(to: Ref, message: Outgoing, how: Posting): Promise<Ref> {
    return this.#posted.get(how.key, () => this.#post(to, message, how));
  }

  async #post({ conv }: Ref, message: Outgoing, how: Posting): Promise<Ref> {
    const turn = { conv, urgency: how.urgency ?? urgencyOf(conv) };
    const called = (message.mentions ?? []).flatMap(({ user }) => user ?? []);
    let first = '';
    for (const [i, text] of textsOf(message, message.lang ?? this.#lang()).entries()) {
      const asked = { conv, text, mentions: i === 0 ? called : [] };
      const msg = await this.#once(`${how.key}/${i}`, how, async () => (await this.#speaking.ask('say', asked, turn)).msg ?? '');
      first ||= msg;
    }
    for (const [i, file] of (message.files ?? []).entries()) {
      if (file.size > mostBytes) continue;
      await this.#once(`${how.key}/file/${i}`, how, async () => {
        const bytes = await file.fetch();
        await this.#speaking.ask('send', { conv, name: file.name, bytes }, turn);
        return '';
      });
    }
    return { conv, msg: first || how.key };
  }

  #once(part: string, { isRepeat }: Posting, say: () => Promise<string>): Promise<string> {
    const { memory, clock, failed, name } = this.#speaking.parts;
    return this.#said.get(part, async () => {
      const earlier = isRepeat ? await memory.read(`said/${part}`) : null;
      if (earlier !== null) return earlier;
      const msg = await say();
      // It has been said, even where that cannot be kept.
      await memory
        .keep(`said/${part}`, msg, clock.now() + keptMs)
        .catch((e: unknown) => failed('what was said in WeChat could not be kept', e, { chat: name }));
      return msg;
    });
  }
}
