import type { Caller } from '../../domain/access/caller.ts';
import { readSentence } from '../../domain/chat/sentence.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import type { IncidentRole } from '../../domain/incident/incident.ts';
import { roleWords } from '../../domain/incident/words.ts';
import type { Lang, Words } from '../../domain/text/lang.ts';
import type { Door } from '../../ports/door.ts';
import type { Store } from '../../ports/store.ts';
import type { Cards } from './cards.ts';
import { helpIn } from './command-words.ts';
import type { ChatReply } from './front.ts';
import type { Plan } from './plan.ts';
import { planFor } from './sentence-plan.ts';

interface SentenceParts {
  readonly door: Door;
  readonly store: Store;
  readonly cards: Cards;
}

export interface SentencePlace {
  readonly conv: string;
  /** The incident of the room it is said in. */
  readonly incident: string | null;
  readonly id?: string;
  /** It is said to the bot, whatever it begins with. */
  readonly isToBot?: boolean;
  /** In a group of theirs only what is said to us is heard: what is no order is meant for the other rooms. */
  readonly isBound?: boolean;
  /** A chat beside the built-in one. */
  readonly chat?: string;
  /** The group that it is said in, on which chat. */
  readonly group?: { readonly chat: string; readonly conv: string };
}

type Called = Extract<Plan, { is: 'call' }>;
export type Doable = Extract<Plan, { is: 'call' | 'form' | 'help' }>;
/** Calls the skill and says what came of it, or asks for what is missing, or helps. */
export type Answering = (plan: Doable) => Promise<ChatReply>;

const words = {
  help: {
    zh: '我没听懂。可以这样说：谁在值班 / 我的班 / 小博替我今晚 20-08 / 有哪些事件 / 有哪些告警 / 我来处理 / 宣布事件 … / 记一下 … / 静默 委托网关 30 分钟。输入 /help 查看全部命令。',
    en: 'I did not understand. You can say: who is on call / my shifts / bo covers me tonight 20-08 / what is open / which alerts fire / I’ll take it / declare an incident: … / note that … / silence order gateway for 30 minutes. Type /help for all commands.',
  },
  doIt: { zh: '执行', en: 'Do it' },
  asked: { zh: '要这样安排吗？', en: 'Shall I do this?' },
  offered: { zh: '要我来做吗？在开头加上“Tocsin”，我就直接做。', en: 'Shall I do this? Begin with “Tocsin” and I do it at once.' },
} satisfies Record<string, Words>;

/** Plain sentences beside commands. A question that is the whole message is answered; what changes something is done when it is said to the bot,
 *  and otherwise, in the room of an incident, only offered. What means nothing stays talk. */
export class Sentences {
  readonly #parts: SentenceParts;

  constructor(parts: SentenceParts) {
    this.#parts = parts;
  }

  /** Null: talk, for people. A reply to a sentence is private, and the sentence itself stays where it was said. */
  async answer(text: string, caller: Caller, place: SentencePlace, answering: Answering): Promise<ChatReply | null> {
    const { isAddressed, meaning } = readSentence(text);
    const isTold = isAddressed || place.isToBot === true || (await this.#isWithBot(place.conv));
    const { store } = this.#parts;
    if (!meaning)
      return isTold && place.isBound !== true ? talk({ ok: true, text: words.help[caller.lang].replace('/help', helpIn(caller)) }) : null;
    const plan = await planFor(meaning, { store, caller, said: text.trim(), incident: place.incident });
    if (plan.is === 'say') return talk({ ok: true, text: plan.text[caller.lang] });
    if (plan.is === 'unclear') return isTold ? talk({ ok: false, text: plan.text[caller.lang] }) : null;
    if (plan.is !== 'call') return isTold ? talk(await answering(plan)) : null;
    if (this.#parts.door.all.get(plan.skill)?.kind === 'read' || (isTold && !plan.isAsked)) return talk(await answering(plan));
    return (place.incident === null && !isTold) || plan.moot ? null : this.#offer(plan, caller, place);
  }

  /** What was only said among people is done by whoever presses. */
  async #offer({ skill: name, input, isAsked }: Called, caller: Caller, { conv, id }: SentencePlace): Promise<ChatReply | null> {
    const { door, cards } = this.#parts;
    const skill = door.allowed(caller).find(([each]) => each === name)?.[1];
    if (!skill) return null;
    const title = titleOf(skill.summary, input, { lang: caller.lang, name: (p) => nameOf(this.#parts.store.resources(), p) });
    const confirm = caller.lang === 'zh' ? `${title}？` : `${title}?`;
    const action = { label: words.doIt[caller.lang], style: 'primary' as const, confirm, skill: name, input };
    const card = await cards.mint({ title, actions: [action] }, `offer/${conv}/${id ?? name}`);
    return talk({ ok: true, text: (isAsked ? words.asked : words.offered)[caller.lang], card });
  }

  /** A direct conversation in which nobody else is. */
  async #isWithBot(conv: string): Promise<boolean> {
    const { chat } = this.#parts.store;
    return (await chat.room(conv))?.kind === 'dm' && (await chat.members(conv)).length <= 1;
  }
}

const talk = (reply: ChatReply): ChatReply => ({ ...reply, isTalk: true });

interface Reader {
  readonly lang: Lang;
  readonly name: (person: string) => string;
}

/** What would be done, with what is not clear from the room: `Change the severity of an incident: SEV2`. */
function titleOf(summary: Words, { incident: _incident, comment: _comment, ...input }: Called['input'], { lang, name }: Reader): string {
  const said = Object.entries(input).map(([field, value]) => {
    if (field === 'role') return roleWords[value as IncidentRole][lang];
    const each = [value].flat().map(String);
    return (field === 'person' || field === 'people' ? each.map(name) : each).join(' ');
  });
  return said.length === 0 ? summary[lang] : `${summary[lang]}${lang === 'zh' ? '：' : ': '}${said.join(' · ')}`;
}
