import type { SentCard } from '../domain/card/card.ts';
import type { ChatFile } from './chat-files.ts';

/** The web chat's own rooms and messages: what another platform would keep on its servers. */
export interface ChatRoom {
  readonly id: string;
  readonly kind: 'room' | 'dm';
  readonly name: string;
  readonly topic: string;
  readonly incident: string | null;
  readonly private: boolean;
  readonly lastAt: number;
  /** It can be read, and nobody writes there any more. */
  readonly archived: boolean;
}

export interface ChatMessage {
  readonly id: string;
  readonly seq: number;
  readonly room: string;
  readonly author: { readonly kind: 'person' | 'bot'; readonly name: string };
  readonly at: number;
  /** Empty once it is deleted. */
  readonly text: string;
  readonly card: SentCard | null;
  readonly editedAt: number | null;
  /** Then nothing is left of it but its place. */
  readonly deletedAt: number | null;
  readonly pinned: boolean;
  /** The id of the message that it answers in a thread. */
  readonly thread: string | null;
  /** False for an answer that stands in its thread alone. */
  readonly isInRoom: boolean;
  readonly replies: Replies | null;
  /** In the order in which they first appeared. */
  readonly reactions: readonly { readonly emoji: string; readonly people: readonly string[] }[];
  readonly files: readonly ChatFile[];
}

export interface Replies {
  readonly count: number;
  readonly lastAt: number;
  /** Who answered, the last ones last, five at most. */
  readonly people: readonly string[];
}

/** What a person has not read: messages of others in the room, and those in the room or its threads that mention them. 100 stands for more. */
export interface Unread {
  readonly messages: number;
  readonly mentions: number;
}

export interface ChatSearch {
  /** Folded words, all of which must occur. */
  readonly words: readonly string[];
  readonly room?: string;
  readonly author?: string;
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
}

export interface ChatReader {
  /** Those the person is in, and every room that is not private; newest talk first. */
  rooms(person: string | null): Promise<ChatRoom[]>;
  room(id: string): Promise<ChatRoom | null>;
  mayRead(room: string, person: string | null): Promise<boolean>;
  members(room: string): Promise<string[]>;
  /** Members, and who has read there. */
  followers(room: string): Promise<string[]>;
  message(id: string): Promise<ChatMessage | null>;
  /** Oldest first, without what stands in threads alone; `before` is a seq, exclusive. */
  messages(room: string, before: number | null, limit: number): Promise<ChatMessage[]>;
  /** The other direction: what follows a seq, oldest first. */
  messagesAfter(room: string, after: number, limit: number): Promise<ChatMessage[]>;
  /** Answers to a message, oldest first; the newest `limit`. */
  thread(root: string, limit: number): Promise<ChatMessage[]>;
  pins(room: string): Promise<ChatMessage[]>;
  /** What it said before, oldest first; nothing once it is deleted. */
  versions(message: string): Promise<{ readonly at: number; readonly text: string }[]>;
  /** By room, for the rooms the person follows; a room without news is left out. */
  unread(person: string): Promise<Map<string, Unread>>;
  /** The last seq read, or null before the first. */
  readMark(room: string, person: string): Promise<number | null>;
  /** Newest first, in what the person may read. */
  search(search: ChatSearch, person: string | null): Promise<ChatMessage[]>;
}

export interface Posting {
  /** The same key is the same message. */
  readonly key: string;
  /** `key` where none is given. */
  readonly id?: string;
  readonly room: string;
  readonly author: ChatMessage['author'];
  readonly at: number;
  readonly text: string;
  readonly card: SentCard | null;
  readonly thread?: string;
  readonly isInRoom?: boolean;
  /** People who are spoken to. */
  readonly mentions?: readonly string[];
  /** Uploads of the author in this room that belong to no message yet; others are left where they are. */
  readonly files?: readonly string[];
}

export interface ChatWriter {
  /** Makes the room, or answers the one that has this key. */
  ensureRoom(room: {
    id: string;
    kind: 'room' | 'dm';
    name: string;
    incident: string | null;
    private: boolean;
    members: readonly string[];
    at: number;
  }): Promise<{ id: string; created: boolean }>;
  join(room: string, people: readonly string[]): Promise<void>;
  leave(room: string, people: readonly string[]): Promise<void>;
  setTopic(room: string, topic: string): Promise<void>;
  setArchived(room: string, is: boolean): Promise<void>;
  /** Once per key: a repeat answers the first message. */
  post(message: Posting): Promise<{ message: ChatMessage; repeated: boolean }>;
  /** A bot's card or line says something else now; null when it is gone. */
  edit(id: string, change: { text: string; card: SentCard | null; at: number }): Promise<ChatMessage | null>;
  /** A person's words: what they were is kept. null when it is gone. */
  rewrite(id: string, change: { text: string; at: number; by: string; mentions: readonly string[] }): Promise<ChatMessage | null>;
  /** Leaves the place and takes the words, the card and the files; `by` is written to the audit. null when it is gone already. */
  erase(id: string, change: { at: number; by: string }): Promise<ChatMessage | null>;
  /** null when it is gone. */
  react(id: string, reaction: { emoji: string; person: string; on: boolean; at: number }): Promise<ChatMessage | null>;
  pin(id: string): Promise<ChatMessage | null>;
  unpin(id: string): Promise<ChatMessage | null>;
  /** Never goes back. Answers whether it moved. */
  markRead(room: string, person: string, seq: number): Promise<boolean>;
}
