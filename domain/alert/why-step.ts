import type { Lang } from '../text/lang.ts';

/** One step of an alert's way, said in the reader's language, and what came of it. */
export interface WhyStep {
  readonly text: string;
  readonly outcome: 'goes-on' | 'stops' | 'tells' | 'pages';
}

export interface WhyReader {
  readonly lang: Lang;
  /** What a person is called. */
  readonly name: (person: string) => string;
  /** The instant as the reader's clock shows it. */
  readonly clock: (at: number) => string;
}
