import type { SentCard } from '../domain/card/card.ts';

/** The web chat's own rooms and messages: what another platform would keep on its servers. */
export interface ChatRoom {
  readonly id: string;
  readonly kind: 'room' | 'dm';
  readonly name: string;
  readonly topic: string;
  readonly incident: string | null;
  readonly private: boolean;
  readonly lastAt: number;
}

export interface ChatMessage {
  readonly id: string;
  readonly seq: number;
  readonly room: string;
  readonly author: { readonly kind: 'person' | 'bot'; readonly name: string };
  readonly at: number;
  readonly text: string;
  readonly card: SentCard | null;
  readonly editedAt: number | null;
  readonly pinned: boolean;
}

export interface ChatReader {
  /** Those the person is in, and every room that is not private; newest talk first. */
  rooms(person: string | null): Promise<ChatRoom[]>;
  room(id: string): Promise<ChatRoom | null>;
  mayRead(room: string, person: string | null): Promise<boolean>;
  members(room: string): Promise<string[]>;
  /** Oldest first; `before` is a seq, exclusive. */
  messages(room: string, before: number | null, limit: number): Promise<ChatMessage[]>;
  pins(room: string): Promise<ChatMessage[]>;
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
  setTopic(room: string, topic: string): Promise<void>;
  /** Once per key: a repeat answers the first message. */
  post(message: {
    key: string;
    room: string;
    author: ChatMessage['author'];
    at: number;
    text: string;
    card: SentCard | null;
  }): Promise<{ message: ChatMessage; repeated: boolean }>;
  /** null when it is gone. */
  edit(id: string, change: { text: string; card: SentCard | null; at: number }): Promise<ChatMessage | null>;
  pin(id: string): Promise<ChatMessage | null>;
}
