import type { PhoneMeans } from '../domain/people/carrier-fields.ts';
import type { Report } from '../domain/page/report.ts';
import type { Lang } from '../domain/text/lang.ts';

/** A call to make, or a text to send. */
export interface PhoneOrder {
  /** Our own id, 14 small letters and digits: the same when the same thing is tried once more. */
  readonly id: string;
  /** `+` and digits. */
  readonly to: string;
  readonly lang: Lang;
  /** What is said or written. */
  readonly text: string;
  /** The same in parts, for carriers that take only the variables of a template. `code` is what a reply names. */
  readonly parts: Readonly<Record<'severity' | 'number' | 'title' | 'code', string>>;
  /** When it was first tried (UTC ms): a look-up goes no further back. */
  readonly since: number;
}

/** What came in at an address of ours that a carrier was told. */
export interface Callback {
  /** The public address with its query, as the carrier was told it. */
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it came, byte for byte. */
  readonly body: string;
  /** UTC ms. */
  readonly now: number;
}

/** What a carrier tells us. `id` is ours, null where the carrier does not give it back. */
export type Heard =
  | { readonly is: 'report'; readonly id: string | null; readonly report: Report }
  | { readonly is: 'digit'; readonly id: string | null; readonly ref: string; readonly digit: string }
  | { readonly is: 'reply'; readonly ref: string; readonly from: string; readonly text: string };

/** What is to be looked for: by our id, by the carrier's own, or by both. */
export interface Asked {
  readonly id: string;
  readonly ref: string;
  readonly by: PhoneMeans;
  readonly to: string;
  /** UTC ms. */
  readonly since: number;
}

/** Carries calls and texts. Every method throws a ReachError, and keeps no secret in it. */
export interface Carrier {
  readonly name: string;
  /** Answers the carrier's own id. */
  readonly call?: (order: PhoneOrder) => Promise<{ readonly ref: string }>;
  readonly text?: (order: PhoneOrder) => Promise<{ readonly ref: string }>;
  /** Whether the carrier has what may or may not have been ordered before, by our id or what stands for it there. `known` are its ids of other
   *  calls and texts. Null: it has not. Absent: it cannot be asked. */
  readonly find?: (order: PhoneOrder, by: PhoneMeans, known: ReadonlySet<string>) => Promise<Report | null>;
  /** How far it is, by the carrier's id. Absent: it cannot be asked. */
  readonly look?: (asked: Asked) => Promise<Report | null>;
  /** Null: it is not signed by this carrier, or wrongly, or too old. Empty: signed, and nothing in it is of interest. */
  readonly hear: (callback: Callback) => readonly Heard[] | null;
  /** Whether it is there and lets us in; calls nobody. */
  check(): Promise<void>;
}
