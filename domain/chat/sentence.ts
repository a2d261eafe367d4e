import { isOfIncident, type Meaning } from './sentence-meaning.ts';
import { dutyOrders, dutyQuestions } from './sentence-duty.ts';
import { helpAsked, orders, questions, type Groups, type Rule } from './sentence-rules.ts';
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
  const meaning = aboutOne(said) ?? meaningOf(said);
  return { isAddressed, meaning: meaning?.is === 'cover' && asks.test(text) ? { ...meaning, isAsked: true } : meaning };
}

const all: readonly Rule[] = [...dutyQuestions, ...questions, ...orders, ...dutyOrders];

function meaningOf(said: string, rules = all): Meaning | null {
  const read = plainly(said);
  for (const [sign, means] of rules) {
    const found = sign.exec(read);
    if (!found) continue;
    const meaning = means(asWritten(found, said));
    if (meaning) return meaning;
  }
  return null;
}

const whole = 'inc-\\d{8}-\\d+';
const number = `#?(?<number>\\d{1,6}|${whole})(?: ?号)?(?:事件|故障)?`;
const inFront = new RegExp(`^(?:把|将|on |for )?(?:事件|故障|incident)? ?${number}(?:[:, ]+|(?=\\p{Script=Han}))`, 'iu');
const behind = new RegExp(`(?:[ ,:(]+|(?<=\\p{Script=Han}))(?:on |for |in )?(?:事件|故障|incident)? ?${number}[ )]*$`, 'iu');
const inNote = new RegExp(`^#?(?<number>${whole})[:,\\s]+(?=\\S)`, 'iu');

/** An order about the incident whose number stands before or behind it. */
function aboutOne(said: string): Meaning | null {
  const read = plainly(said);
  for (const place of [inFront, behind]) {
    const found = place.exec(read);
    const rest = found && (place === inFront ? said.slice(found[0].length) : said.slice(0, found.index));
    const meaning = rest ? meaningOf(rest) : null;
    const which = found?.groups?.['number']?.toUpperCase();
    if (!meaning || which === undefined || !isOfIncident(meaning) || meaning.number !== undefined) continue;
    // A figure at the end of what is to be written down belongs to it.
    if (meaning.is === 'note' && place === behind && !which.startsWith('INC-')) continue;
    return { ...meaning, number: which };
  }
  const noted = meaningOf(said);
  const [lead, named] = noted?.is === 'note' ? (inNote.exec(plainly(noted.text)) ?? []) : [];
  return noted?.is === 'note' && lead !== undefined && named !== undefined
    ? { is: 'note', text: noted.text.slice(lead.length), number: named.toUpperCase() }
    : null;
}

const interrogative = /[?？]\s*$|谁|哪|什么|为啥|怎么|几时|有没有|吗|帮助|^help$|\b(?:who|what|which|when|why|how|any|am i)\b/iu;

/** Whether it is only asked for something that is known here, or for help: nobody would call anything so. */
export function isQuestion(text: string): boolean {
  if (text.length > longest || !interrogative.test(text.trim())) return false;
  return meaningOf(spoken(text).said, [...dutyQuestions, ...questions, ...helpAsked]) !== null;
}

/** Whether it means something by itself: an order, a question, a report. */
export const isUnderstood = (text: string): boolean => readSentence(text).meaning !== null;

/** Whether an incident is declared: in words that are the answer to nothing else. */
export const isDeclaration = (text: string): boolean => readSentence(text).meaning?.is === 'declare';

const received = /^收到(?:了|啦)?$/u;

/** What somebody may say to a call, beside a number: that they take it on, that the harm is stopped, that it is over. Null: it is none of that. */
export function answerToCall(text: string): Extract<Meaning, { is: 'ack' | 'mitigate' | 'resolve' }> | null {
  const { meaning } = readSentence(text);
  if (meaning?.is === 'close') return { ...meaning, is: 'resolve' };
  if (meaning?.is === 'ack' || meaning?.is === 'mitigate' || meaning?.is === 'resolve') return meaning;
  return text.length <= longest && received.test(plainly(spoken(text).said)) ? { is: 'ack' } : null;
}

const isFreeText = (name: string): boolean => name.startsWith('text') || name === 'title';

/** What is to be written down in the writer's own characters, for plain text has the same places; all else plain. */
function asWritten({ indices, groups }: RegExpExecArray, said: string): Groups {
  const given = Object.entries(indices?.groups ?? {});
  return Object.fromEntries(given.map(([name, at]) => [name, at && isFreeText(name) ? said.slice(at[0], at[1]) : groups?.[name]]));
}
