/** What a phone or a browser shows. Texts are said in the reader's language already, and hold nothing private. */
export interface PushNote {
  /** The same for all tries of a page: a later one takes the place of an earlier one. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** Wakes people at night. */
  readonly isUrgent: boolean;
  /** The war room, or null where there is none. */
  readonly open: { readonly label: string; readonly url: string } | null;
  /** An address that acknowledges by one POST, once; `done` is said when it has. */
  readonly ack: { readonly label: string; readonly url: string; readonly done: string };
}

/** What a browser has given us to reach it by. Whoever has it can write to that browser. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** The keys by which push services know us. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Sends to a topic of an ntfy server. Throws a ReachError. */
export interface Ntfy {
  send(topic: string, note: PushNote): Promise<void>;
  /** Whether the server is there; posts nothing. Throws a ReachError. */
  check(): Promise<void>;
}

/** Sends to browsers by Web Push. */
export interface WebPush {
  newKeys(): Promise<PushKeys>;
  /** Whether the browser is one of a push service that we may call. */
  takes(endpoint: string): boolean;
  /** Throws a ReachError, with the code `push-gone` where the browser has withdrawn. `contact` is an https or mailto address. */
  send(to: PushSubscription, note: PushNote, by: { keys: PushKeys; contact: string; now: number }): Promise<void>;
}
