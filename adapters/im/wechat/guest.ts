import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import { brought, type Enter, type Host } from '../../../ports/guest.ts';
import type { MemberOutcome } from '../../../ports/im.ts';
import type { OursOfWechat, WechatCalls, WechatTold } from './calls.ts';
import { heardIn, joinedIn, leftIn } from './receive.ts';
import { isRoomOf } from './room-topic.ts';
import type { Bot, Contact, FileBoxes, Message, PuppetClass, Room, Wechaty } from './wechaty-of.ts';

const folder = 'adapters/im/wechat';
const install = `npm ci --prefix ${folder}`;
const installOf = (puppet: string): string => `npm install --no-save --prefix ${folder} ${puppet}`;

interface Library {
  readonly wechaty: Wechaty;
  readonly files: FileBoxes;
  readonly Puppet: PuppetClass;
}

/** Wechaty in its process. */
export const guest: Enter<WechatTold, OursOfWechat, WechatCalls> = async (host, told) => {
  const { wechaty, files, Puppet } = await libraryOf(told);
  // What an earlier try lacked is there now.
  host.is('connecting');
  const bot = wechaty.WechatyBuilder.build({ name: told.file, puppet: new Puppet(told.options) });
  listen(bot, { host, wechaty });
  // It may take as long as it likes: what becomes of it is told by its events.
  bot.start().catch((e: unknown) => host.is('lost', said(e)));
  const wechat = new Wechat(bot, { name: told.name, files });
  return {
    calls: {
      say: (asked) => wechat.say(asked),
      send: (asked) => wechat.send(asked),
      knows: async (user) => (await wechat.contact(user)) !== undefined,
      find: (key) => wechat.find(key),
      create: (asked) => wechat.create(asked),
      invite: (asked) => wechat.invite(asked),
    },
    close: () => bot.stop(),
  };
};

async function libraryOf({ name, puppet }: WechatTold): Promise<Library> {
  const [core, boxes]: readonly string[] = ['wechaty', 'file-box'];
  const wechaty = (await brought(name, { name: core!, install, load: () => import(core!) })) as Wechaty;
  const files = (await brought(name, { name: boxes!, install, load: () => import(boxes!) })) as FileBoxes;
  const module = (await brought(name, {
    name: puppet,
    install: installOf(puppet),
    load: () => import(puppet),
  })) as Record<string, unknown>;
  const { default: own } = module as { default?: PuppetClass | { default?: PuppetClass } };
  const Puppet = typeof own === 'function' ? own : (own?.default ?? (Object.values(module).find(isPuppet) as PuppetClass | undefined));
  if (!Puppet) throw new OutsideError('unsupported', `${name}: the package ${puppet} holds no puppet of Wechaty`);
  return { wechaty, files, Puppet };
}

const isPuppet = (it: unknown): boolean => typeof it === 'function' && it.name.startsWith('Puppet');

const said = (e: unknown): string => (e instanceof Error ? e.message : String(e));

function listen(bot: Bot, { host, wechaty }: { host: Host<OursOfWechat>; wechaty: Wechaty }): void {
  bot.on('scan', (code) => {
    host.is('connecting', `not logged in. Scan this link as a QR code with WeChat: ${code}`);
    void host.call('noted', { what: 'WeChat waits to be logged in', data: { scan: code } });
  });
  bot.on('login', () => host.is('listening'));
  bot.on('logout', (_user, reason) => host.is('lost', `logged out${reason === undefined ? '' : `: ${reason}`}`));
  bot.on('error', (e) => {
    if (!bot.isLoggedIn) return host.is('lost', said(e));
    // While it is logged in, much of what it calls an error is not one.
    void host.call('noted', { what: 'Wechaty told of an error', data: { because: said(e) } });
  });
  bot.on('message', (message) => void heard(message, bot, { host, wechaty }).catch(() => {}));
  bot.on('room-join', (room, joined, _by, at = new Date()) => {
    for (const who of joined) void host.call('heard', joinedIn(moved(room, who, at))).catch(() => {});
  });
  bot.on('room-leave', (room, left, _by, at = new Date()) => {
    for (const who of left) {
      const inbound = leftIn(moved(room, who, at));
      if (inbound) void host.call('heard', inbound).catch(() => {});
    }
  });
}

const moved = (room: Room, who: Contact, at: Date) => ({ room: room.id, user: who.id, isSelf: who.self(), at: at.getTime() });

