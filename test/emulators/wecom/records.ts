import type { Shown } from './markdown.ts';

/** A JSON object as it goes over the wire. */
export type Json = Record<string, unknown>;

export interface Member {
  readonly userid: string;
  name: string;
  email: string;
  mobile: string;
  /** Whether the app may see this member. */
  visible: boolean;
  /** Whether this member ever logged in; messages to others go nowhere. */
  active: boolean;
  licensed: boolean;
  department: number[];
}

export interface Message {
  readonly id: string;
  /** A userid; or `app`, `bot`, or the name of a group's robot. */
  readonly from: string;
  readonly msgtype: string;
  text?: string;
  markdown?: string;
  /** A template card, as sent or as it was last updated. */
  card?: Json;
  /** Cards that some see instead of it since it was changed for them alone. */
  cardFor?: Record<string, Json>;
  /** Of any other kind: what was sent. */
  content?: Json;
  /** UTC ms. */
  readonly at: number;
  updatedTimes: number;
  recalled: boolean;
  /** What an answer streamed so far: `text` grows until it is finished. */
  stream?: { readonly id: string; finished: boolean };
  /** What stands on the buttons of a card since they cannot be pressed any more. */
  replaced?: string;
  /** What this person picked in it, question by question. */
  picked?: Record<string, string[]>;
  /** Userids and `@all`. */
  mentioned: readonly string[];
  /** Who was there when it was said: nobody sees what was said before, or after having left. */
  readonly to: readonly string[];
  /** Whom WeCom silently did not give it. */
  readonly droppedFor: readonly string[];
  /** What a client makes of it: each stretch with its address and colour. */
  shown: readonly Shown[];
  /** Fields that a client cuts off for they are too long. */
  cut: readonly string[];
}

/** A message before it is in a conversation. */
export type Said = Omit<Message, 'to'>;

export type Kind = 'app' | 'bot' | 'appchat' | 'group';

export interface Conversation {
  /** A userid for the app's own chat with that member, `bot:<userid>` for the bot's, a chatid for the others. */
  readonly id: string;
  readonly kind: Kind;
  name: string;
  owner: string;
  members: string[];
  /** Who was put out or left. */
  readonly left: Set<string>;
  readonly messages: Message[];
  /** Whether the bot is in it. */
  hasBot: boolean;
  /** Whether anybody ever spoke to the bot here. */
  knowsBot: boolean;
}

/** WeCom says no: its code and what it says with it. */
export class Refusal extends Error {
  readonly errcode: number;
  readonly more: Json;

  constructor(errcode: number, errmsg: string, more: Json = {}) {
    super(errmsg);
    this.errcode = errcode;
    this.more = more;
  }
}

/** Refuses.
 *  @throws {Refusal} always. */
export function refuse(errcode: number, errmsg: string, more: Json = {}): never {
  throw new Refusal(errcode, errmsg, more);
}

/** A text or number as text; '' for everything else. */
export function plain(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function jsonOf(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** The objects in a list; [] for everything else. */
export function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The texts in a list; [] for everything else. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(plain).filter((each) => each !== '') : [];
}

export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The beginning of a text that fits into so many bytes of UTF-8. */
export function cutToBytes(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text;
  let cut = '';
  let used = 0;
  for (const letter of text) {
    used += bytesOf(letter);
    if (used > bytes) break;
    cut += letter;
  }
  return cut;
}
