import { isRefusal } from '../../domain/event/reply.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import type { Page } from '../../domain/page/page.ts';
import { readReply, type Act } from '../../domain/page/reply.ts';
import { numberOf } from '../../domain/page/speech.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import { findIncident } from '../../ports/find-incident.ts';
import { actOn, callerAt, skillOf, type ActParts } from './acts.ts';
import { answerText, phrase } from './phrases.ts';

interface TextParts extends ActParts {
  readonly clock: Clock;
}

interface Reader {
  /** Everybody whose number it is: people on duty may share one mobile. */
  readonly owners: readonly [string, ...string[]];
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
    const [first, ...others] = resources.all('person').flatMap(({ name, spec }) => (spec.phone === from ? [name] : []));
    if (first === undefined) return null;
    const reader: Reader = { owners: [first, ...others], lang: langFor(resources, first), ref };
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
    const live = await this.#livePages(reader);
    if (live.length === 0) return phrase('nothing-waits', reader.lang);
    const answers = await Promise.all(live.map((page) => this.#onPage('ack', page, reader)));
    return answers.join('\n');
  }

  /** The page decides who it is that answers. */
  async #act(act: Act, number: string | null, reader: Reader): Promise<string> {
    const live = await this.#livePages(reader);
    const page = number === null ? lastTexted(live) : live.findLast((p) => numberOf(p) === number);
    if (page) return this.#onPage(act, page, reader);
    if (number === null) return phrase('nothing-waits', reader.lang);
    // One they were not called for, or not any more: they may know its number all the same.
    const { store, door } = this.#parts;
    const skill = `incident/${act}`;
    const caller = callerAt(store, await this.#lastPaged(number, reader), 'sms');
    const answer = await door.call(skill, { incident: number }, caller, { idempotencyKey: reader.ref });
    return answerText(door, answer, { skill, lang: caller.lang });
  }

  /** Of all whose number it is, the oldest first. */
  async #livePages({ owners }: Reader): Promise<Page[]> {
    const live = await Promise.all(owners.map((person) => this.#parts.store.livePages(person)));
    return live.flat().toSorted((a, b) => a.startedAt - b.startedAt);
  }

  /** Who of those that share a number was called last for an incident; the first of them where none was. */
  async #lastPaged(number: string, { owners }: Reader): Promise<string> {
    const { store } = this.#parts;
    if (owners.length === 1) return owners[0];
    for (const owner of owners) {
      const incident = await findIncident(number, { store, viewer: callerAt(store, owner, 'sms').viewer });
      if (isRefusal(incident)) continue;
      const pages = await store.pagesOf({ incident: incident.number });
      const last = pages.findLast(({ person }) => owners.includes(person));
      if (last) return last.person;
    }
    return owners[0];
  }

  async #onPage(act: Act, page: Page, { ref }: Reader): Promise<string> {
    const { door, store } = this.#parts;
    const answer = await actOn(page, act, { ...this.#parts, via: 'sms', once: `${ref}/${page.id}` });
    return answerText(door, answer, { skill: skillOf(act, page), lang: langFor(store.resources(), page.person) });
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
function lastTexted(live: readonly Page[]): Page | undefined {
  const textedAt = (page: Page): number => Math.max(-1, ...page.attempts.filter((a) => a.by === 'sms').map((a) => a.at));
  return live.toSorted((a, b) => textedAt(a) - textedAt(b) || a.startedAt - b.startedAt).at(-1);
}
