import { keyOf, type Draft } from '../../domain/event/event.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import { isLive, type Page } from '../../domain/page/page.ts';
import { actOfKey, type Act } from '../../domain/page/reply.ts';
import type { Report } from '../../domain/page/report.ts';
import { spokenMenu, spokenMenuForAll, spokenPages } from '../../domain/page/speech.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Answer } from '../../ports/door.ts';
import { discreet } from '../perform/discreet.ts';
import { attemptToken } from '../perform/page-phone.ts';
import { actOn, type ActParts } from './acts.ts';
import { phrase, spokenAnswer } from './phrases.ts';

/** What somebody on the phone hears, and what comes next: they may press a key, wait a moment, or it is over. */
export interface Script {
  readonly lang: Lang;
  readonly say: readonly string[];
  readonly next: 'menu' | 'wait' | 'over';
  /** With a menu: it is theirs already, and who presses nothing more is not tried by other means. */
  readonly isAcked?: boolean;
}

export interface LineParts extends ActParts {
  readonly clock: Clock;
  readonly send: (drafts: readonly Draft[]) => Promise<void>;
}

interface OnLine {
  readonly page: Page;
  /** What else the same call is for. */
  readonly also: readonly Page[];
  readonly attempt: number;
  readonly lang: Lang;
}

/** What comes in from people's phones, whoever carries it: how far a call or text is, and keys. `id` is our own of the attempt, as the carrier
 *  was told it. */
export class PhoneLine {
  readonly #parts: LineParts;

  constructor(parts: LineParts) {
    this.#parts = parts;
  }

  /** Stored once before this resolves; what is known already, or is of no page, changes nothing. */
  async report(carrier: string, id: string | null, report: Report): Promise<void> {
    const on = await this.#onLine(id);
    if (!on) return;
    const { page, attempt } = on;
    const { word, ref, seq, answeredBy = '' } = report;
    await this.#parts.send([
      {
        id: `${carrier}/${ref}/${seq ?? `${word}${answeredBy}`}`,
        type: 'page.reported',
        v: 1,
        key: keyOf('page', page.id),
        at: this.#parts.clock.now(),
        by: `source:${carrier}`,
        via: page.attempts[attempt]?.by ?? 'phone',
        data: { attempt, carrier, report },
      },
    ]);
  }

  /** Somebody, or a machine, has picked up. Null: there is no such call. */
  async pickedUp(id: string | null): Promise<Script | null> {
    const on = await this.#onLine(id);
    return on && opening(on);
  }

  /** A key. The same `ref` and `turn` are the same press, asked for again. */
  async pressed(id: string | null, { ref, digit, turn }: { ref: string; digit: string; turn: number }): Promise<Script | null> {
    const on = await this.#onLine(id);
    if (!on || digit === '' || digit === '*') return on && opening(on);
    const { page, also, lang } = on;
    const act = actOfKey.get(digit);
    const isOver = page.state === 'stopped';
    // One key answers all; whom to escalate or what to resolve would not be known.
    if (act === undefined || (act !== 'ack' && also.length > 0)) return goesOn(on, [phrase('no-such-key', lang), menuOf(on)]);
    // An ack that comes too late hears who was first.
    if (isOver && act !== 'ack') return opening(on);
    return outcome(on, act, await this.#actOnAll(on, act, `${ref}/${turn}`));
  }

  /** The answer about the first that still waits; where none does, about the page itself. */
  async #actOnAll({ page, also }: OnLine, act: Act, press: string): Promise<Answer> {
    const how = { ...this.#parts, via: 'phone' as const };
    const waiting = [page, ...also].filter(isLive);
    const [first = page, ...others] = waiting;
    const answers = [first, ...others].map((each, i) => actOn(each, act, { ...how, once: i === 0 ? press : `${press}/${i}` }));
    return (await Promise.all(answers))[0] as Answer;
  }

  async #onLine(id: string | null): Promise<OnLine | null> {
    const { store } = this.#parts;
    const token = id === null ? null : await store.actionToken(id);
    if (token?.skill !== attemptToken) return null;
    const { page: of, attempt } = token.input as { page: string; attempt: number };
    const page = await store.state('page', of);
    if (!page) return null;
    const others = await Promise.all((page.attempts[attempt]?.also ?? []).map((fellow) => store.state('page', fellow.page)));
    const waiting = others.flatMap((other) => (other && isLive(other) ? [other] : []));
    const lang = langFor(store.resources(), page.person);
    const heard = (each: Page): Promise<Page> => discreet(each, lang, this.#parts);
    return { page: await heard(page), also: await Promise.all(waiting.map(heard)), attempt, lang };
  }
}

function menuOf({ page, also, lang }: OnLine): string {
  if (also.length > 0) return spokenMenuForAll(lang);
  return page.state === 'acked' ? phrase('more-keys', lang) : spokenMenu(page, lang);
}

function opening(on: OnLine): Script {
  const { page, also, lang } = on;
  if (page.state === 'stopped' && also.length === 0) return { lang, say: [phrase('over', lang)], next: 'over' };
  if (page.state === 'acked' && also.length === 0) return { lang, say: [phrase('acked-already', lang)], next: 'over' };
  return { lang, say: [...spokenPages([page, ...also], lang), menuOf(on)], next: 'menu' };
}

/** The menu once more, unless the call is over. */
function goesOn({ page, also, lang }: OnLine, say: readonly string[]): Script {
  if (page.state === 'stopped') return { lang, say, next: 'over' };
  return { lang, say, next: 'menu', isAcked: page.state === 'acked' && also.length === 0 };
}

function outcome(on: OnLine, act: Act, answer: Answer): Script {
  const { page, also, lang } = on;
  if (answer === 'working') return { lang, say: [phrase('one-moment', lang)], next: 'wait' };
  if (!answer.ok) return goesOn(on, [spokenAnswer(answer.because[lang])]);
  if (act !== 'ack') return { lang, say: [phrase(act === 'escalate' ? 'escalated' : 'resolved', lang)], next: 'over' };
  if (also.length > 0) return { lang, say: [phrase('all-acked', lang)], next: 'over' };
  const { existed, by = page.person } = answer.output as { existed: boolean; by?: string };
  const said = phrase(existed && by === page.person ? 'acked-already' : 'acked', lang);
  if (!page.about.incident) return { lang, say: [said], next: 'over' };
  return { lang, say: [said, phrase('more-keys', lang)], next: 'menu', isAcked: true };
}
