import type { Caller } from '../../domain/access/caller.ts';
import { causeAt, type Deed, type Heard, type Inbound } from '../../domain/chat/heard.ts';
import { sharedLang } from '../../domain/firm/of-firm.ts';
import type { Door } from '../../ports/door.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im } from '../../ports/im.ts';
import type { Cards } from './cards.ts';
import { formOf } from './form.ts';
import type { ChatReply } from './front.ts';
import { Questions } from './questions.ts';
import { personal } from './spoken.ts';
import { homeOf } from './home.ts';
import { wordless } from './wordless.ts';
import { RoomDeeds, type RoomDeedParts, type Scene } from './room-deeds.ts';
import { linkAction, Strangers } from './strangers.ts';
import { callerWhere } from './user.ts';

export interface AnsweringParts extends RoomDeedParts {
  readonly door: Door;
  readonly cards: Cards;
  readonly ims: ReadonlyMap<string, Im>;
  readonly incidentUrl: (number: string) => string;
}

type Does = { readonly [K in Deed['is']]: (deed: Extract<Deed, { is: K }>, scene: Scene) => Promise<ChatReply | null> };

const words = {
  passedOn: { zh: '已转到这起事件的其他作战室。', en: 'Passed on to the other rooms of this incident.' },
  passedOnCut: {
    zh: '已转到这起事件的其他作战室；太长，其他聊天里只有开头。',
    en: 'Passed on to the other rooms of this incident. It is long: other chats show only its beginning.',
  },
  busy: { zh: '正在查看…', en: 'is looking…' },
  hello: {
    zh: '你好，我是 Tocsin，一个处理告警和事件的机器人。可以直接问我。',
    en: 'Hello, I am Tocsin, a bot for alerts and incidents. Ask me anything about them.',
  },
  ask: {
    zh: [
      { title: '谁在值班？', text: '谁在值班' },
      { title: '有哪些事件？', text: '有哪些事件' },
      { title: '有哪些告警？', text: '有哪些告警' },
      { title: '我的班', text: '我的班' },
    ],
    en: [
      { title: 'Who is on call?', text: 'who is on call' },
      { title: 'What is open?', text: 'what is open' },
      { title: 'Which alerts fire?', text: 'which alerts fire' },
      { title: 'When am I on call?', text: 'my shifts' },
    ],
  },
};

/** The bot that speaks for what is nobody's in particular. */
const as = 'emergency-assistant';

/** Answers what people do in chats. Whatever it sets going has the key of the deed, so that it may answer twice. */
export class Answering {
  readonly #parts: AnsweringParts;
  readonly #strangers: Strangers;
  readonly #questions: Questions;
  readonly #rooms: RoomDeeds;

  constructor(parts: AnsweringParts) {
    this.#parts = parts;
    this.#strangers = new Strangers(parts);
    this.#questions = new Questions(parts);
    this.#rooms = new RoomDeeds(parts);
  }

