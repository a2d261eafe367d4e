import type { Canvas } from './canvas.ts';

/** A JSON object as it goes over the wire. */
export type Json = Record<string, unknown>;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly teamId: string;
  realName: string;
  email: string;
  tz: string;
  isBot: boolean;
  isRestricted: boolean;
  isEmailConfirmed: boolean;
  deleted: boolean;
}

export interface Usergroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  users: string[];
  disabled: boolean;
}

export interface Bookmark {
  readonly id: string;
  readonly channel_id: string;
  readonly type: 'link';
  readonly date_created: number;
  title: string;
  link: string;
  emoji: string;
  rank: string;
}

export interface Reaction {
  readonly name: string;
  readonly users: string[];
}

export interface File {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly created: number;
  title: string;
  mimetype: string;
  /** Null until it is uploaded. */
  bytes: Buffer | null;
  readonly length: number;
  readonly channels: Set<string>;
  isPublic: boolean;
}

export interface Message {
  readonly ts: string;
  readonly channel: string;
  /** Who wrote it; a bot's own message has both. */
  readonly user?: string;
  readonly bot?: string;
  readonly subtype?: string;
  /** Name and picture that the app gave itself for this message. */
  readonly username?: string;
  readonly icon?: string;
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  readonly thread_ts?: string;
  readonly broadcast?: boolean;
  metadata?: Json;
  edited?: { readonly user: string; readonly ts: string };
  readonly reactions: Reaction[];
  readonly files: File[];
  /** The only one who sees it. */
  readonly ephemeralTo?: string;
  /** When it began to be streamed, UTC ms; null when it is sealed. */
  streaming?: number | null;
  /** `parse: full` was asked for, so plain @names count as mentions. */
  readonly isParsedFully?: boolean;
}

export interface Channel {
  readonly id: string;
  name: string;
  readonly is_private: boolean;
  /** The two of a direct conversation, or who else is in a group of direct messages. */
  readonly kind: 'channel' | 'im' | 'mpim';
  is_archived: boolean;
  readonly creator: string;
  /** Seconds. */
  readonly created: number;
  topic: string;
  purpose: string;
  readonly members: Set<string>;
  /** `ts` of each, first pinned first. */
  readonly pins: string[];
  readonly bookmarks: Bookmark[];
  canvas: Canvas | null;
  /** Everything that was ever said and not deleted, notices of joins and topics and ephemeral messages too. */
  readonly messages: Message[];
  /** How many calls had begun when it came to be. */
  readonly bornAt: number;
}

export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  readonly root_view_id: string;
  readonly previous_view_id: string | null;
  callback_id: string;
  external_id: string;
  title: Json | null;
  submit: Json | null;
  close: Json | null;
  blocks: Json[];
  private_metadata: string;
  notify_on_close: boolean;
  clear_on_close: boolean;
  hash: string;
  /** What was typed and picked so far: block → action → value. */
  values: Record<string, Record<string, Json>>;
  /** What is shown in red below an input: block → sentence. */
  errors: Record<string, string>;
}

/** Which thing of an assistant's thread is shown. */
export interface AssistantThread {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  status: string;
  title: string;
  prompts: Json[];
}

/** Slack says no: the error code, and what else stands in the answer. */
export class Refusal extends Error {
  readonly code: string;
  readonly more: Json;

  constructor(code: string, more: Json = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

/** Refuses.
 *  @throws {Refusal} always. */
export function refuse(code: string, more: Json = {}): never {
  throw new Refusal(code, more);
}

/** A text, number or yes and no as text; '' for everything else. */
export function plain(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
