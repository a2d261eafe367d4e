import type { SentCard } from '../domain/card/card.ts';
import type { Form } from '../domain/card/form.ts';
import type { Urgency } from '../domain/event/effect.ts';
import type { Lang } from '../domain/text/lang.ts';
import type { Ears } from './chat-ears.ts';
import type { ChatFile } from './chat-files.ts';

/** A conversation or message on one platform; opaque strings. */
export interface Ref {
  readonly conv: string;
  readonly msg?: string;
  /** The message in whose thread it stands, where the platform has threads. */
  readonly thread?: string;
}

export interface Outgoing {
  /** Stands for the card where cards do not show (notifications, plain platforms). */
  readonly text: string;
  readonly card?: SentCard;
  /** That it is written in; what an adapter adds of its own is in it, too. */
  readonly lang?: Lang;
  /** By policy alone, never out of what came from outside. */
  readonly mentions?: readonly Mentioned[];
  /** What it is about, for a platform that cannot edit and for those who read by machine. */
  readonly about?: Subject;
  /** On a platform that cannot edit: what `news` said of the message before this one. */
  readonly follows?: string;
  /** The one place of a card: the same for all messages that ever show it. */
  readonly slot?: string;
  /** It takes the place of one further up that could not be changed any more. */
  readonly supersedes?: true;
  /** Go out with it, where the platform takes files. */
  readonly files?: readonly WrittenFile[];
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

/** How a message goes out. */
export interface Posting {
  readonly as: Author;
  /** A repeat with the same key answers the first one's ref. */
  readonly key: string;
  /** An earlier try may have got through: a platform that can be asked is asked first. */
  readonly isRepeat?: boolean;
  /** A `card` where nothing is said. */
  readonly urgency?: Urgency;
  /** The `answer` of what came in, where it answers that. */
  readonly door?: string;
}

export interface MemberOutcome {
  readonly user: string;
  /** null when they are in; else a code that is said in the reader's language, or the platform's words. */
  readonly because: string | null;
}

/** The must-have core of a chat platform, and its abilities as optional groups. No domain verbs. Throws OutsideError. */
export interface Im {
  /** The configured name, `web` or `slack`: part of `via` and of identity. */
  readonly id: string;
  post(to: Ref, message: Outgoing, how: Posting): Promise<Ref>;
  /** The direct conversation with a user of the platform. */
  dm(user: string): Promise<Ref>;
  readonly messages?: Messages;
  readonly rooms?: Rooms;
  readonly forms?: Forms;
  readonly home?: Home;
  readonly directory?: Directory;
  /** What people do on the platform comes in here. */
  readonly ears?: Ears;
  /** A text that is another one when a reader has something new to learn: then it is posted anew, else not. Null where `to` is a conversation
   *  whose messages can be edited. */
  news?(message: Outgoing, to: Ref): string | null;
  /** Who asks something in a group is answered before all. */
  readonly answersAloud?: true;
  /** Asks once more before an action that wants to be confirmed. */
  readonly confirms?: true;
  /** Cards are text there, and what can be done has its number. */
  readonly numbers?: true;
  /** Nobody is heard there, and none of its conversations is anybody's own. */
  readonly onlyPosts?: true;
  /** Whether a conversation remembers no keys over an answer that was lost: what is posted again is shown again. */
  showsAgain?(to: Ref): boolean;
  /** Users who get nothing but calls at this moment: the platform would drop what they are sent. */
  full?(): Promise<readonly string[]>;
  /** Puts a menu of commands in the place of the one that people see on the platform; the platform says what was wrong with it. Throws
   *  OutsideError. */
  makeMenu?(): Promise<void>;
  /** Whether the platform is there and lets us in; posts nothing. Throws an OutsideError. */
  check?(): Promise<void>;
}

export interface Whispering {
  readonly as: Author;
  readonly user: string;
  /** The `answer` of what came in, where there was one. */
  readonly door?: string;
  /** It only says that something was done, which shows anyway. */
  readonly isEcho?: true;
}

export interface Messages {
  /** `gone` when somebody deleted it. */
  update(ref: Ref, message: Outgoing): Promise<'edited' | 'gone'>;
  /** Where a message can be edited only while somebody presses it: shows the card of this slot there as it is now, where somebody just has. */
  refresh?(to: Ref, message: Outgoing, as: Author): Promise<void>;
  pin(ref: Ref): Promise<void>;
  /** Seen by one user in a conversation, and by nobody else, unless the chat answers aloud. */
  whisper?(to: Ref, message: Outgoing, how: Whispering): Promise<void>;
  /** A message as it is now; null when it is gone. */
  read?(ref: Ref): Promise<WrittenMessage | null>;
  /** Text that appears bit by bit in a thread, or as the answer to what came in by `door`, for `user`: what `parts` gives is shown as it comes. */
  stream?(to: Ref, parts: AsyncIterable<string>, how: Posting & { readonly user: string }): Promise<Ref>;
  /** What somebody may say in a thread that has just begun. */
  suggest?(to: Ref, sayings: readonly { readonly title: string; readonly text: string }[]): Promise<void>;
  /** That somebody is at work on an answer in a thread; '' when not any more. */
  busy?(to: Ref, text: string): Promise<void>;
}

/** What somebody wrote on the platform. */
export interface WrittenMessage {
  readonly user: string;
  /** Written by Tocsin itself. */
  readonly isOurs?: true;
  /** UTC milliseconds. */
  readonly at: number;
  /** Plain: the platform's own escapes are undone, mentions stand as `<@user>`. */
  readonly text: string;
  readonly files: readonly WrittenFile[];
  /** Where it can be looked at. */
  readonly url: string | null;
}

export interface WrittenFile {
  /** Where it lies among our own files already. */
  readonly kept?: ChatFile;
  readonly name: string;
  /** Media type as the platform says. */
  readonly type: string;
  readonly size: number;
  /** The bytes, asked of the platform with our own credentials. Throws OutsideError. */
  fetch(): Promise<Buffer>;
}

export interface RoomSpec {
  readonly key: string;
  /** What it should be called; the platform may need it otherwise. */
  readonly name: string;
  readonly private: boolean;
  readonly members: readonly string[];
  /** An earlier try may have made it: it is looked for first. */
  readonly isRepeat?: boolean;
}

export interface Rooms {
  /** What is said in them is not heard, and what can be pressed does not show: their people are shown that each for themselves. */
  readonly isOneWay?: true;
  /** One platform call: makes the room or finds it by its key. `outcome` lists whom that call itself added or refused. */
  ensure(spec: RoomSpec): Promise<{ ref: Ref; url: string | null; outcome: readonly MemberOutcome[] }>;
  invite(room: Ref, users: readonly string[]): Promise<readonly MemberOutcome[]>;
  /** `outcome` names those who stay, with the reason; who was not in it is no failure. */
  remove?(room: Ref, users: readonly string[]): Promise<readonly MemberOutcome[]>;
  topic?(room: Ref, text: string): Promise<void>;
  /** What it is about, where its name may not hold that in full. */
  purpose?(room: Ref, text: string): Promise<void>;
  /** Addresses that stand at the top of the room; those that are there already stay as they are. */
  bookmark?(room: Ref, links: readonly { readonly label: string; readonly url: string }[]): Promise<void>;
  /** Writes the room's living document anew: `known` is what an earlier call answered. Answers how it is known from now on. */
  document?(room: Ref, document: { readonly title: string; readonly markdown: string; readonly known: string | null }): Promise<string>;
  /** Puts it away: it can be read and found, nobody writes any more. Twice is no failure. */
  archive?(room: Ref): Promise<void>;
  /** Takes it out again. Throws `forbidden` or `unsupported` where the platform does not let us. */
  unarchive?(room: Ref): Promise<void>;
  /** Other conversations that are configured by name or id (a channel). */
  named?(name: string): Promise<Ref>;
}

export interface Forms {
  /** Opens it for whoever came in through `door` (the `form` of what came in). Throws `not-found` once the door has shut. */
  open(door: string, form: Form): Promise<void>;
}

/** A page of ours that a user has to themselves. */
export interface Home {
  /** Puts these cards in the place of what stood there. */
  show(user: string, cards: readonly SentCard[], lang: Lang): Promise<void>;
}

export interface ChatUser {
  readonly user: string;
  readonly name: string;
  /** Lower case; null where the platform does not say or somebody only claims it. */
  readonly email: string | null;
  /** A full member of our own workspace: no guest, no bot, nobody of another firm, not deactivated. */
  readonly isMember: boolean;
}

export interface Directory {
  user(user: string): Promise<ChatUser | null>;
  /** The members there are, to choose from; the first 10 000 of them. */
  all?(): Promise<readonly ChatUser[]>;
  /** Who has this address or this number (`+86…`), to be proposed to an admin: neither proves who somebody is. Null: nobody. */
  find?(by: { readonly email?: string; readonly phone?: string }): Promise<ChatUser | null>;
  /** Asks ahead of time for what will be needed fast; never fails. */
  warm?(users: readonly string[]): Promise<void>;
}
