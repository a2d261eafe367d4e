import { partsOf, personOf, type Actor, type Key, type Via } from '../event/event.ts';
import { personOfPage } from '../page/page.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { foldedChats } from './fold-chats.ts';
import type { Incident } from './incident.ts';
import { mayChange, sayLost, withdrawnWords, isNoteFact, type Noted, type NoteFact, type Withdrawal } from './note.ts';
import type { NoteView, TimelineLine } from './outward.ts';
import { isTold, sayAuthor, sayFact, type Reader, type StoryFacts, type StoryType } from './say.ts';
import type { Viewer } from '../access/viewer.ts';

/** A fact as it was stored: `at` is when, UTC ms. */
export interface Happened {
  readonly type: string;
  readonly key: Key;
  readonly at: number;
  readonly by: Actor;
  readonly via: Via;
  readonly data: unknown;
}

/** A line of the story; `at` is when it happened, UTC ms. */
export interface StoryLine extends Happened {
  readonly type: StoryType;
  /** When its words were changed last; of notes only. */
  readonly amendedAt: number | null;
  /** Then it has no words any more. */
  readonly withdrawn: Withdrawal | null;
}

/** How a storm grew is one line, where it began; long after it is another. */
const oneStormMs = 10 * 60_000;

/** The lines of an incident's story, in the order in which things happened; what happened at once stays in the order in which it was told.
 *  What repeats another line is left out, and a note is one line that says what it says by now. */
export function storyOf(facts: readonly Happened[]): StoryLine[] {
  const lines = new Map<string, StoryLine>();
  let storm = { place: '', at: Number.NEGATIVE_INFINITY };
  for (const [n, fact] of withOwners(facts).entries()) {
    const isStorm = fact.type === 'storm.grew';
    if (isStorm && fact.at - storm.at >= oneStormMs) storm = { place: `storm ${n}`, at: fact.at };
    const place = isStorm ? storm.place : (noteIn(fact) ?? `fact ${n}`);
    const line = after(lines.get(place), fact);
    if (line) lines.set(place, line);
  }
  return [...lines.values()].toSorted((a, b) => a.at - b.at);
}

/** Who acknowledges what somebody else has joins them. */
function withOwners(facts: readonly Happened[]): Happened[] {
  let has: string | null = null;
  return facts.map((fact) => {
    if (fact.type === 'incident.unacked') has = null;
    if (fact.type !== 'incident.acked') return fact;
    const data = fact.data as StoryFacts['incident.acked'];
    has ??= data.person;
    return has === data.person ? fact : { ...fact, data: { ...data, has } };
  });
}

function noteIn(fact: Happened): string | null {
  if (fact.type !== 'incident.noted' && !isNoteFact(fact)) return null;
  const { note } = fact.data as Noted;
  return note === undefined ? null : `note ${note}`;
}

/** A line once this has happened too; null: it is none. */
function after(before: StoryLine | undefined, fact: Happened): StoryLine | null {
  if (isNoteFact(fact)) return before ? changed(before, fact) : null;
  if (!isTold(fact.type, fact.data)) return null;
  return before && fact.type === 'storm.grew' ? grown(before, fact) : lineOf(fact, fact.type);
}

const lineOf = (fact: Happened, type: StoryType): StoryLine => ({
  ...fact,
  type,
  at: type === 'incident.noted' ? ((fact.data as Noted).at ?? fact.at) : fact.at,
  amendedAt: null,
  withdrawn: null,
});

function changed(line: StoryLine, fact: Happened & NoteFact): StoryLine {
  if (fact.type === 'incident.marked') return line;
  const said = line.data as Noted;
  if (fact.type === 'incident.withdrawn') return { ...line, withdrawn: fact.data.because, data: wordless(said) };
  const { note: _note, at = line.at, ...words } = fact.data;
  const data = { ...said, ...words };
  const isSame = at === line.at && JSON.stringify(data) === JSON.stringify(said);
  return isSame || line.withdrawn !== null ? line : { ...line, at, data, amendedAt: fact.at };
}

const wordless = ({ files: _files, lost: _lost, ...said }: Noted): Noted => ({ ...said, text: '' });

function grown(before: StoryLine, more: Happened): StoryLine {
  const [old, next] = [before.data, more.data] as StoryFacts['storm.grew'][];
  return { ...before, data: { ...old, groups: { ...old?.groups, ...next?.groups } } };
}

/** What a line says, in the reader's language. */
export function sayLine(line: StoryLine, reader: Reader): string {
  const { type, key, by } = line;
  if (line.withdrawn !== null) return withdrawnWords[line.withdrawn][reader.lang](sayAuthor(line.data as Noted, by, reader));
  return sayFact({ type, data: line.data as StoryFacts[StoryType], by }, reader, personPaged(key));
}

const personPaged = (key: Key): string | undefined => (key.startsWith('page:') ? personOfPage(partsOf(key).id) : undefined);

/** A line as it is said; `at` in UTC ms. */
export interface SaidLine {
  readonly at: number;
  readonly text: string;
}

/** The story in the reader's language, the oldest first; what happened alike in several chats is one line. */
export const saidStory = (facts: readonly Happened[], reader: Reader): SaidLine[] =>
  foldedChats(storyOf(facts)).map((line) => ({ at: line.at, text: sayLine(line, reader) }));

/** The story as every surface shows it: who looks decides what may be changed. */
export function tellStory(
  facts: readonly Happened[],
  incident: Pick<Incident, 'notes'>,
  { viewer, ...reader }: Reader & { viewer: Viewer },
): TimelineLine[] {
  return storyOf(facts).map((line) => {
    const { type, via } = line;
    const said = type === 'incident.noted' ? (line.data as Noted) : null;
    const author = said?.author;
    const person = personPaged(line.key) ?? (author === undefined ? personOf(line.by) : 'person' in author ? author.person : null);
    const kept = said?.note === undefined ? undefined : incident.notes?.[said.note - 1];
    return {
      at: rfc3339(line.at),
      kind: type,
      text: sayLine(line, reader),
      // What a bot did on its own came through nothing that a reader knows.
      ...(via === 'road' || via === 'timer' ? {} : { via }),
      ...(person === null ? {} : { person }),
      ...(said && kept ? { note: noteView(line, said, { reader, mayChange: mayChange(kept, viewer) }) } : {}),
    };
  });
}

function noteView(line: StoryLine, said: Noted, { reader, mayChange: may }: { reader: Reader; mayChange: boolean }): NoteView {
  const { note = 0, source } = said;
  const isHere = line.withdrawn === null;
  return {
    number: note,
    words: said.text,
    author: sayAuthor(said, line.by, reader),
    editedAt: rfc3339(line.amendedAt),
    withdrawn: !isHere,
    source: source ? { platform: source.adapter, url: source.url } : null,
    files: (said.files ?? []).map((file) => ({ ...file })),
    lost: (said.lost ?? []).map((file) => sayLost(file, reader.lang)),
    mayAmend: may && isHere && !source,
    mayWithdraw: may && isHere,
  };
}
