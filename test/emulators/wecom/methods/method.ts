import type { Corp } from '../corp.ts';
import type { Json } from '../records.ts';
import type { Tally } from '../tally.ts';

/** What a method works with. */
export interface Asked {
  readonly corp: Corp;
  /** The query and the JSON of the body, without the token. */
  readonly args: Json;
  readonly rights: Rights;
  readonly tally: Tally;
  /** Whether the limits of frequency hold. */
  readonly limits: boolean;
  /** People who do not get it whatever is asked. */
  readonly not: readonly string[];
  /** The file that came with it. */
  readonly file: { readonly filename: string; readonly type: string; readonly bytes: Buffer } | null;
}

export interface Rights {
  /** Whether the app sees the root department. */
  root: boolean;
  /** Whether it may use its agent. */
  agent: boolean;
}

export interface Method {
  readonly verb: 'GET' | 'POST';
  /** Whether it needs no token. */
  readonly open?: true;
  /** What is answered besides errcode 0.
   *  @throws {Refusal} where WeCom says no. */
  readonly run: (asked: Asked) => Json | { readonly bytes: Buffer; readonly type: string };
}

export type Methods = Readonly<Record<string, Method>>;
