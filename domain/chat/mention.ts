import type { Resources } from '../resource/resource.ts';

/** Who is spoken to, as it stands in the text. */
export interface Mention {
  /** With its `@`. */
  readonly said: string;
  readonly kind: 'person' | 'team' | 'room';
  /** Name of the person or team; `room` for everybody in it. */
  readonly name: string;
  readonly displayName: string;
}

/** What everybody in the room is called. */
const roomWords = ['room', '所有人', '全体'];
const code = /```[\s\S]*?(?:```|$)|`[^`\n]+`/gu;
/** Before it may stand anything but what makes it part of an address. */
const before = String.raw`(?<![\p{Script=Latin}\p{N}_@.+/-])`;
/** A Latin name ends where a word ends; after a Chinese one a sentence may go on without a blank. */
const after = (said: string): string => (/[\p{Script=Latin}\p{N}]$/u.test(said) ? String.raw`(?![\p{Script=Latin}\p{N}_-])` : '');

/** The mentions in a text, each once, in their order: `@ana`, `@安娜`, `@payments`, `@room`. What stands in code speaks to nobody.
 *  A longer name beats a shorter one that it begins with, a person a team. */
export function mentionsIn(text: string, resources: Resources): Mention[] {
  if (!text.includes('@')) return [];
  const plain = text.replaceAll(code, (found) => ' '.repeat(found.length));
  const known = resources.derived(mentionable);
  const found = new Map<string, Mention>();
  for (const match of plain.matchAll(known.pattern)) {
    const mention = known.byWord.get(match[0].slice(1).toLowerCase());
    if (mention) found.set(match[0], { ...mention, said: match[0] });
  }
  return [...found.values()];
}

/** All who can be mentioned, by what they are called; display names count where they belong to one alone. */
function mentionable(resources: Resources): { pattern: RegExp; byWord: Map<string, Omit<Mention, 'said'>> } {
  const all: Omit<Mention, 'said'>[] = [
    ...resources.all('person').map(({ name, spec }) => ({ kind: 'person', name, displayName: spec.displayName ?? name }) as const),
    ...resources.all('team').map(({ name, spec }) => ({ kind: 'team', name, displayName: spec.displayName ?? name }) as const),
  ];
  const sharing = Map.groupBy(all, (each) => each.displayName.toLowerCase());
  const byWord = new Map<string, Omit<Mention, 'said'>>();
  for (const each of all.toReversed()) {
    const shown = each.displayName.toLowerCase();
    if (sharing.get(shown)?.length === 1) byWord.set(shown, each);
    if (each.kind !== 'room') byWord.set(each.name, each);
  }
  for (const word of roomWords) byWord.set(word, { kind: 'room', name: 'room', displayName: word });
  const words = [...byWord.keys()].toSorted((a, b) => b.length - a.length);
  return { byWord, pattern: new RegExp(`${before}@(?:${words.map((w) => quoted(w) + after(w)).join('|')})`, 'giu') };
}

const quoted = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);

/** The people who are meant; `inRoom` are those whom `@room` reaches. */
export function meant(mentions: readonly Mention[], resources: Resources, inRoom: readonly string[]): string[] {
  const people = mentions.flatMap(({ kind, name }) => {
    if (kind === 'person') return [name];
    return kind === 'room' ? inRoom : (resources.get('team', name)?.spec.people ?? []);
  });
  return [...new Set(people)];
}
