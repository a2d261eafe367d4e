export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Made from our id, so that a repeat can be told by the reader's mail program. */
  readonly messageId: string;
}

/** Sends or throws `SendError`. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
  /** Says hello and logs in, and sends nothing. Throws an OutsideError. */
  verify(): Promise<void>;
}
