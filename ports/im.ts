import type { SentCard } from '../domain/card/card.ts';

/** A conversation or message on one platform; opaque strings. */
export interface Ref {
  readonly conv: string;
  readonly msg?: string;
}

export interface Outgoing {
  /** Stands for the card where cards do not show (notifications, plain platforms). */
  readonly text: string;
  readonly card?: SentCard;
}

/** Who posts: the name of a bot. */
export type Author = string;

export interface MemberOutcome {
  readonly user: string;
  /** null when they are in. */
  readonly because: string | null;
}

/** The must-have core of a chat platform, and its abilities as optional groups. No domain verbs. Throws OutsideError. */
export interface Im {
  /** The configured name, `web` or `slack`: part of `via` and of identity. */
  readonly id: string;
  /** Posts once per key: a repeat with the same key answers the first one's ref. */
  post(to: Ref, message: Outgoing, as: Author, key: string): Promise<Ref>;
  /** The direct conversation with a user of the platform. */
  dm(user: string): Promise<Ref>;
  readonly messages?: {
    /** `gone` when somebody deleted it. */
    update(ref: Ref, message: Outgoing): Promise<'edited' | 'gone'>;
    pin(ref: Ref): Promise<void>;
  };
  readonly rooms?: Rooms;
  /** Whether the platform is there and lets us in; posts nothing. Throws an OutsideError. */
  check?(): Promise<void>;
}

export interface Rooms {
  /** One platform call: makes the room or finds it by its key. `outcome` lists whom that call itself added or refused. */
  ensure(spec: {
    key: string;
    name: string;
    private: boolean;
    members: readonly string[];
  }): Promise<{ ref: Ref; url: string | null; outcome: readonly MemberOutcome[] }>;
  invite(room: Ref, users: readonly string[]): Promise<readonly MemberOutcome[]>;
  topic?(room: Ref, text: string): Promise<void>;
  /** Other conversations that are configured by name or id (a channel). */
  named?(name: string): Promise<Ref>;
}
