import type { Caller } from '../../domain/access/caller.ts';
import { isDeclaration, isQuestion, isUnderstood } from '../../domain/chat/sentence.ts';
import { plainly } from '../../domain/chat/sentence-text.ts';
import type { FormField, FormOption, FormValues } from '../../domain/card/form.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Door } from '../../ports/door.ts';
import type { Skill } from '../../ports/skill.ts';
import type { Store } from '../../ports/store.ts';
import { formOf, inputOf, optionsFor } from './form.ts';
import type { ChatFront, ChatReply } from './front.ts';
import { peopleAnswered, speakerOf } from './people-said.ts';

interface QuestionParts {
  readonly door: Door;
  readonly front: ChatFront;
  readonly store: Store;
  readonly clock: Clock;
}

/** Somebody in a conversation of a chat. */
interface Asked {
  readonly chat: string;
  readonly conv: string;
  readonly caller: Caller;
  /** Of the message that is answered. */
  readonly id: string;
}

interface Asking {
  readonly skill: string;
  readonly given: Record<string, unknown>;
  readonly values: FormValues;
  /** The question that waits for its answer; null: all is known. */
  readonly field: string | null;
  /** The message that led here, and when it was asked, UTC milliseconds. */
  readonly since: string;
  readonly at: number;
  readonly isDropped?: true;
  /** What was answered then, with the question: tried again it says the same. */
  readonly reply?: Pick<ChatReply, 'ok' | 'text'>;
}

/** What was said so far. */
type Known = Pick<Asking, 'skill' | 'given' | 'values'>;

type Waiting = Omit<Asking, 'since' | 'at'>;

/** A question that nobody answers is forgotten. */
const patienceMs = 15 * 60_000;
/** What can be answered with one digit. */
const mostNumbered = 9;
const stops = /^(?:取消|算了|不用了|退出|cancel|stop|never ?mind|quit)[.。!！]?$/iu;

const words = {
  stopped: { zh: '已取消。', en: 'Dropped.' },
  stop: { zh: '（回复“取消”放弃）', en: '(say “cancel” to drop it)' },
  noneToStop: { zh: '没有要取消的。', en: 'There is nothing to drop.' },
  instead: { zh: '之前没填完的已放弃。', en: 'What you had not finished before is dropped.' },
  waits: { zh: (label: string) => `问题还在等：${label}？`, en: (label: string) => `The question still waits: ${label}? ` },
  unchanged: { zh: '不改', en: 'leave it' },
  usual: { zh: (value: string) => `默认（${value}）`, en: (value: string) => `default (${value})` },
  long: {
    zh: (most: number, is: number) => `太长了：最多 ${most} 个字，现在 ${is} 个。`,
    en: (most: number, is: number) => `Too long: ${most} characters at most, these are ${is}.`,
  },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  none: { zh: '没有这一项，请换一个说法。', en: 'There is none like that. Say it otherwise.' },
  many: { zh: '有好几项，请写得更完整，如：', en: 'Several are like that. Say more of it, such as: ' },
  figure: { zh: '请回复一个数字。', en: 'Say a number.' },
};

/** Forms for chats that have none: what must be known is asked, one question after the other. */
export class Questions {
  readonly #parts: QuestionParts;

  constructor(parts: QuestionParts) {
    this.#parts = parts;
  }

  /** The first question of a form. Another one that was not finished is dropped for it. */
  async begin({ skill, values: given }: NonNullable<ChatReply['form']>, asked: Asked): Promise<ChatReply> {
    const before = await this.#asking(asked);
    if (before?.since === asked.id && before.reply) return before.reply;
    const reply = await this.#next({ skill, given, values: {} }, asked);
    if (before === null || before.field === null) return reply;
    const whole = { ok: reply.ok, text: `${words.instead[asked.caller.lang]}\n${reply.text}` };
    const asking = await this.#asking(asked);
    if (asking && asking.field !== null) await this.#keep({ ...asking, reply: whole }, asked);
    return { ...reply, ...whole };
  }

