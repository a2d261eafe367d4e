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

/** What they did. Texts are plain: the platform's own escapes are undone, mentions stand as `<@user>` and `<@team:group>`. */
export type Deed =
  | { readonly is: 'said'; readonly msg: string; readonly text: string; readonly isToUs: boolean; readonly isDirect: boolean }
  | { readonly is: 'rewrote'; readonly msg: string; readonly text: string }
  | { readonly is: 'deleted'; readonly msg: string }
  | { readonly is: 'commanded'; readonly text: string }
  | { readonly is: 'pressed'; readonly token: string; readonly msg: string | null }
  /** A shortcut by its name, with the message that it was used on. */
  | { readonly is: 'shortcut'; readonly name: string; readonly msg: string | null; readonly text: string }
  /** `emoji` by its name on the platform, such as `pushpin`. */
  | { readonly is: 'reacted'; readonly emoji: string; readonly msg: string; readonly isOn: boolean }
  | { readonly is: 'joined' }
  /** A form of ours, and that is what came of it. */
  | { readonly is: 'filled'; readonly text: string }
  | { readonly is: 'opened-assistant' };

/** What takes the road of what was heard: the chat by its name, and what somebody did there. */
export interface Heard {
  readonly adapter: string;
  readonly inbound: Inbound;
}

export interface ChatEvents {
  'chat.heard': Heard;
}
