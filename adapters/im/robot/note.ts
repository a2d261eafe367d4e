import type { Tone } from '../../../domain/card/card.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Mentioned, Outgoing } from '../../../ports/im.ts';

/** A message as a group robot can say it: lines, links and mentions, no buttons. */
export interface Note {
  /** How bad, how far, what. */
  readonly head: string;
  readonly tone: Tone;
  readonly lines: readonly string[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  readonly mentions: readonly Mentioned[];
  /** A line that somebody says, and no card. */
  readonly isPlain: boolean;
}

const longest = 300;

/** No control or direction characters, and no longer than anybody reads. */
const clean = (text: string): string => {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return plain.length > longest ? `${plain.slice(0, longest - 1)}…` : plain;
};

/** A user is written into markup: what is no plain id is mentioned by name. */
const known = (all: readonly Mentioned[]): Mentioned[] =>
  all.map(({ name, user }) => ({ name: clean(name), user: user !== null && /^[\w@.-]{1,64}$/u.test(user) ? user : null }));

/** `home` is where the buttons lead that a robot does not have, for a card without a link of its own. */
export function noteOf({ text, card, mentions: asked = [] }: Outgoing, { lang, home }: { lang: Lang; home: string }): Note {
  const mentions = known(asked);
  if (!card) {
    const [head = '', ...lines] = text.split('\n').map(clean);
    return { head, tone: 'quiet', lines, links: [], mentions, isPlain: true };
  }
  const head = clean([card.severity, card.state?.word, card.title].filter(Boolean).join(' · '));
  const body = card.body?.split('\n') ?? [];
  const fields = (card.fields ?? []).map(({ label, value }) => `${label}: ${value}`);
  const own = (card.links ?? []).map(({ label, url }) => ({ label: clean(label), url }));
  const isWithout = own.length === 0 && (card.actions?.length ?? 0) > 0;
  const links = isWithout ? [{ label: lang === 'zh' ? '在 Tocsin 中处理' : 'Go on in Tocsin', url: home }] : own;
  const context = card.context === undefined ? [] : [card.context];
  return { head, tone: card.state?.tone ?? 'quiet', lines: [...body, ...fields, ...context].map(clean), links, mentions, isPlain: false };
}

/** The first lines of a note, and how many are left out. */
export function briefly(note: Note, lines: number, lang: Lang): Note {
  const left = note.lines.length - lines;
  if (left <= 0) return note;
  const said = lang === 'zh' ? `…另有 ${left} 行` : `… and ${left} more lines`;
  return { ...note, lines: [...note.lines.slice(0, lines), said] };
}
