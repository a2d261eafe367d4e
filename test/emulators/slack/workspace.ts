import type { Canvas } from './canvas.ts';
import { Ids } from './ids.ts';
import { Installed } from './manifest.ts';
import {
  refuse,
  type AssistantThread,
  type Channel,
  type File,
  type Json,
  type Message,
  type User,
  type Usergroup,
  type View,
} from './records.ts';

export interface Habits {
  readonly now: () => number;
  /** Two creates of one name that are under way at once both succeed, as in the real Slack. */
  readonly twinNames: boolean;
  /** Who archives a channel is no longer in it afterwards, so that a bot cannot unarchive it. */
  readonly archiveEmpties: boolean;
}

/** One workspace with one app in it: everybody, every channel, everything said. It refuses nothing by rights; methods do. */
export class Workspace {
  readonly team = { id: 'T0EMULATED', name: 'Harbour Securities', domain: 'harbour' };
  readonly bot = { user: 'U0TOCSINBOT', bot_id: 'B0TOCSIN', app_id: 'A0TOCSIN' };
  readonly users = new Map<string, User>();
  readonly usergroups = new Map<string, Usergroup>();
  readonly channels: Channel[] = [];
  readonly files = new Map<string, File>();
  readonly canvases = new Map<string, Canvas>();
  /** Open modals of each user, the one on top last. */
  readonly modals = new Map<string, View[]>();
  readonly homes = new Map<string, View>();
  readonly assistantThreads: AssistantThread[] = [];
  readonly ids: Ids;
  app = new Installed();
  readonly habits: Habits;
  origin = '';
  /** Calls of the Web API that have begun. */
  begun = 0;
  /** Told of what happens, with the channel where it happened. */
  tell: (event: Json, channel?: Channel) => void = () => {};
  /** Told whenever something is different. */
  changed: () => void = () => {};

  constructor(habits: Habits) {
    this.habits = habits;
    this.ids = new Ids(habits.now);
    this.users.set(this.bot.user, userOf({ id: this.bot.user, name: 'tocsin', teamId: this.team.id, realName: 'Tocsin', isBot: true }));
  }

  get seconds(): number {
    return Math.floor(this.habits.now() / 1_000);
  }

  /** The user of this id, name or e-mail. */
  userNamed(idOrName: string): User | undefined {
    return this.users.get(idOrName) ?? [...this.users.values()].find(({ name, email }) => name === idOrName || email === idOrName);
  }

  /** The channel of this id or name, an archived one only if no other has the name. */
  channelNamed(idOrName: string): Channel | undefined {
    const name = idOrName.replace(/^#/u, '');
    const named = this.channels.filter((c) => c.kind === 'channel' && c.name === name);
    return this.channels.find((c) => c.id === idOrName) ?? named.find((c) => !c.is_archived) ?? named[0];
  }

  /** The channel as far as the bot can know of it.
   *  @throws {Refusal} `channel_not_found`, for a private one too where the bot is not. */
  channelForBot(id: string): Channel {
    const channel = this.channels.find((c) => c.id === id);
    const isSeen = channel && ((channel.kind === 'channel' && !channel.is_private) || channel.members.has(this.bot.user));
    return isSeen ? channel : refuse('channel_not_found');
  }

  /** A channel in which the bot can act.
   *  @throws {Refusal} channel_not_found, not_in_channel, is_archived. */
  channelWithBot(id: string): Channel {
    const channel = this.channelForBot(id);
    if (channel.is_archived) refuse('is_archived');
    return channel.members.has(this.bot.user) ? channel : refuse('not_in_channel');
  }

  /** The direct conversation of these people, made if there is none. */
  direct(...users: readonly string[]): Channel {
    const all = new Set(users);
    const existing = this.channels.find((c) => c.kind !== 'channel' && c.members.size === all.size && users.every((u) => c.members.has(u)));
    return (
      existing ?? this.addChannel({ kind: all.size > 2 ? 'mpim' : 'im', name: '', is_private: true, creator: this.bot.user, members: all })
    );
  }

  addChannel(given: Pick<Channel, 'kind' | 'name' | 'is_private' | 'creator' | 'members'> & { readonly id?: string }): Channel {
    const channel: Channel = {
      id: this.ids.next(given.kind === 'im' ? 'D' : 'C'),
      is_archived: false,
      created: this.seconds,
      topic: '',
      purpose: '',
      pins: [],
      bookmarks: [],
      canvas: null,
      messages: [],
      bornAt: this.begun,
      ...given,
    };
    this.channels.push(channel);
    this.changed();
    return channel;
  }

  /** The message of this `ts`, ephemeral ones only for `viewer`. */
  message(channel: Channel, ts: string, viewer?: string): Message | undefined {
    return channel.messages.find((m) => m.ts === ts && (m.ephemeralTo === undefined || m.ephemeralTo === viewer));
  }
}

export function userOf(given: Partial<User> & Pick<User, 'id' | 'name' | 'teamId'>): User {
  return {
    realName: given.name[0]!.toUpperCase() + given.name.slice(1),
    email: `${given.name}@harbour.example`,
    tz: 'Asia/Shanghai',
    isBot: false,
    isRestricted: false,
    isEmailConfirmed: true,
    deleted: false,
    ...given,
  };
}
