import { botName } from '../../../domain/chat/bot-name.ts';
import { pieces } from '../../../domain/card/wecom/clamp.ts';
import { calledText, plain } from '../../../domain/card/wecom/escape.ts';
import { markdownOf } from '../../../domain/card/wecom/markdown.ts';
import { templateCard } from '../../../domain/card/wecom/template.ts';
import type { SentCard } from '../../../domain/card/card.ts';
import type { Urgency } from '../../../domain/event/effect.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Outgoing, Posting, Ref } from '../../../ports/im.ts';
import { Kept } from '../../../ports/kept.ts';
import { attached } from './attachments.ts';
import type { Media } from './media.ts';
import type { WecomParts } from './parts.ts';
import { placeOf, type Place } from './place.ts';
import { isAbout } from './refusals.ts';
import type { Sender, Sending } from './send.ts';
import { gist, taskOf, unknown, type TaskCodes } from './task-codes.ts';
import { Tries } from '../../../ports/tries.ts';
import { say } from './words.ts';

/** Of a text and of markdown, in UTF-8. */
const mostBytes = 2_048;
/** Nobody reads more messages in a row. */
const mostPieces = 4;
const remembered = 5_000;
/** How long ago another process may have tried it. Whoever is called twice in the same words is called twice: that is minutes apart. */
const triedWithinMs = (urgency: Urgency): number => (urgency === 'page' ? 100_000 : 1_780_000);

/** Who is called does not wait behind what is shown. */
export const urgencyOf = ({ about }: Outgoing, { urgency }: Pick<Posting, 'urgency'>): Urgency =>
  urgency ?? (about?.kind === 'page' || about?.kind === 'call' ? 'page' : 'card');

interface PosterParts extends WecomParts {
  readonly sender: Sender;
  readonly codes: TaskCodes;
  readonly media: Media;
}

/** A message on its way. */
interface Going {
  readonly place: Place;
  readonly message: Outgoing;
  readonly how: Posting;
  readonly lang: Lang;
}

/** What is posted under another name in the same place; the message itself under ''. */
type Part = Pick<Going, 'message' | 'how'> & { readonly part: string };

/** Posts a message once per key. */
export class Poster {
  readonly #parts: PosterParts;
  readonly #posted = new Kept<Ref>({ most: remembered });
  readonly #tries = new Tries(remembered);

  constructor(parts: PosterParts) {
    this.#parts = parts;
  }

  async post(to: Ref, message: Outgoing, how: Posting): Promise<Ref> {
    const place = placeOf(to, this.#parts.name);
    const lang = message.lang ?? this.#parts.lang();
    const { media } = this.#parts;
    const { files, said } = attached(message.files ?? [], lang);
    const going = {
      place,
      how,
      lang,
      message: said === '' ? message : { ...message, text: [message.text, said].filter(Boolean).join('\n') },
    };
    const first = await this.#once(to, { ...going, part: '' }, (sending) => this.#message(to, going, sending));
    for (const [n, file] of files.entries())
      await this.#once(to, { ...going, part: `file-${n}` }, async (sending) =>
        this.#parts.sender.send(place, await media.message(file, sending.urgency), sending),
      );
    return first;
  }

  #once({ conv }: Ref, { message, how, part }: Part, send: (sending: Sending) => Promise<string>): Promise<Ref> {
    const key = `${conv} ${how.key} ${part}`;
    const urgency = urgencyOf(message, how);
    const now = this.#parts.clock.now();
    const elsewhere = how.isRepeat === true ? now - triedWithinMs(urgency) : null;
    return this.#posted.get(key, () =>
      this.#tries.during(key, { now, elsewhere }, async (since) => ({ conv, msg: await send({ key, urgency, since }) })),
    );
  }

  #message(to: Ref, going: Going, sending: Sending): Promise<string> {
    const { card } = going.message;
    if (!card) return this.#text(to, going, sending);
    return going.place.is === 'user' ? this.#card(to, { ...going, card }, sending) : this.#markdown(going, sending);
  }

  /** Answers the task of the card, by which it is known from then on. */
  async #card({ conv }: Ref, { card, place, message, how, lang }: Going & { card: SentCard }, sending: Sending): Promise<string> {
    const { sender, codes, origin } = this.#parts;
    const task = taskOf(conv, how.key);
    const above = message.supersedes ? { above: say('supersedes', lang) } : {};
    const drawn = templateCard(card, { lang, bot: botName(how.as, lang), taskId: task, home: origin(), ...above });
    this.#degraded(drawn.degraded, how);
    const shows = { gist: gist(card, message.about), as: how.as };
    const former = sending.since === null ? shows : await codes.shown(task);
    const isSame = former?.gist === shows.gist;
    await codes.shows(task, isSame ? shows : { ...shows, gist: unknown });
    try {
      const content = { msgtype: 'template_card', template_card: drawn.card };
      const { response_code: code } = await sender.sent(place, content, sending);
      await codes.given(task, { code: typeof code === 'string' ? code : '', by: 'sending' });
      if (!isSame) await codes.shows(task, shows);
    } catch (e) {
      // WeCom takes each task once: an earlier try got through, and the card stands there as it was then.
      if (!isAbout(e, /task_?id/iu)) throw e;
      if (former && !isSame) await codes.shows(task, former);
    }
    if (message.supersedes) await codes.replaced(how.key);
    return task;
  }

  /** What is posted into a group can be read there, and nothing more. */
  #markdown({ place, message, how, lang }: Going, sending: Sending): Promise<string> {
    const { card, mentions = [], text } = message;
    const below = (card?.actions ?? []).length > 0 ? { below: say('act', lang) } : {};
    const written = markdownOf({ text, mentions, ...(card ? { card } : {}) }, { lang, maxBytes: mostBytes, ...below });
    this.#degraded(written.degraded, how);
    const content = { msgtype: 'markdown', markdown: { content: written.content } };
    return this.#parts.sender.send(place, content, sending);
  }

  /** A long text is several messages. Answers the first one's id. */
  async #text(to: Ref, going: Going, whole: Sending): Promise<string> {
    const { place, message, how, lang } = going;
    const called = place.is === 'chat' ? calledText(message.mentions ?? [], mostBytes / 4).text : '';
    const all = pieces([called, plain(message.text)].filter(Boolean).join(' ') || '—', mostBytes - 100);
    const shown = all.length > mostPieces ? [...all.slice(0, mostPieces - 1), `${all[mostPieces - 1] ?? ''}\n${say('more', lang)}`] : all;
    if (all.length > mostPieces) this.#degraded([`text: ${all.length} → ${mostPieces}`], how);
    const refs: string[] = [];
    for (const [n, content] of shown.entries()) {
      const send = (sending: Sending): Promise<string> => this.#parts.sender.send(place, { msgtype: 'text', text: { content } }, sending);
      refs.push(shown.length === 1 ? await send(whole) : ((await this.#once(to, { ...going, part: `piece-${n}` }, send)).msg ?? ''));
    }
    return refs[0] ?? '';
  }

  #degraded(degraded: readonly string[], { key }: Posting): void {
    if (degraded.length > 0) this.#parts.noted('a message was cut to what WeCom shows', { chat: this.#parts.name, key, degraded });
  }
}
