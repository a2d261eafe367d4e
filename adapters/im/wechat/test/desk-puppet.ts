import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { PuppetMock } from 'wechaty-puppet-mock';
import { types } from 'wechaty-puppet';
import type { DeskCalls } from './desk-calls.ts';
import { answerBy, Line } from '../../../guest/line.ts';
import type { Speech } from '../../../guest/message.ts';

export const self = 'wxid_tocsin';

interface DeskOptions {
  /** Where the test listens. */
  readonly port: number;
  /** Who is there, with commas between. */
  readonly contacts: string;
  readonly isOut?: boolean;
}

/** A WeChat that is played: the mock puppet, with rooms that take people in, told by a test what happens. */
export default class DeskPuppet extends PuppetMock {
  #calls = 0;
  #rooms = 0;
  /** What the next call fails with, once it has been done. */
  #breaks = '';

  constructor(options: object) {
    super({});
    const { port, contacts, isOut = false } = options as DeskOptions;
    const socket = connect(port, '127.0.0.1');
    const line = new Line({ postMessage: (m) => void socket.write(`${JSON.stringify(m)}\n`) }, (name, asked) =>
      answerBy(this.#answers, name, asked),
    );
    createInterface({ input: socket }).on('line', (text) => line.take(JSON.parse(text) as Speech));
    this.mocker.createContact({ id: self, name: 'Tocsin' });
    for (const id of contacts.split(',')) this.mocker.createContact({ id, name: id.replace('wxid_', '') });
    this.mocker.createContact({ id: 'gh_news', name: 'News', type: types.Contact.Official });
    this.mocker.use(() => {
      if (isOut) this.mocker.scan('http://weixin.qq.com/x/scan-me');
      else this.mocker.login(this.mocker.ContactMock.load(self));
      return () => {};
    });
  }

  readonly #answers: DeskCalls = {
    says: async ({ user, text, room, isToUs = false }) => {
      const to = room === undefined ? this.mocker.ContactMock.load(self) : this.mocker.RoomMock.load(room);
      this.mocker.ContactMock.load(user)
        .say(text, isToUs ? [this.mocker.ContactMock.load(self)] : [])
        .to(to);
    },
    again: async () => this.emit('message', { messageId: [...this.mocker.cacheMessagePayload.keys()].at(-1) ?? '' }),
    messages: async (conv) => {
      const all = [...this.mocker.cacheMessagePayload.values()];
      const isIn = (m: (typeof all)[number]): boolean =>
        conv.startsWith('room:')
          ? m.roomId === conv.slice(5)
          : m.roomId === undefined && [m.talkerId, m.listenerId].includes(conv.slice(5));
      return all.filter(isIn).map((m) => ({
        by: m.talkerId ?? '',
        text: m.text ?? '',
        mentions: 'mentionIdList' in m ? (m.mentionIdList ?? []) : [],
        isFile: m.type !== types.Message.Text,
      }));
    },
    members: async (conv) => this.mocker.roomPayload(conv.slice(5)).memberIdList,
    rename: async ({ room, topic }) => this.mocker.RoomMock.load(room.slice(5)).topic(topic).by(this.mocker.ContactMock.load(self)),
    topic: async (conv) => this.mocker.roomPayload(conv.slice(5)).topic,
    joins: async ({ room, user }) =>
      this.mocker.RoomMock.load(room.slice(5)).add(this.mocker.ContactMock.load(user)).by(this.mocker.ContactMock.load(self)),
    leaves: async ({ room, user }) =>
      this.mocker.RoomMock.load(room.slice(5)).remove(this.mocker.ContactMock.load(user)).by(this.mocker.ContactMock.load(self)),
    invitedTo: async ({ members, topic = 'A group of theirs', owner = members[0] ?? '' }) => this.#made(members, topic, owner),
    breaksAfter: async (because) => void (this.#breaks = because),
    calls: async () => this.#calls,
    login: async () => this.mocker.login(this.mocker.ContactMock.load(self)),
    logout: (reason) => this.logout(reason),
    error: async (because) => void this.emit('error', { gerror: because }),
    forget: async (because) => void Promise.reject(new Error(because)),
    crash: async (because) =>
      void setImmediate(() => {
        throw new Error(because);
      }),
    exit: async () => process.exit(3),
  };

  #made(members: readonly string[], topic: string, ownerId: string): string {
    const id = `${(this.#rooms += 1)}@chatroom`;
    this.mocker.createRoom({ id, topic, memberIdList: [...members, self], ownerId, adminIdList: [] });
    return id;
  }

  #mayBreak(): void {
    const because = this.#breaks;
    this.#breaks = '';
    if (because !== '') throw new Error(because);
  }

  override async messageSendText(conv: string, text: string): Promise<void> {
    this.#calls += 1;
    await super.messageSendText(conv, text);
    this.#mayBreak();
    // As real puppets do; the mock has it otherwise.
    const id: unknown = [...this.mocker.cacheMessagePayload.keys()].at(-1);
    return id as void;
  }

  override async roomCreate(members: string[], topic: string): Promise<string> {
    this.#calls += 1;
    const id = this.#made(members, topic, self);
    this.#mayBreak();
    return id;
  }

  override async roomAdd(room: string, user: string): Promise<void> {
    this.#calls += 1;
    this.mocker.roomPayload(room).memberIdList.push(user);
    this.dirtyPayload(types.Payload.Room, room);
    this.dirtyPayload(types.Payload.RoomMember, room);
  }
}
