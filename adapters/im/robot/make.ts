import type { Lang } from '../../../domain/text/lang.ts';
import type { FailureClass } from '../../../ports/errors.ts';
import { briefly, type Note } from './note.ts';

export interface Window {
  readonly count: number;
  readonly perMs: number;
}

/** What differs between the robots of the three platforms. */
export interface RobotMake {
  /** How many messages a robot may send, in spans that slide. */
  readonly windows: readonly Window[];
  /** Of the whole message in UTF-8. */
  readonly maxBytes: number;
  /** The message for one note, or for several under a heading. */
  write(notes: readonly Note[], heading: string | null): object;
  /** What counts against `maxBytes` in a written message. */
  measured(message: object): string;
  /** The address and the body that prove who sends. `now` in UTC ms. */
  sign(message: object, to: { readonly url: string; readonly secret: string | undefined; readonly now: number }): Signed;
  /** Null when it was taken; undefined where the answer is none of this platform's. */
  refusal(answer: unknown): Refusal | null | undefined;
}

interface Signed {
  readonly url: string;
  readonly body: object;
}

export interface Refusal {
  readonly failure: FailureClass;
  /** The platform's own words. */
  readonly said: string;
  readonly hint: string;
  readonly retryAfterMs?: number;
}

/** Nobody reads more at once. */
const mostInOne = 60;

export interface Fitted {
  readonly message: object;
  /** How many of the notes are in it. */
  readonly count: number;
}

/** As many notes as one message holds, the first ones first: whole where they fit, by their heads alone where not. One alone is cut to fit. */
export function fit(make: RobotMake, notes: readonly Note[], lang: Lang): Fitted {
  const [first] = notes;
  if (first && notes.length === 1) return { message: fitOne(make, first, lang), count: 1 };
  const isSmall = (message: object): boolean => Buffer.byteLength(make.measured(message)) <= make.maxBytes;
  const heads = notes.map((note) => ({ ...note, lines: [] }));
  for (let count = Math.min(notes.length, mostInOne); count > 1; count -= 1) {
    const heading = headingOf(count, lang);
    const [whole, short] = [notes, heads].map((all) => make.write(all.slice(0, count), heading));
    if (whole && isSmall(whole)) return { message: whole, count };
    if (short && isSmall(short)) return { message: short, count };
  }
  return { message: first ? fitOne(make, first, lang) : {}, count: 1 };
}

const headingOf = (count: number, lang: Lang): string => (lang === 'zh' ? `${count} 条消息合并为一条` : `${count} messages in one`);

function fitOne(make: RobotMake, note: Note, lang: Lang): object {
  for (let lines = note.lines.length; lines > 0; lines -= 1) {
    const message = make.write([briefly(note, lines, lang)], null);
    if (Buffer.byteLength(make.measured(message)) <= make.maxBytes) return message;
  }
  return make.write([briefly(note, 0, lang)], null);
}