  readonly #does: Does = {
    said: (deed, scene) =>
      this.#typed(deed.isToUs ? ordered(deed.text, this.#parts.door, scene) : deed.text, deed.isToUs || deed.isDirect, scene),
    showed: async (_deed, { caller, im, heard }) => (caller ? wordless(caller, this.#parts) : this.#strangers.ask(im, heard)),
    commanded: ({ text }, scene) => this.#typed(commandIn(text, this.#parts.door, scene), true, scene),
    pressed: ({ token }, scene) => this.#pressed(token, scene),
    shortcut: (deed, scene) => this.#shortcut(deed, scene),
    filled: (deed, scene) => this.#filled(deed, scene),
    joined: (_deed, scene) => this.#rooms.joined(scene),
    room: async (deed, scene) => nothing(await this.#rooms.turned(deed, scene)),
    reacted: (deed, scene) => this.#rooms.reacted(deed, scene),
    rewrote: async (deed, scene) => nothing(await this.#rooms.rewrote(deed, scene)),
    deleted: async (deed, scene) => nothing(await this.#rooms.deleted(deed, scene)),
    'opened-assistant': (_deed, scene) => this.#greeted(scene),
    'opened-home': async (_deed, scene) => nothing(await this.#home(scene)),
  };

  /** `unsure`: it may have been answered before without our knowing. */
  async answer(heard: Heard, unsure = false): Promise<void> {
    const { adapter, inbound } = heard;
    const im = this.#parts.ims.get(adapter);
    if (!im) throw new OutsideError('unsupported', `the chat "${adapter}" is not switched on any more`);
    const caller = await callerWhere(this.#parts.store, im, inbound);
    const incident = inbound.conv === null ? null : await this.#parts.store.incidentIn(adapter, inbound.conv);
    const rooms = incident === null ? [] : ((await this.#parts.store.state('incident', incident))?.rooms ?? []);
    const isBound = rooms.some((r) => r.adapter === adapter && r.isBound);
    const scene = { im, heard, inbound, caller, incident, isBound, unsure };
    const does = this.#does[inbound.did.is] as (deed: Deed, scene: Scene) => Promise<ChatReply | null>;
    const reply = await does(inbound.did, scene);
    if (reply) await this.#reply(reply, scene);
  }

  async #typed(text: string, isToBot: boolean, scene: Scene): Promise<ChatReply | null> {
    const reply = await this.#heeded(text, isToBot, scene);
    // What was said to us and answered was no word to the people in the room.
    if (reply !== null && (isToBot || !reply.isTalk)) return reply;
    const isCut = await this.#rooms.said(text, scene);
    const isPassedOn = reply === null && isToBot && scene.caller !== null && scene.isBound;
    return isPassedOn ? { ok: true, text: words[isCut ? 'passedOnCut' : 'passedOn'][scene.caller.lang] } : reply;
  }

  async #heeded(text: string, isToBot: boolean, scene: Scene): Promise<ChatReply | null> {
    if (!scene.caller) return isToBot ? this.#strangers.ask(scene.im, scene.heard) : null;
    const { im, inbound, caller } = scene;
    if (inbound.thread !== undefined && inbound.conv !== null && isToBot)
      void im.messages?.busy?.({ conv: inbound.conv, thread: inbound.thread }, words.busy[caller.lang]);
    const said = personal(text, im.id, this.#parts.store.duty());
    const place = { ...placeOf(scene), isToBot };
    if (!isToBot) return this.#parts.front.typed(said, caller, place);
    const asked = askedIn(scene, caller);
    const answered = await this.#questions.answered(said, asked);
    return answered ?? this.#questions.reminding(await this.#parts.front.typed(said, caller, place), asked);
  }

  async #pressed(token: string, scene: Scene): Promise<ChatReply | null> {
    const action = await this.#parts.store.actionToken(token);
    if (action?.skill === linkAction) return this.#linked(action.input, scene);
    if (!scene.caller) return this.#strangers.ask(scene.im, scene.heard);
    const reply = await this.#parts.front.pressed(token, scene.caller, scene.inbound.key);
    if (!reply.ok || reply.isSoAlready) await this.#trueAgain(scene);
    const isDone =
      reply.ok && !reply.isSoAlready && !reply.form && !reply.card && this.#parts.door.all.get(action?.skill ?? '')?.kind === 'write';
    return isDone ? { ...reply, isEcho: true } : reply;
  }

  /** What was pressed in vain may be a card that could not be changed until it was pressed. */
  async #trueAgain({ im, incident }: Scene): Promise<void> {
    if (incident === null || !im.messages?.refresh) return;
    const room = { to: 'room', incident, adapter: im.id } as const;
    try {
      await this.#parts.cards.show({ kind: 'incident', id: incident }, room, { onlyIfShown: true, unsure: false });
    } catch (e) {
      // It shows with the next news, or the next press.
      if (!(e instanceof OutsideError)) throw e;
    }
  }

  /** Shows somebody the page that is theirs; whoever is not known yet is asked there. */
  async #home({ im, heard, caller }: Scene): Promise<void> {
    if (!im.home) return;
    const { user } = heard.inbound;
    if (caller) return im.home.show(user, await homeOf(caller, this.#parts), caller.lang);
    const { text, card } = await this.#strangers.ask(im, heard);
    await im.home.show(user, [card ?? { title: 'Tocsin', body: text }], sharedLang(this.#parts.store.resources()));
  }

  /** They are known now: what they wished before is done, through the door that they have just opened. */
  async #linked(input: unknown, scene: Scene): Promise<ChatReply> {
    const { reply, wish } = await this.#strangers.confirmed(scene.im, input, scene.inbound);
    if (!wish) return reply;
    await this.#reply(reply, scene);
    const { answer, form } = scene.inbound;
    const inbound = { ...wish, ...(answer === undefined ? {} : { answer }), ...(form === undefined ? {} : { form }) };
    await this.answer({ adapter: scene.heard.adapter, inbound }, scene.unsure);
    return { ok: true, text: '' };
  }

  /** Whoever reads the message that it was about learns of it there; where we are not let in, only who filled it in. */
  async #filled({ text, under }: Extract<Deed, { is: 'filled' }>, { im, inbound, unsure }: Scene): Promise<ChatReply | null> {
    if (!under) return { ok: true, text };
    try {
      await im.post({ conv: under.conv, thread: under.msg }, { text }, { as, key: `answer/${inbound.key}`, isRepeat: unsure });
      return null;
    } catch (e) {
      if (!(e instanceof OutsideError) || e.passing) throw e;
      return { ok: true, text };
    }
  }

  /** Somebody has opened a conversation with us beside their work: what they may ask stands there to be chosen. */
  async #greeted({ im, inbound, caller, unsure }: Scene): Promise<ChatReply | null> {
    if (!caller || inbound.conv === null) return null;
    const to = { conv: inbound.conv, ...(inbound.thread === undefined ? {} : { thread: inbound.thread }) };
    const hello = words.hello[caller.lang];
    const ask = words.ask[caller.lang];
    const suggest = im.messages?.suggest;
    const text = suggest ? hello : [hello, ...ask.map((each) => `· ${each.text}`)].join('\n');
    await im.post(to, { text }, { as, key: `answer/${inbound.key}`, isRepeat: unsure, ...doorOf(inbound) });
    await suggest?.(to, ask);
    return null;
  }

  async #shortcut({ msg, text }: Extract<Deed, { is: 'shortcut' }>, scene: Scene): Promise<ChatReply> {
    if (!scene.caller) return this.#strangers.ask(scene.im, scene.heard);
    const cause = msg === null ? {} : { cause: causeAt(scene.im.id, { conv: scene.inbound.conv ?? '', msg }) };
    const said = personal(text, scene.im.id, this.#parts.store.duty());
    const title = said.replaceAll(/\s+/gu, ' ').trim().slice(0, 300);
    return { ok: true, text: '', form: { skill: 'incident/declare', values: { ...(title === '' ? {} : { title }), ...cause } } };
  }

  async #reply(reply: ChatReply, scene: Scene): Promise<void> {
    const { form } = reply;
    if (form && scene.caller) return this.#openForm(form, reply, { ...scene, caller: scene.caller });
    if (reply.text !== '' || reply.card) await this.#tell(reply, scene);
  }

  /** Only seconds are left to open it; after that a button opens it anew. */
  async #openForm(
    { skill: name, values }: NonNullable<ChatReply['form']>,
    reply: ChatReply,
    scene: Scene & { caller: Caller },
  ): Promise<void> {
    const skill = this.#parts.door.all.get(name);
    const { im, inbound, caller } = scene;
    if (!skill) return this.#tell(reply, scene);
    if (!im.forms) return this.#tell(await this.#questions.begin({ skill: name, values }, askedIn(scene, caller)), scene);
    try {
      if (inbound.form === undefined) throw new OutsideError('not-found', `${im.id}: nothing opens a form here`);
      const token = await this.#parts.cards.mintForm(name, values);
      await im.forms.open(inbound.form, await formOf({ name, skill, given: values, token }, { store: this.#parts.store, caller }));
    } catch (e) {
      if (!(e instanceof OutsideError) || e.failure !== 'not-found') throw e;
      const label = caller.lang === 'zh' ? '打开表单' : 'Open the form';
      const actions = [{ label, style: 'primary' as const, form: true as const, skill: name, input: values }];
      const card = await this.#parts.cards.mint({ title: skill.summary[caller.lang], actions }, `form/${inbound.key}`);
      await this.#tell({ ok: true, text: skill.summary[caller.lang], card }, scene);
    }
  }

  /** What somebody is answered is for them alone: in their own conversation as a message, elsewhere so that only they see it. */
  async #tell({ text, card, isEcho, numberedFor }: ChatReply, { im, inbound, caller, unsure }: Scene): Promise<void> {
    const message = { text, ...(card ? { card } : {}) };
    const isDirect = inbound.did.is === 'said' && inbound.did.isDirect;
    const thread = inbound.thread === undefined ? {} : { thread: inbound.thread };
    const to = inbound.conv === null ? await im.dm(inbound.user) : { conv: inbound.conv, ...thread };
    if (card && caller)
      await this.#parts.cards.numbered(
        im,
        { conv: to.conv, by: caller.by },
        numberedFor === undefined ? card : { ...card, title: numberedFor, isPrinted: true },
      );
    const door = doorOf(inbound);
    const how = { as, key: `answer/${inbound.key}`, isRepeat: unsure, ...door };
    if (isDirect && (inbound.thread ?? inbound.answer) !== undefined && !card && im.messages?.stream) {
      await im.messages.stream(to, lines(text), { ...how, user: inbound.user });
      return;
    }
    if (inbound.conv === null || isDirect || !im.messages?.whisper) {
      await im.post(to, message, how);
      return;
    }
    await im.messages.whisper(to, message, { as, user: inbound.user, ...door, ...(isEcho ? { isEcho } : {}) });
  }
}

/** As it would be read out: bit by bit. */
async function* lines(text: string): AsyncGenerator<string> {
  for (const line of text.split(/(?<=\n)/u)) yield line;
}

const nothing = (_done: void): null => null;

const doorOf = ({ answer }: Inbound): { door?: string } => (answer === undefined ? {} : { door: answer });

const convOf = ({ inbound: { conv, user } }: Scene): string => conv ?? `dm/${user}`;

const placeOf = (scene: Scene) => {
  const { im, inbound, incident, isBound } = scene;
  const isGroup = inbound.conv !== null && !(inbound.did.is === 'said' && inbound.did.isDirect);
  const group = isGroup ? { group: { chat: im.id, conv: inbound.conv } } : {};
  return { conv: convOf(scene), incident, id: inbound.key, chat: im.id, isBound, ...group };
};

const askedIn = (scene: Scene, caller: Caller) => ({ chat: scene.im.id, conv: convOf(scene), caller, id: scene.inbound.key });

/** `@tocsin incident ack 3` is the command; everything else that is said to us is a sentence. */
function ordered(text: string, door: Door, { caller }: Scene): string {
  const said = text.trim();
  const [noun = '', verb = ''] = said.split(/\s+/u);
  if (said === '' || /^(?:help|帮助)(?!\S)/iu.test(said)) return `/help${said.replace(/^(?:help|帮助)/iu, '')}`;
  const names = caller ? door.allowed(caller).map(([name]) => name) : [];
  const isCommand = names.includes(`${noun}/${verb}`) || (verb === 'help' && names.some((name) => name.startsWith(`${noun}/`)));
  return isCommand ? `/${said}` : said;
}

/** `/tocsin …` takes any command, and sentences. */
function commandIn(text: string, door: Door, scene: Scene): string {
  const [, rest] = /^\/tocsin\b\s*(.*)$/su.exec(text.trim()) ?? [];
  return rest === undefined ? text.trim() : ordered(rest, door, scene);
}
