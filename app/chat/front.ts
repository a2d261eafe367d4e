import { isRefusal } from '../../domain/event/reply.ts';
import type { SentCard } from '../../domain/card/card.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Store } from '../../ports/store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Answer, CallOptions, Door } from '../../ports/door.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { confirmAction, type Cards, type Confirming } from './cards.ts';
import { answerToCall } from '../../domain/chat/sentence.ts';
import { callAnswer, onCall } from './call-answer.ts';
import { numberIn, type Meant, type Numbered } from './numbers.ts';
import { isAboutSomeIncident, ongoing } from './ongoing.ts';
import { knownPeople, speakerOf } from './people-said.ts';
import { commandOf, helpIn, typed } from './command-words.ts';
import { parseCommand, type Command } from './command.ts';
import { Sentences, type Doable, type SentencePlace } from './sentence.ts';
import { helpText } from './help.ts';

/** The private answer to a command or a button. `form` asks the chat to open a form made from the skill's schema. */
export interface ChatReply {
  readonly ok: boolean;
  readonly text: string;
  readonly card?: SentCard;
  readonly form?: { readonly skill: string; readonly values: Readonly<Record<string, unknown>> };
  /** The card says itself which number does what. What it is about, should that have to be said again. */
  readonly numberedFor?: string;
  /** It only says that something was done, which shows anyway. */
  readonly isEcho?: true;
  /** It was so before: whoever asked for it must be told, for nothing shows. */
  readonly isSoAlready?: true;
  /** What it answers was a plain sentence: that stays in the conversation, for others read it too. */
  readonly isTalk?: true;
}

interface FrontParts {
  readonly door: Door;
  readonly store: Store;
  readonly clock: Clock;
  readonly cards: Cards;
  /** Where the war room of an incident is in the console. */
  readonly incidentUrl: (number: string) => string;
}

/** What every chat does with what people type and press: one command parser, one set of tokens. */
export class ChatFront {
  readonly #parts: FrontParts;
  readonly #sentences: Sentences;

  constructor(parts: FrontParts) {
    this.#parts = parts;
    this.#sentences = new Sentences(parts);
  }

