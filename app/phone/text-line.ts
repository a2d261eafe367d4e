import { langFor } from '../../domain/firm/of-firm.ts';
import type { Page } from '../../domain/page/page.ts';
import { readReply, type Act } from '../../domain/page/reply.ts';
import { numberOf } from '../../domain/page/speech.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import { actOn, callerAt, skillOf, type ActParts } from './acts.ts';
import { answerText, phrase } from './phrases.ts';

interface TextParts extends ActParts {
  readonly clock: Clock;
}

interface Reader {
  readonly person: string;
  readonly lang: Lang;
  /** The carrier's id of the text: what the network delivers twice is done once. */
  readonly ref: string;
}

/** Answers to texts that make no sense, to one number in an hour: two machines must not talk to each other all night. */
const helpAtMost = 5;
const hourMs = 3_600_000;
const numbersAtMost = 1_000;

/** What people answer by text to a page. */
export class TextLine {
  readonly #parts: TextParts;
  readonly #helped = new Map<string, { since: number; times: number }>();

  constructor(parts: TextParts) {
    this.#parts = parts;
  }

  /** What is answered to somebody; null: nothing. Only people whose own number it is are heard. */
  async replied(from: string, { text, ref }: { text: string; ref: string }): Promise<string | null> {
    const resources = this.#parts.store.resources();
    const person = resources.all('person').find(({ spec }) => spec.phone === from)?.name;
    if (person === undefined) return null;
    const reader = { person, lang: langFor(resources, person), ref };
    const reply = readReply(text);
    switch (reply.is) {
      case 'opt':
        return null;
      case 'unknown':
        return this.#mayHelp(from) ? phrase('how-to-reply', reader.lang) : null;
      case 'ack-all':
        return this.#ackAll(reader);
      case 'act':
        return this.#act(reply.act, reply.number, reader);
    }
  }

  async #ackAll(reader: Reader): Promise<string> {
    const live = await this.#parts.store.livePages(reader.person);
    if (live.length === 0) return phrase('nothing-waits', reader.lang);
    const answers = await Promise.all(live.map((page) => this.#onPage('ack', page, reader)));
    return answers.join('\n');
  }

  async #act(act: Act, number: string | null, reader: Reader): Promise<string> {
    const live = await this.#parts.store.livePages(reader.person);
    const page = number === null ? newest(live) : live.find((p) => numberOf(p) === number);
    if (page) return this.#onPage(act, page, reader);
    if (number === null) return phrase('nothing-waits', reader.lang);
    // One they were not called for, or not any more: they may know its number all the same.
    const { store, door } = this.#parts;
    const skill = `incident/${act}`;
    const answer = await door.call(skill, { incident: number }, callerAt(store, reader.person, 'sms'), { idempotencyKey: reader.ref });
    return answerText(door, answer, { skill, lang: reader.lang });
  }

  async #onPage(act: Act, page: Page, { lang, ref }: Reader): Promise<string> {
    const answer = await actOn(page, act, { ...this.#parts, via: 'sms', once: `${ref}/${page.id}` });
    return answerText(this.#parts.door, answer, { skill: skillOf(act, page), lang });
  }

  #mayHelp(number: string): boolean {
    const now = this.#parts.clock.now();
    const before = this.#helped.get(number);
    const current = before && now - before.since < hourMs ? before : { since: now, times: 0 };
    current.times += 1;
    // The one that wrote longest ago is forgotten.
    this.#helped.delete(number);
    this.#helped.set(number, current);
    const [oldest] = this.#helped.keys();
    if (this.#helped.size > numbersAtMost && oldest !== undefined) this.#helped.delete(oldest);
    return current.times <= helpAtMost;
  }
}

/** The page of which a text spoke last; without any, the newest of all. */
function newest(live: readonly Page[]): Page | undefined {
  const textedAt = (page: Page): number => Math.max(-1, ...page.attempts.filter((a) => a.by === 'sms').map((a) => a.at));
  return live.toSorted((a, b) => textedAt(a) - textedAt(b) || a.startedAt - b.startedAt).at(-1);
}
