import { jsonOf, plain, type Conversation, type Json, type Message } from './records.ts';

/** What goes over the bot's line, either way. */
export interface Frame {
  readonly cmd?: string;
  readonly headers: { readonly req_id: string };
  readonly body?: Json;
  readonly errcode?: number;
  readonly errmsg?: string;
}

/** What may be answered under the req_id of something brought to the bot. */
export interface Occasion {
  readonly kind: 'message' | 'enter' | 'click';
  readonly conversation: Conversation;
  readonly userid: string;
  /** UTC ms. */
  readonly at: number;
  /** The card that was pressed. */
  readonly card?: Message;
  /** Answers that grow, by the id the app gave them, with when each began. */
  readonly streams: Map<string, { readonly message: Message; readonly began: number }>;
  /** Whether it was answered where that can be done once. */
  isAnswered: boolean;
}

/** The frame in a text; undefined for anything else. */
export function frameIn(text: string): Frame | undefined {
  try {
    const frame = jsonOf(JSON.parse(text));
    const req_id = plain(jsonOf(frame['headers'])['req_id']);
    return req_id === '' ? undefined : { cmd: plain(frame['cmd']), headers: { req_id }, body: jsonOf(frame['body']) };
  } catch {
    return undefined;
  }
}
