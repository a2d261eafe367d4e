/** One line of an iCalendar file after unfolding (RFC 5545 3.1). */
export interface ContentLine {
  /** In capitals. */
  readonly name: string;
  /** Names in capitals, values without their quotes. */
  readonly params: Readonly<Record<string, string>>;
  /** As it stands, escapes included. */
  readonly value: string;
  /** Where it begins in the file, from 1. */
  readonly line: number;
}

/** What is wrong in a calendar, and what to write instead. */
export interface IcsFault {
  readonly line: number;
  readonly message: string;
}

/** Unfolds and splits; takes CRLF and bare LF, and folds in the middle of a word. A line that is none is a fault. */
export function contentLines(text: string): { lines: ContentLine[]; faults: IcsFault[] } {
  const lines: ContentLine[] = [];
  const faults: IcsFault[] = [];
  for (const { text: whole, line } of unfolded(text)) {
    if (whole.trim() === '') continue;
    const read = contentLine(whole, line);
    if (read) lines.push(read);
    else faults.push({ line, message: `"${whole.slice(0, 40)}" is no line of a calendar; write it as NAME:value` });
  }
  return { lines, faults };
}

function unfolded(text: string): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = [];
  for (const [i, raw] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const last = found.at(-1);
    if (last && /^[ \t]/u.test(raw)) last.text += raw.slice(1);
    else found.push({ text: raw, line: i + 1 });
  }
  return found;
}

const namePart = /^[A-Za-z0-9-]+/u;
const paramPart = /^;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/u;

function contentLine(text: string, line: number): ContentLine | null {
  const name = namePart.exec(text)?.[0];
  if (name === undefined) return null;
  const params: Record<string, string> = {};
  let rest = text.slice(name.length);
  for (let found = paramPart.exec(rest); found; found = paramPart.exec(rest)) {
    params[(found[1] ?? '').toUpperCase()] = (found[2] ?? '').replaceAll('"', '');
    rest = rest.slice(found[0].length);
  }
  return rest.startsWith(':') ? { name: name.toUpperCase(), params, value: rest.slice(1), line } : null;
}

/** A TEXT value as people read it. */
export const plainText = (value: string): string =>
  value.replace(/\\([\\;,nN])/gu, (_all, c: string) => (c === 'n' || c === 'N' ? '\n' : c));
