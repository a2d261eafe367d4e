/** Something that somebody did on a chat platform. */
export interface Inbound {
  /** The platform's own id of it: a delivery that comes again has the same. */
  readonly key: string;
  /** UTC milliseconds. */
  readonly at: number;
  /** Who did it, on the platform. */
  readonly user: string;
  /** Where; null where it was in no conversation. */
  readonly conv: string | null;
  /** The thread it was done in. */
  readonly thread?: string;
  /** Through which an answer that only they see goes back for a while. */
  readonly answer?: string;
  /** Through which a form can be opened for them within seconds. */
  readonly form?: string;
  readonly did: Deed;
}

/** A message of a platform. */
export interface Spot {
  readonly conv: string;
  readonly msg: string;
}

/** What opens an incident from a message: the same message never opens two. */
export const causeAt = (adapter: string, { conv, msg }: Spot): string => `${adapter}:${conv}/${msg}`;

/** The message behind such a cause; null where it is another. */
export function spotOf(adapter: string, cause: unknown): Spot | null {
  const [, conv = '', msg = ''] =
    typeof cause === 'string' && cause.startsWith(`${adapter}:`) ? (/^[^:]+:([^/]+)\/(.+)$/u.exec(cause) ?? []) : [];
  return conv === '' ? null : { conv, msg };
}

/** What becomes of a conversation as a whole: put away, there (again) with us in it, or no longer with us. */
export type RoomTurn = 'archived' | 'open' | 'without-us';

/** What they did. Texts are plain: the platform's own escapes are undone, mentions stand as `<@user>` and `<@team:group>`. */
export type Deed =
  | { readonly is: 'said'; readonly msg: string; readonly text: string; readonly isToUs: boolean; readonly isDirect: boolean }
  /** To us alone, and without words: a picture, a file, a voice that nobody made words of. */
  | { readonly is: 'showed'; readonly msg: string }
  | { readonly is: 'rewrote'; readonly msg: string; readonly text: string }
  | { readonly is: 'deleted'; readonly msg: string }
  | { readonly is: 'commanded'; readonly text: string }
  | { readonly is: 'pressed'; readonly token: string; readonly msg: string | null }
  /** A shortcut by its name, with the message that it was used on. */
  | { readonly is: 'shortcut'; readonly name: string; readonly msg: string | null; readonly text: string }
  /** `emoji` by its name on the platform, such as `pushpin`. */
  | { readonly is: 'reacted'; readonly emoji: string; readonly msg: string; readonly isOn: boolean }
  | { readonly is: 'joined' }
  | { readonly is: 'room'; readonly now: RoomTurn }
  /** A form of ours, and that is what came of it; `under` is the message that it was opened on, where everybody may know. */
  | { readonly is: 'filled'; readonly text: string; readonly under: Spot | null }
  | { readonly is: 'opened-assistant' }
  | { readonly is: 'opened-home' };

/** What takes the road of what was heard: the chat by its name, and what somebody did there. */
export interface Heard {
  readonly adapter: string;
  readonly inbound: Inbound;
}

export interface ChatEvents {
  'chat.heard': Heard;
}
