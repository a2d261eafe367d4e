import type { Meaning } from './sentence-meaning.ts';
import { dutyOrders, dutyQuestions } from './sentence-duty.ts';
import { orders, questions, type Groups } from './sentence-rules.ts';
import { plainly, spoken } from './sentence-text.ts';

export interface Sentence {
  /** Said to the bot by its name. */
  readonly isAddressed: boolean;
  /** Null: not understood. */
  readonly meaning: Meaning | null;
}

/** The longest message that is looked at: what is longer is a story, not an order. */
const longest = 500;

const asks = /[?？]\s*$/u;

/** Reads a whole message as one plain sentence in Chinese or English; tolerant of politeness, punctuation, full-width forms and articles. */
export function readSentence(text: string): Sentence {
  const { isAddressed, said } = spoken(text.slice(0, longest));
  if (said === '' || text.length > longest) return { isAddressed, meaning: null };
  const read = plainly(said);
  for (const [sign, means] of [...dutyQuestions, ...questions, ...orders, ...dutyOrders]) {
    const found = sign.exec(read);
    if (!found) continue;
    const meaning = means(asWritten(found, said));
    if (meaning) return { isAddressed, meaning: meaning.is === 'cover' && asks.test(text) ? { ...meaning, isAsked: true } : meaning };
  }
  return { isAddressed, meaning: null };
}

const isFreeText = (name: string): boolean => name.startsWith('text') || name === 'title';

/** What is to be written down in the writer's own characters, for plain text has the same places; all else plain. */
function asWritten({ indices, groups }: RegExpExecArray, said: string): Groups {
  const given = Object.entries(indices?.groups ?? {});
  return Object.fromEntries(given.map(([name, at]) => [name, at && isFreeText(name) ? said.slice(at[0], at[1]) : groups?.[name]]));
}