async function heard(m: Message, bot: Bot, { host, wechaty: { types } }: { host: Host<OursOfWechat>; wechaty: Wechaty }): Promise<void> {
  const talker = m.talker();
  const room = m.room();
  const isSelf = m.self() || talker.self();
  const inbound = heardIn(
    {
      id: m.id,
      at: m.date().getTime(),
      talker: { id: talker.id, isSelf, isOfficial: talker.type() === types.Contact.Official },
      room: room?.id ?? null,
      text: m.text(),
      isText: m.type() === types.Message.Text,
      mentionsUs: room !== undefined && !isSelf && (await m.mentionSelf()),
      ourName: bot.currentUser.name(),
    },
    Date.now(),
  );
  if (inbound) await host.call('heard', inbound);
}

/** What can be done there. */
class Wechat {
  readonly #bot: Bot;
  readonly #name: string;
  readonly #files: FileBoxes;

  constructor(bot: Bot, { name, files }: { name: string; files: FileBoxes }) {
    this.#bot = bot;
    this.#name = name;
    this.#files = files;
  }

  async say({ conv, text, mentions }: Parameters<WechatCalls['say']>[0]): Promise<{ msg: string | null }> {
    const to = await this.#place(conv);
    const named = 'topic' in to ? (await Promise.all(mentions.map((user) => this.contact(user)))).flatMap((who) => who ?? []) : [];
    const sent = await this.#done('say', () => ('topic' in to ? to.say(text, ...named) : to.say(text)));
    return { msg: (sent as Message | undefined)?.id ?? null };
  }

  async send({ conv, name, bytes }: Parameters<WechatCalls['send']>[0]): Promise<void> {
    const to = await this.#place(conv);
    const file = this.#files.FileBox.fromBase64(Buffer.from(bytes).toString('base64'), name);
    // It takes files as well as text, by the same name.
    await this.#done('send a file', () => to.say(file as never));
  }

  async contact(user: string): Promise<Contact | undefined> {
    this.#mustBeIn();
    return this.#bot.Contact.find({ id: user });
  }

  async find(key: string): Promise<{ conv: string } | null> {
    this.#mustBeIn();
    for (const room of await this.#bot.Room.findAll())
      if (room.owner()?.self() === true && isRoomOf(key, await room.topic())) return { conv: `room:${room.id}` };
    return null;
  }

  async create({ topic, users }: Parameters<WechatCalls['create']>[0]): Promise<{ conv: string; outcome: MemberOutcome[] }> {
    const found = await Promise.all(users.map(async (user) => ({ user, contact: await this.contact(user) })));
    const contacts = found.flatMap(({ contact }) => contact ?? []);
    if (contacts.length < 2)
      throw new OutsideError(
        'unsupported',
        `${this.#name}: a group needs two contacts at least, and of those who are called ${contacts.length} are. Invite the account into a group of your own and bind that.`,
      );
    const room = await this.#done('create a group', () => this.#bot.Room.create(contacts, topic));
    return { conv: `room:${room.id}`, outcome: found.map(({ user, contact }) => outcome(user, contact ? null : notAContact)) };
  }

  async invite({ conv, users }: Parameters<WechatCalls['invite']>[0]): Promise<MemberOutcome[]> {
    const room = await this.#place(conv);
    if (!('topic' in room)) throw new OutsideError('invalid', `${this.#name}: ${conv} is no group`);
    return Promise.all(users.map((user) => this.#inviteOne(room, user)));
  }

  async #inviteOne(room: Room, user: string): Promise<MemberOutcome> {
    const contact = await this.contact(user);
    if (!contact) return outcome(user, notAContact);
    try {
      if (!(await room.has(contact))) await room.add(contact);
      return outcome(user, null);
    } catch (e) {
      return outcome(user, said(e));
    }
  }

  async #place(conv: string): Promise<Contact | Room> {
    this.#mustBeIn();
    const [, kind, id = ''] = /^(user|room):(.+)$/u.exec(conv) ?? [];
    const place = kind === 'room' ? await this.#bot.Room.find({ id }) : kind === 'user' ? await this.contact(id) : undefined;
    if (!place) throw new OutsideError('not-found', `${this.#name}: there is no conversation ${conv}`);
    return place;
  }

  #mustBeIn(): void {
    if (!this.#bot.isLoggedIn) throw new OutsideError('transient', `${this.#name}: the account is not logged in`);
  }

  /** Wechaty may fail after WeChat has done it, and does not say. */
  async #done<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (e) {
      throw new UnansweredError(`${this.#name}: it may not have been able to ${what}: ${said(e)}`);
    }
  }
}

const notAContact = 'not a contact of the account';
const outcome = (user: string, because: string | null): MemberOutcome => ({ user, because });
