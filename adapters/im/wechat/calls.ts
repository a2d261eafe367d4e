import type { Inbound } from '../../../domain/chat/heard.ts';
import type { MemberOutcome } from '../../../ports/im.ts';

/** What the guest is told when it comes in. */
export interface WechatTold {
  /** Of the chat, for errors. */
  readonly name: string;
  /** The package of the puppet. */
  readonly puppet: string;
  /** They go to the puppet as they are. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Where it keeps its login, without an ending. */
  readonly file: string;
}

/** What it asks of us. */
export type OursOfWechat = {
  /** Resolves once it is stored. */
  heard(inbound: Inbound): Promise<void>;
  noted(about: { readonly what: string; readonly data: object }): Promise<void>;
};

/** What it can be asked. Conversations are `user:<contact>` and `room:<room>`. */
export type WechatCalls = {
  /** A line into a conversation; in a room its `mentions` are called by name. */
  say(asked: {
    readonly conv: string;
    readonly text: string;
    readonly mentions: readonly string[];
  }): Promise<{ readonly msg: string | null }>;
  send(asked: { readonly conv: string; readonly name: string; readonly bytes: Uint8Array }): Promise<void>;
  /** Whether somebody is a contact. */
  knows(user: string): Promise<boolean>;
  /** The room that the account owns and whose topic begins with the key; null where there is none, or the puppet does not say whose it is. */
  find(key: string): Promise<{ readonly conv: string } | null>;
  create(asked: {
    readonly topic: string;
    readonly users: readonly string[];
  }): Promise<{ readonly conv: string; readonly outcome: readonly MemberOutcome[] }>;
  invite(asked: { readonly conv: string; readonly users: readonly string[] }): Promise<readonly MemberOutcome[]>;
};