  /** Takes what was said as the answer to the question that waits. Null: none does, or something else was ordered or asked. */
  async answered(text: string, asked: Asked): Promise<ChatReply | null> {
    const said = text.trim();
    const { lang } = asked.caller;
    const asking = await this.#asking(asked);
    const isOrder = said.startsWith('/');
    // It was taken already, and what we said to it may be lost: it answers no second question.
    if (asking?.since === asked.id && !isOrder)
      return asking.isDropped ? { ok: true, text: words.stopped[lang] } : (asking.reply ?? this.#next(asking, asked));
    const isOpen = asking !== null && asking.field !== null;
    if (stops.test(said)) {
      if (isOpen) await this.#keep({ ...asking, field: null, isDropped: true }, asked);
      return { ok: isOpen, text: words[isOpen ? 'stopped' : 'noneToStop'][lang] };
    }
    if (!isOpen || isOrder || isQuestion(said) || isDeclaration(said)) return null;
    const call = await this.#parts.front.answersCall(said, asked.caller, { ...asked, since: asking.at });
    return call ? this.reminding(call, asked) : this.#take(said, asking, asked);
  }

  /** What was answered to something else, and that a question still waits. */
  async reminding(reply: ChatReply | null, asked: Asked): Promise<ChatReply | null> {
    const asking = reply && !reply.form && reply.text !== '' ? await this.#asking(asked) : null;
    const field = asking && (await this.#open(asking, asked.caller));
    if (!reply || !field) return reply;
    const { lang } = asked.caller;
    return { ...reply, text: `${reply.text}\n${words.waits[lang](field.label)}${words.stop[lang]}` };
  }

  async #take(said: string, asking: Asking, asked: Asked): Promise<ChatReply | null> {
    const field = await this.#open(asking, asked.caller);
    if (!field) return null;
    const value = await this.#read(said, field, { asking, caller: asked.caller });
    // It is none of what can be chosen, and means something by itself.
    if ('because' in value && field.is !== 'text' && isUnderstood(said)) return null;
    if ('because' in value) return this.#ask(asking, field, { asked, first: value.because });
    return this.#next({ ...asking, values: { ...asking.values, [field.name]: value.value } }, asked);
  }

  async #asking(asked: Asked): Promise<Asking | null> {
    const kept = await this.#parts.store.memoryOf(asked.chat).read(keyOf(asked));
    return kept === null ? null : (JSON.parse(kept) as Asking);
  }

  /** The field whose question waits. */
  async #open(asking: Asking, caller: Caller): Promise<FormField | undefined> {
    return asking.field === null ? undefined : (await this.#fields(asking, caller)).find(({ name }) => name === asking.field);
  }

  async #next(so: Known, asked: Asked): Promise<ChatReply> {
    const fields = await this.#fields(so, asked.caller);
    const open = fields.find(
      (field) => isAsked(field, this.#skill(so.skill)) && !Object.hasOwn(so.values, field.name) && !isGiven(field, so),
    );
    if (open) return this.#ask({ ...so, field: open.name }, open, { asked });
    const skill = this.#skill(so.skill);
    if (!skill) return { ok: false, text: '' };
    const { door, front } = this.#parts;
    await this.#keep({ skill: so.skill, given: so.given, values: so.values, field: null }, asked);
    const given = Object.fromEntries(Object.entries(so.values).filter(([, value]) => value !== ''));
    const answer = await door.call(so.skill, { ...so.given, ...inputOf(skill, so.given, given) }, asked.caller, {
      idempotencyKey: asked.id,
    });
    const [issue] = isRefusal(answer) ? (answer.issues ?? []) : [];
    const wrong = issue && fields.find(({ name }) => name === issue.path.split('.')[0]);
    if (!issue || !wrong) return front.said(so.skill, answer, asked.caller);
    const { [wrong.name]: _wrong, ...values } = so.values;
    return this.#ask({ ...so, values, field: wrong.name }, wrong, { asked, first: issue.message[asked.caller.lang] });
  }

