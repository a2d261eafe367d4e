import type { Caller } from '../../domain/access/caller.ts';
import type { FormField, FormOption, FormValues } from '../../domain/card/form.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Door } from '../../ports/door.ts';
import type { Skill } from '../../ports/skill.ts';
import type { Store } from '../../ports/store.ts';
import { formOf, inputOf, optionsFor } from './form.ts';
import type { ChatFront, ChatReply } from './front.ts';

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
  /** The message that led here. */
  readonly since: string;
}

/** What was said so far. */
type Known = Pick<Asking, 'skill' | 'given' | 'values'>;

/** A question that nobody answers is forgotten. */
const patienceMs = 15 * 60_000;
/** What can be answered with one digit. */
const mostNumbered = 9;
const stops = /^(?:取消|算了|不用了|退出|cancel|stop|never ?mind|quit)[.。!！]?$/iu;

const words = {
  stopped: { zh: '已取消。', en: 'Dropped.' },
  stop: { zh: '（回复“取消”放弃）', en: '(say “cancel” to drop it)' },
  usual: { zh: '不改', en: 'leave it' },
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

  /** The first question of a form. */
  begin({ skill, values: given }: NonNullable<ChatReply['form']>, asked: Asked): Promise<ChatReply> {
    return this.#next({ skill, given, values: {} }, asked);
  }

  /** Takes what was said as the answer to the question that waits. Null: none does, or something else was ordered. */
  async answered(text: string, asked: Asked): Promise<ChatReply | null> {
    const memory = this.#parts.store.memoryOf(asked.chat);
    const kept = await memory.read(keyOf(asked));
    if (kept === null) return null;
    const asking = JSON.parse(kept) as Asking;
    // It was taken already, and what we said to it may be lost: it answers no second question.
    if (asking.since === asked.id && !text.startsWith('/')) return this.#next(asking, asked);
    const isStopped = asking.field !== null && stops.test(text.trim());
    const fields = isStopped || asking.field === null || text.startsWith('/') ? [] : await this.#fields(asking, asked.caller);
    const field = fields.find(({ name }) => name === asking.field);
    if (!field) await memory.take(keyOf(asked));
    if (isStopped) return { ok: true, text: words.stopped[asked.caller.lang] };
    if (!field) return null;
    const value = await this.#read(text.trim(), field, { asking, caller: asked.caller });
    if ('because' in value) return this.#ask(asking, field, { asked, first: value.because });
    return this.#next({ ...asking, values: { ...asking.values, [field.name]: value.value } }, asked);
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
    await this.#keep({ ...so, field: null }, asked);
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

  async #keep({ skill, given, values, field }: Omit<Asking, 'since'>, asked: Asked): Promise<void> {
    const { store, clock } = this.#parts;
    const asking: Asking = { skill, given, values, field, since: asked.id };
    await store.memoryOf(asked.chat).keep(keyOf(asked), JSON.stringify(asking), clock.now() + patienceMs);
  }

  async #ask(asking: Omit<Asking, 'since'>, field: FormField, { asked, first }: { asked: Asked; first?: string }): Promise<ChatReply> {
    const { lang } = asked.caller;
    await this.#keep(asking, asked);
    return { ok: first === undefined, text: [first, question(field, lang), words.stop[lang]].filter(Boolean).join('\n') };
  }

  async #read(
    text: string,
    field: FormField,
    { asking, caller }: { asking: Known; caller: Caller },
  ): Promise<{ value: FormValues[string] } | { because: string }> {
    const { lang } = caller;
    if (field.is === 'text') return { value: text };
    if (field.is === 'number') return Number.isFinite(Number(text)) ? { value: text } : { because: words.figure[lang] };
    if (field.is === 'yes-no') return { value: /^(?:1|是|对|yes|y)$/iu.test(text) };
    if (text === '0' && field.isOptional) return { value: '' };
    const chosen = numbered(field.options)[Number(text) - 1];
    if (chosen) return { value: as(field, chosen.value) };
    const skill = this.#skill(asking.skill);
    const found = skill ? await optionsFor(skill, { field: field.name, typed: text }, { store: this.#parts.store, caller }) : [];
    const exact = found.find(({ value }) => value.toLowerCase() === text.toLowerCase()) ?? (found.length === 1 ? found[0] : undefined);
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
    if (field.isOptional) lines.push(`0. ${usual === undefined ? words.usual[lang] : usual}`);
  }
  return lines.join('\n');
}