  /** A typed `/command`, a bare number in direct messages, a plain sentence, or null when it is just talk. */
  async typed(text: string, caller: Caller, place: SentencePlace): Promise<ChatReply | null> {
    const said = text.trim();
    const number = numberIn(said);
    if (number !== null) return this.#numbered(number, caller, place);
    const call = await this.#takenOn(said, caller, place);
    if (call) return call;
    if (!said.startsWith('/')) return this.#sentences.answer(said, caller, place, (plan) => this.#meant(plan, caller, place));
    const command = parseCommand(said, this.#parts.door.all, place);
    if (command.is === 'no-field') return { ok: false, text: words.noField[caller.lang](command.said, command.fields) };
    if (command.is === 'unknown') {
      const t =
        caller.lang === 'zh'
          ? `没有命令 ${command.said}。输入 ${helpIn(caller)} 查看可用命令。`
          : `There is no command ${command.said}. Type ${helpIn(caller)} to see what you can do.`;
      return { ok: false, text: t };
    }
    return this.#meant(command, caller, place);
  }

  async #meant(meant: Doable | Exclude<Command, { is: 'unknown' | 'no-field' }>, caller: Caller, place: SentencePlace): Promise<ChatReply> {
    if (meant.is === 'help') return { ok: true, text: helpText(this.#parts.door.allowed(caller), { noun: null, ...meant }, caller) };
    const { skill } = meant;
    const said = meant.is === 'call' ? meant.input : meant.values;
    if (!this.#may(skill, caller)) return this.asked(skill, said, caller);
    const known = this.#here(skill, said, { caller, place });
    if (isRefusal(known)) return this.said(skill, known, caller);
    if (meant.is === 'form') return this.#unfinished(skill, known, caller);
    return this.said(skill, await this.#parts.door.call(skill, known, caller, once(place.id)), caller);
  }

  /** What is still missing is asked for; but a question that names no incident is about the only one that is not over. */
  async #unfinished(name: string, values: Readonly<Record<string, unknown>>, caller: Caller): Promise<ChatReply> {
    const { door, store } = this.#parts;
    if (!isAboutSomeIncident(door.all.get(name), values)) return formReply(name, values, caller.lang);
    const [only, ...more] = await ongoing(store, caller.viewer);
    if (!only) return { ok: true, text: words.noneOngoing[caller.lang](commandOf(name)) };
    return more.length === 0 ? this.asked(name, { ...values, incident: only.number }, caller) : formReply(name, values, caller.lang);
  }

  /** What is about a group is told in which it is said, and who is meant by what people are called there. */
  #here(name: string, input: Readonly<Record<string, unknown>>, { caller, place }: { caller: Caller; place: SentencePlace }) {
    const { door, store } = this.#parts;
    const skill = door.all.get(name);
    const isAboutGroup = skill?.machine?.includes('conv') === true;
    const told = isAboutGroup ? { ...input, ...place.group } : input;
    return skill ? knownPeople(told, skill, speakerOf(caller, store)) : told;
  }

  #may(name: string, caller: Caller): boolean {
    return this.#parts.door.allowed(caller).some(([each]) => each === name);
  }

  /** Something that is asked for them. */
  async asked(skill: string, input: object, caller: Caller): Promise<ChatReply> {
    return this.said(skill, await this.#parts.door.call(skill, input, caller), caller);
  }

  /** A pressed button: the token is all that came from outside. */
  async pressed(token: string, caller: Caller, id?: string): Promise<ChatReply> {
    const action = await this.#parts.store.actionToken(token);
    if (!action || action.expiresAt <= this.#parts.clock.now()) {
      return {
        ok: false,
        text:
          caller.lang === 'zh'
            ? '这个按钮已经过期。请打开作战室或告警页面继续。'
            : 'This button is no longer valid. Go on in the war room or on the alerts page.',
      };
    }
    if (action.skill === confirmAction) return this.#asked(action.input as Confirming, caller.lang);
    if (action.form) return formReply(action.skill, action.input as Record<string, unknown>, caller.lang);
    const answer = await this.#parts.door.call(action.skill, action.input, caller, once(id));
    return this.said(action.skill, answer, caller);
  }

  async #numbered(n: number, caller: Caller, { conv, id, isToBot, chat }: SentencePlace): Promise<ChatReply | null> {
    if (chat !== undefined) return isToBot === true ? this.#elsewhere(n, caller, { chat, conv, id }) : null;
    const room = await this.#parts.store.chat.room(conv);
    if (!room) {
      const page = isToBot === true ? await onCall(n, caller, this.#parts.store) : null;
      return page && this.#does(page, caller, id);
    }
    if (room.kind !== 'dm') return null;
    const messages = await this.#parts.store.chat.messages(conv, null, 30);
    const card = messages.toReversed().find((m) => m.card?.actions?.length)?.card;
    const action = card?.actions?.[n - 1];
    return action ? this.pressed(action.token, caller, id) : null;
  }

  /** On a platform that keeps its own messages the newest numbered card is that of the newest page, and after that the newest card there. One that
   *  showed no numbers is told with them first. */
  async #elsewhere(
    n: number,
    caller: Caller,
    { chat, conv, id }: { chat: string; conv: string; id: string | undefined },
  ): Promise<ChatReply> {
    const find = async (): Promise<Meant> => (await onCall(n, caller, this.#parts.store)) ?? this.#onCard(n, { chat, conv, by: caller.by });
    const meant = await this.#parts.cards.numbers.meant(chat, id, find);
    return this.#answers(meant, caller, { chat, conv, id });
  }

  /** What answers a call that came after `since`, UTC milliseconds: a number, or in words. Null: none came, or it does not. */
  async answersCall(
    said: string,
    caller: Caller,
    { since, ...place }: { chat: string; conv: string; id: string; since: number },
  ): Promise<ChatReply | null> {
    const find = (): Promise<Meant | null> => callAnswer(said, caller, this.#parts.store, { ...place, since });
    const meant = await this.#parts.cards.numbers.meant<null>(place.chat, place.id, find);
    return meant && this.#answers(meant, caller, place);
  }

  /** Whoever is called and says that they take it on means the call, where they are not in the room of another incident. */
  async #takenOn(said: string, caller: Caller, { conv, chat, id, incident, isToBot }: SentencePlace): Promise<ChatReply | null> {
    const answer = chat !== undefined && isToBot === true && incident === null ? answerToCall(said) : null;
    if (chat === undefined || answer?.is !== 'ack' || answer.number !== undefined) return null;
    const meant = await this.#parts.cards.numbers.meant<null>(chat, id, () => onCall(1, caller, this.#parts.store));
    return meant && this.#answers(meant, caller, { chat, conv, id });
  }

  async #answers(
    meant: Meant,
    caller: Caller,
    { chat, conv, id }: { chat: string; conv: string; id: string | undefined },
  ): Promise<ChatReply> {
    const { numbers } = this.#parts.cards;
    switch (meant.is) {
      case 'nothing':
        return { ok: false, text: words.noCard[caller.lang] };
      case 'skill':
        return this.#does(meant, caller, id);
      case 'button':
        return this.pressed(meant.token, caller, id);
      case 'list':
        await numbers.shown({ chat, conv, by: caller.by }, meant.card, true);
        return { ok: true, text: listed(meant.card, caller.lang) };
    }
  }

  async #onCard(n: number, place: { chat: string; conv: string; by: string }): Promise<Meant> {
    const card = await this.#parts.cards.numbers.newest(place);
    if (!card) return { is: 'nothing' };
    const action = card.actions[n - 1];
    return card.isPrinted && action ? { is: 'button', token: action.token } : { is: 'list', card };
  }

  /** Nobody has seen what a number was for: it is said, where nobody else reads it. */
  async #does({ skill, input, title }: Extract<Meant, { is: 'skill' }>, caller: Caller, id: string | undefined): Promise<ChatReply> {
    const reply = await this.said(skill, await this.#parts.door.call(skill, input, caller, once(id)), caller);
    if (title === undefined || caller.viewer.isOverheard) return reply;
    return { ...reply, text: reply.text + (caller.lang === 'zh' ? `「${title}」` : ` “${title}”`) };
  }

  /** The chat has no window that asks: a card does. */
  async #asked({ confirm, about, label, skill, input }: Confirming, lang: Lang): Promise<ChatReply> {
    const asking = lang === 'zh' ? '按下按钮或回复 1 才会执行。' : 'It is done when you press, or reply 1.';
    const body = about === undefined ? asking : `${about}\n${asking}`;
    const card = { title: confirm, body, actions: [{ label, style: 'danger' as const, skill, input }] };
    const numberedFor = [confirm, about].filter(Boolean).join('\n');
    return { ok: true, text: `${confirm}\n${body}`, card: await this.#parts.cards.mint(card, `confirm/${skill}`), numberedFor };
  }

  /** What came of a skill, in the words of whoever asked for it. */
  async said(name: string, answer: Answer, caller: Caller): Promise<ChatReply> {
    const { lang, via } = caller;
    if (answer === 'working') return { ok: true, text: words.working[lang] };
    if (isRefusal(answer)) return { ok: false, text: answer.because[lang] };
    const skill = this.#parts.door.all.get(name);
    if (!skill) return { ok: true, text: '' };
    const output = skill.output.parse(answer.output) as never;
    const so = (output as { existed?: unknown }).existed === true ? { isSoAlready: true as const } : {};
    const text = skill.answer(output, lang) + this.#roomOf(name, output, via);
    const card = skill.card?.(output, lang);
    return card ? { ok: true, text, ...so, card: await this.#parts.cards.mint(card, `reply/${name}`) } : { ok: true, text, ...so };
  }

  /** Elsewhere than in the console nobody sees the new room come. */
  #roomOf(skill: string, output: unknown, via: string): string {
    if (skill !== 'incident/declare' || via === 'chat:web') return '';
    return `\n${this.#parts.incidentUrl((output as { incident: string }).incident)}`;
  }
}

const words = {
  // Nobody comes back to this message with what came of it.
  working: {
    zh: '已收到，还在处理；结果请在作战室或控制台查看。',
    en: 'It is taken on and still being done: what comes of it is seen in the war room or the console.',
  },
  noField: {
    zh: (said: string, fields: readonly string[]) =>
      `没有“${said}”这一项。可以写：${fields.map((f) => `--${f}`).join('、')}。要当作正文，请加双引号。`,
    en: (said: string, fields: readonly string[]) =>
      `There is no "${said}". There are: ${fields.map((f) => `--${f}`).join(', ')}. In double quotes it is part of the text.`,
  },
  noneOngoing: {
    zh: (command: string) => `没有未结束的事件。已结束的请写上编号：${command} 3`,
    en: (command: string) => `No incident is open. Of one that is over, say the number: ${command} 3`,
  },
  noCard: {
    zh: '现在没有呼叫你，这里也没有可以用数字操作的卡片。',
    en: 'Nobody calls you now, and there is no card here whose actions have numbers.',
  },
  which: {
    zh: (title: string) => `${title}\n请再回复一次数字：`,
    en: (title: string) => `${title}\nSay the number once more:`,
  },
};

const listed = ({ title, actions }: Numbered, lang: Lang): string =>
  [words.which[lang](title), ...actions.map(({ label }, i) => `${i + 1}. ${label}`)].join('\n');

/** What the network delivers twice is done once. */
const once = (id: string | undefined): CallOptions => (id === undefined ? {} : { idempotencyKey: id });

/** A chat with forms opens it; one without says what to type. */
function formReply(skill: string, values: Readonly<Record<string, unknown>>, lang: Lang): ChatReply {
  const command = [commandOf(skill), ...Object.entries(values).map(([field, value]) => `${field}=${typed(value)}`)].join(' ');
  const text = lang === 'zh' ? `请补全后发送：${command} …` : `Complete it and send: ${command} …`;
  return { ok: true, text, form: { skill, values } };
}