  async #keep({ skill, given, values, field, isDropped, reply }: Waiting, asked: Asked): Promise<void> {
    const { store, clock } = this.#parts;
    const at = clock.now();
    const more = { ...(isDropped ? { isDropped } : {}), ...(reply ? { reply } : {}) };
    const asking: Asking = { skill, given, values, field, since: asked.id, at, ...more };
    await store.memoryOf(asked.chat).keep(keyOf(asked), JSON.stringify(asking), at + patienceMs);
  }

  async #ask(asking: Waiting, field: FormField, { asked, first }: { asked: Asked; first?: string }): Promise<ChatReply> {
    const { lang } = asked.caller;
    const reply = { ok: first === undefined, text: [first, question(field, lang), words.stop[lang]].filter(Boolean).join('\n') };
    await this.#keep({ ...asking, reply }, asked);
    return reply;
  }

  async #read(
    text: string,
    field: FormField,
    { asking, caller }: { asking: Known; caller: Caller },
  ): Promise<{ value: FormValues[string] } | { because: string }> {
    const { lang } = caller;
    const plain = plainly(text).trim();
    if (field.is === 'text') {
      const isLong = field.most !== undefined && text.length > field.most;
      return isLong ? { because: words.long[lang](field.most, text.length) } : { value: text };
    }
    if (field.is === 'number') return Number.isFinite(Number(plain)) ? { value: plain } : { because: words.figure[lang] };
    if (field.is === 'yes-no') return { value: /^(?:1|是|对|yes|y)$/iu.test(plain) };
    if (plain === '0' && field.isOptional) return { value: '' };
    const chosen = numbered(field.options)[Number(plain) - 1];
    if (chosen) return { value: as(field, chosen.value) };
    const skill = this.#skill(asking.skill);
    const people = skill && peopleAnswered(plain, { skill, field: field.name }, speakerOf(caller, this.#parts.store));
    if (people) return { value: people };
    const found = skill ? await optionsFor(skill, { field: field.name, typed: plain }, { store: this.#parts.store, caller }) : [];
    const exact = found.find(({ value }) => value.toLowerCase() === plain.toLowerCase()) ?? (found.length === 1 ? found[0] : undefined);
    if (exact) return { value: as(field, exact.value) };
    if (found.length === 0) return { because: words.none[lang] };
    return {
      because:
        words.many[lang] +
        found
          .slice(0, 5)
          .map(({ label }) => label)
          .join(lang === 'zh' ? '、' : ', '),
    };
  }

  #skill(name: string): Skill | undefined {
    return this.#parts.door.all.get(name);
  }

  async #fields({ skill: name, given }: Pick<Asking, 'skill' | 'given'>, caller: Caller): Promise<readonly FormField[]> {
    const skill = this.#skill(name);
    if (!skill) return [];
    return (await formOf({ name, skill, given, token: '' }, { store: this.#parts.store, caller })).fields;
  }
}

const keyOf = ({ conv, caller }: Asked): string => `asking/${caller.by}/${conv}`;

const isGiven = ({ name }: FormField, { given }: Pick<Asking, 'given'>): boolean => given[name] !== undefined;

/** What must be known, and what is said first anyway where it takes no more than a digit. */
const isAsked = (field: FormField, skill: Skill | undefined): boolean =>
  !field.isOptional ||
  (field.is === 'one-of' && !field.isOpen && field.options.length <= mostNumbered && skill?.positional?.includes(field.name) === true);

const numbered = (options: readonly FormOption[]): readonly FormOption[] => (options.length <= mostNumbered ? options : []);

const as = (field: FormField, value: string): FormValues[string] => (field.is === 'some-of' ? [value] : value);

function question(field: FormField, lang: Lang): string {
  const ask = `${field.label}${lang === 'zh' ? '？' : '?'}`;
  const lines = [ask, ...(field.hint === undefined ? [] : [field.hint])];
  if (field.is === 'yes-no') lines.push(`1. ${words.yes[lang]}`, `2. ${words.no[lang]}`);
  if (field.is === 'one-of' || field.is === 'some-of') {
    numbered(field.options).forEach(({ label }, i) => lines.push(`${i + 1}. ${label}`));
    const usual = field.is === 'one-of' ? field.options.find(({ value }) => value === field.value)?.label : undefined;
    if (field.isOptional) lines.push(`0. ${usual === undefined ? words.unchanged[lang] : words.usual[lang](usual)}`);
  }
  return lines.join('\n');
}
