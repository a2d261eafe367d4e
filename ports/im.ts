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
  /** By policy alone, never out of what came from outside. */
  readonly mentions?: readonly Mentioned[];
  /** What it is about, for a platform that cannot edit and for those who read by machine. */
  readonly about?: Subject;
  /** On a platform that cannot edit: what `news` said of the message before this one. */
  readonly follows?: string;
}

export interface Mentioned {
  readonly name: string;
  /** Their user on the platform, where they have one. */
  readonly user: string | null;
}

export interface Subject {
  /** `incident`, `group`, `call` … */
  readonly kind: string;
  /** How far it is, as a code: when it changes, everybody wants to know. */
  readonly phase: string;
  /** As the API shows it. */
  readonly data: object;
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
  /** Only where nothing can be edited: a text that is another one when a reader has something new to learn. Then it is posted anew, else not. */
  news?(message: Outgoing): string;
  /** It remembers no keys over an answer that was lost: what is posted again is shown again. */
  readonly showsAgain?: true;
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
