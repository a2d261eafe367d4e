import type { Integration } from '../domain/alert/integration.ts';
import type { Labels } from '../domain/alert/fingerprint.ts';

/** What came in by one door, as it came. */
export interface Delivered {
  /** Parsed JSON; for a form an object of texts; for anything else the text itself. */
  readonly body: unknown;
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  /** UTC ms; stands in where the source tells no time. */
  readonly now: number;
  readonly integration: { readonly name: string; readonly spec: Integration };
  /** A fresh id, where the source leaves it to us to make one. */
  readonly id: () => string;
}

/** One alert as a source tells it. */
export interface SourceAlert {
  /** As `/api/v2/alerts` takes it (labels, annotations, startsAt, endsAt, generatorURL); what is wrong with it is named to the sender. */
  readonly posted: unknown;
  /** What makes it the same alert the next time, within this integration; left out: all its labels, as for Alertmanager. */
  readonly identity?: Labels;
  /** It tells of an alert that fires already (a resolve that names nothing but a key): of an unknown one nothing is made. */
  readonly onlyKnown?: true;
  /** A resolve that ends the alert only while it is known with these annotations, where its source ends each severity by itself. */
  readonly onlyWhile?: Labels;
}

/** A batch that its source cut short. */
export interface Truncated {
  /** How many alerts were left out. */
  readonly count: number;
  /** Labels that all of them carry, to ask for the rest by. */
  readonly labels: Labels;
}

export type SourceRead =
  | {
      readonly ok: true;
      readonly alerts: readonly SourceAlert[];
      readonly truncated?: Truncated;
      /** What is wrong with parts of the payload that are no alerts; the rest is kept. */
      readonly errors?: readonly string[];
      readonly answer?: SourceAnswer;
    }
  | { readonly ok: false; readonly because: string; readonly answer?: SourceAnswer };

/** Where the sender expects an answer of its own form. */
export interface SourceAnswer {
  readonly status: number;
  readonly body: object;
}

/** What to do at the source, and how to try it. */
export interface SourceSetup {
  /** Where to click and what to paste, step by step, in the reader's language; each step may hold several lines. */
  readonly steps: Readonly<Record<'zh' | 'en', readonly string[]>>;
  /** Sends a first alert. */
  readonly curl: string;
}

/** One kind of monitoring system: reads its payload into alerts, or says what is wrong with the whole. */
export interface SourceAdapter {
  readonly name: string;
  read(delivered: Delivered): SourceRead;
  /** Given the address to send to and the key in it. */
  setup(door: {
    readonly url: string;
    readonly origin: string;
    readonly key: string;
    readonly mapping?: Integration['mapping'];
  }): SourceSetup;
  /** Asks the source for what it left out; `api` is the address its integration gives. Throws OutsideError. */
  rest?(truncated: Truncated, api: string): Promise<readonly SourceAlert[]>;
}
