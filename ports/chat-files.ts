/** A file of the web chat or of a note, as its readers know it. */
export interface ChatFile {
  readonly id: string;
  readonly name: string;
  /** As its first bytes say, never as the sender said. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels; null for what is no picture. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface StoredFile extends ChatFile {
  /** Of a note: of no room. */
  readonly room: string;
  /** null until it is sent with a message, or kept for something else. */
  readonly message: string | null;
  readonly uploader: string;
}

/** Files in pieces, the same on every engine. What is not whole, or goes with no message for an hour, is cleared away. */
export interface ChatFiles {
  /** Whole files only; null when there is none, or when its message was deleted. */
  file(id: string): Promise<StoredFile | null>;
  /** The nth piece, from 0; null after the last. */
  piece(id: string, n: number): Promise<Uint8Array | null>;
  begin(file: Pick<StoredFile, 'id' | 'room' | 'uploader' | 'name'> & { at: number }): Promise<void>;
  append(id: string, n: number, body: Uint8Array): Promise<void>;
  /** Now it is whole. */
  finish(id: string, is: Pick<ChatFile, 'type' | 'size' | 'width' | 'height'>): Promise<void>;
  /** Leaves nothing of a file that goes with no message. */
  discard(id: string): Promise<void>;
  /** From now on they go with `owner`, where they go with no message. */
  keep(ids: readonly string[], owner: string): Promise<void>;
  /** Leaves nothing of what goes with `owner`. */
  forget(owner: string): Promise<void>;
}
