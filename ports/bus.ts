/** Live views and wake-ups. Holds nothing that cannot be rebuilt: losing it makes things slower, never wrong. */
export interface Bus {
  publish(note: LiveNote): void;
  /** Answers a way to stop hearing. */
  subscribe(hear: (note: LiveNote) => void): () => void;
}

/** One thing that a screen may want to know at once. */
export interface LiveNote {
  /** Position in the live log, for `Last-Event-ID`; null for what is not kept (a heartbeat, typing). */
  readonly seq: number | null;
  readonly type:
    | 'incident'
    | 'message'
    | 'message.gone'
    | 'alerts'
    | 'oncall'
    | 'ring'
    | 'ring.stopped'
    | 'page'
    | 'config'
    | 'rooms'
    | 'presence'
    | 'typing';
  /** Set where only those who may see the incident may hear of it. */
  readonly incident: string | null;
  /** Set where only this person may hear of it. */
  readonly person: string | null;
  /** Set where only members of this web room may hear of it. */
  readonly room: string | null;
  readonly data: unknown;
}
