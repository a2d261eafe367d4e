import { permits, type Viewer } from '../access/viewer.ts';
import type { Lang, Words } from '../text/lang.ts';

/** Who said it: a person, or what somebody is called whom nobody here knows. */
export type Author = { readonly person: string } | { readonly name: string };

/** The message of a chat that a note was taken from. */
export interface Source {
  readonly adapter: string;
  readonly conv: string;
  readonly msg: string;
  readonly url: string | null;
}

/** A file that came with it, among our own. `size` in bytes; width and height in pixels, null for what is no picture. */
export interface NoteFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** Why a file could not be taken along. */
export const losses = ['too-large', 'too-many', 'gone', 'refused', 'unreachable', 'empty'] as const;
export interface LostFile {
  readonly name: string;
  readonly because: (typeof losses)[number];
}

/** What a note says. */
export interface NoteWords {
  readonly text: string;
  readonly files?: readonly NoteFile[];
  readonly lost?: readonly LostFile[];
}

export interface Noted extends NoteWords {
  /** Its number in the incident, from 1; what has none was written before notes could change. The same number again: it is back. */
  readonly note?: number;
  /** When it was said or happened, UTC ms, where that was not when it was written down. */
  readonly at?: number;
  /** Whoever wrote it down, when not given. */
  readonly author?: Author;
  readonly source?: Source;
  /** Whose mark on the message made it a note. */
  readonly mark?: string;
}

/** `released`: nobody marks its message any more. `deleted`: its message is gone. `hand`: somebody took it back. */
export type Withdrawal = 'released' | 'deleted' | 'hand';

/** What can happen to a note. */
export interface NoteFacts {
  'incident.amended': NoteWords & { readonly note: number; readonly at?: number };
  'incident.withdrawn': { readonly note: number; readonly because: Withdrawal };
  'incident.marked': { readonly note: number; readonly mark: string; readonly isOn: boolean };
}

/** What is asked of a note that is a message of a chat; `message` is its `placeOf`. */
export interface NoteEvents {
  /** Somebody marked a message as part of the story. */
  'message.marked': Required<Pick<Noted, 'author' | 'source' | 'mark' | 'at'>> & NoteWords;
  /** And took the mark off again. */
  'message.released': { readonly message: string; readonly mark: string };
  'message.rewritten': { readonly message: string } & NoteWords;
  'message.deleted': { readonly message: string };
}

/** A note as its incident knows it: not what it says, but whose it is. */
export interface KeptNote {
  /** Whoever wrote it, or wrote it down. */
  readonly people: readonly string[];
  /** The message it was taken from; null: it was written by hand. */
  readonly message: string | null;
  readonly marks: readonly string[];
  /** Ids of its files. */
  readonly files: readonly string[];
  readonly withdrawn: Withdrawal | null;
}

/** Names one message of one chat. */
export const placeOf = ({ adapter, conv, msg }: Pick<Source, 'adapter' | 'conv' | 'msg'>): string => JSON.stringify([adapter, conv, msg]);

/** The notes of an incident after a fact about them. `by` is whoever wrote it down, where that was a person. */
export function withNote(notes: readonly KeptNote[], data: Noted, by: string | null): readonly KeptNote[] {
  if (data.note === undefined) return notes;
  const people = [data.author && 'person' in data.author ? data.author.person : null, data.author ? null : by];
  const kept: KeptNote = {
    people: people.filter((p) => p !== null),
    message: data.source ? placeOf(data.source) : null,
    marks: data.mark === undefined ? [] : [data.mark],
    files: (data.files ?? []).map((f) => f.id),
    withdrawn: null,
  };
  return notes.toSpliced(data.note - 1, 1, kept);
}

export type NoteFact = { [K in keyof NoteFacts]: { type: K; data: NoteFacts[K] } }[keyof NoteFacts];

const noteFacts: ReadonlySet<string> = new Set<keyof NoteFacts>(['incident.amended', 'incident.withdrawn', 'incident.marked']);
export const isNoteFact = <F extends { type: string }>(fact: F): fact is F & NoteFact => noteFacts.has(fact.type);

export const noteChanged = (notes: readonly KeptNote[], fact: NoteFact): readonly KeptNote[] =>
  notes.map((kept, i) => (i === fact.data.note - 1 ? { ...kept, ...change(kept, fact) } : kept));

function change({ marks, files }: KeptNote, fact: NoteFact): Partial<KeptNote> {
  switch (fact.type) {
    case 'incident.amended':
      return { files: fact.data.files?.map((f) => f.id) ?? files };
    case 'incident.withdrawn':
      return { withdrawn: fact.data.because, marks: [] };
    case 'incident.marked': {
      const others = marks.filter((m) => m !== fact.data.mark);
      return { marks: fact.data.isOn ? [...others, fact.data.mark] : others };
    }
  }
}

/** Whether somebody may change or take back a note: their own, or any for an operator. */
export const mayChange = ({ people }: KeptNote, { person, roles }: Viewer): boolean =>
  permits(roles, 'operator') || (permits(roles, 'responder') && person !== null && people.includes(person));

const lossWords: Readonly<Record<LostFile['because'], Words>> = {
  'too-large': { en: 'it is larger than 20 MB', zh: '超过 20 MB' },
  'too-many': { en: 'the message has too many files', zh: '消息中的文件过多' },
  gone: { en: 'it is gone', zh: '文件已不存在' },
  refused: { en: 'the chat does not give it to Tocsin', zh: '聊天平台不允许 Tocsin 读取' },
  unreachable: { en: 'the chat did not answer', zh: '聊天平台没有响应' },
  empty: { en: 'it is empty', zh: '文件为空' },
};

/** `“a.png” could not be fetched: it is gone` */
export const sayLost = ({ name, because }: LostFile, lang: Lang): string =>
  lang === 'zh' ? `无法取得文件“${name}”：${lossWords[because].zh}` : `"${name}" could not be fetched: ${lossWords[because].en}`;

export const withdrawnWords: Readonly<Record<Withdrawal, Readonly<Record<Lang, (who: string) => string>>>> = {
  released: { en: (who) => `A message by ${who} was withdrawn from the timeline`, zh: (who) => `${who} 的消息已从时间线撤回` },
  deleted: { en: (who) => `A message by ${who} was deleted`, zh: (who) => `${who} 的消息已删除` },
  hand: { en: (who) => `A note by ${who} was withdrawn`, zh: (who) => `${who} 的记录已撤回` },
};
