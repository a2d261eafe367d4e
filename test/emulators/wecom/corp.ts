import type { Kind, Conversation, Json, Member, Message, Said } from './records.ts';

export interface Media {
  readonly id: string;
  readonly type: string;
  readonly filename: string;
  readonly bytes: Buffer;
  /** UTC ms; it can be used for three days. */
  readonly at: number;
}

/** A robot of a group: it can only send. */
export interface Robot {
  readonly name: string;
  readonly key: string;
  readonly chatid: string;
}

/** A right to change one card once, within 72 hours. */
export interface ResponseCode {
  readonly messageId: string;
  readonly at: number;
  isUsed: boolean;
}

/** The company with everything that is in it. What is done to it is told to `changed`. */
export class Corp {
  readonly id = 'ww1f2e3d4c5b6a7980';
  readonly agentId = 1000002;
  readonly appName = '值班告警';
  readonly botName = '值班机器人';
  readonly members = new Map<string, Member>();
  readonly conversations = new Map<string, Conversation>();
  readonly media = new Map<string, Media>();
  readonly robots = new Map<string, Robot>();
  readonly responseCodes = new Map<string, ResponseCode>();
  /** Of the cards of the app and of the bot: every one may be used once by each. */
  readonly taskIds = { app: new Set<string>(), bot: new Set<string>() };
  /** What the app sent, for whoever looks for the same again. */
  readonly sent: { readonly at: number; readonly what: string; readonly msgid: string }[] = [];
  menu: Json | null = null;
  origin = '';
  changed: () => void = () => {};
  readonly now: () => number;
  #made = 0;

  constructor(now: () => number) {
    this.now = now;
  }

  get seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** A new number of its own. */
  number(): number {
    this.#made += 1;
    return this.#made;
  }

  /** A new name of its own, of letters and digits. */
  next(prefix: string, length = 0): string {
    const number = this.number().toString(36).padStart(6, '0');
    return `${prefix}${'emulatedcorpwithnothingrealinsideofit'.slice(0, Math.max(0, length - prefix.length - number.length))}${number}`;
  }

  /** Userids are the same in capitals. */
  member(userid: string): Member | undefined {
    return this.members.get(userid) ?? [...this.members.values()].find((each) => each.userid.toLowerCase() === userid.toLowerCase());
  }

  /** The app's own chat with a member, or the bot's. */
  single(kind: 'app' | 'bot', userid: string): Conversation {
    const id = kind === 'bot' ? `bot:${userid}` : userid;
    return this.conversations.get(id) ?? this.#opens({ id, kind, name: '', owner: userid, members: [userid] });
  }

  opensGroup(kind: 'appchat' | 'group', given: { id: string; name: string; owner: string; members: readonly string[] }): Conversation {
    return this.#opens({ kind, ...given });
  }

  #opens(given: { id: string; kind: Kind; name: string; owner: string; members: readonly string[] }): Conversation {
    const conversation = {
      ...given,
      members: [...given.members],
      left: new Set<string>(),
      messages: [],
      hasBot: given.kind === 'bot',
      knowsBot: false,
    };
    this.conversations.set(given.id, conversation);
    this.changed();
    return conversation;
  }

  /** @throws {Error} where there is no such conversation. */
  conversation(id: string): Conversation {
    const [, who = id] = /^bot:(.+)$/u.exec(id) ?? [];
    const member = this.member(who);
    if (member) return this.single(id === who ? 'app' : 'bot', member.userid);
    const found = this.conversations.get(id) ?? [...this.conversations.values()].find(({ name }) => name === id);
    if (!found)
      throw new Error(
        `there is no conversation "${id}"; there are: ${[...this.conversations.values()].map((c) => c.name || c.id).join(', ')}`,
      );
    return found;
  }

  post(conversation: Conversation, said: Said): Message {
    const message = { ...said, to: [...conversation.members] };
    conversation.messages.push(message);
    this.changed();
    return message;
  }

  /** The right to change the card once. */
  grants(messageId: string): string {
    const code = `rc-${this.next('', 40)}`;
    this.responseCodes.set(code, { messageId, at: this.now(), isUsed: false });
    return code;
  }
}
