/** What of the firm should be on a platform, by the platform's own ids; who matters most comes first. */
export interface Expected {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly convs: readonly string[];
}

/** A platform that takes longer than this to answer is not reached: `raw` is `timeout` then. */
export const answerWithinMs = 6_000;

/** What was found on a platform; `raw` is the platform's own word. Codes and ids only: whoever reads it says it in words. */
export type Diagnosed =
  | { readonly code: 'let-in'; readonly team: string; readonly bot: string }
  | { readonly code: 'token-refused'; readonly raw: string }
  | { readonly code: 'unreachable'; readonly raw: string }
  | { readonly code: 'scope-missing'; readonly scope: string }
  | { readonly code: 'scopes-complete'; readonly count: number }
  | { readonly code: 'socket-allowed' }
  | { readonly code: 'socket-refused'; readonly raw: string }
  /** The two tokens belong to two apps: nothing that people do would be heard. */
  | { readonly code: 'two-apps' }
  | { readonly code: UserIll; readonly user: string }
  | { readonly code: 'group-unknown' | 'group-disabled'; readonly group: string }
  | { readonly code: 'conv-unknown' | 'conv-archived' | 'conv-without-us'; readonly conv: string }
  | { readonly code: 'canvas-off'; readonly raw: string }
  /** Some of them could not be asked about. */
  | { readonly code: 'not-looked-at'; readonly what: keyof Expected; readonly count: number; readonly raw: string };

export type UserIll = 'user-unknown' | 'user-deactivated' | 'user-guest' | 'user-outside' | 'user-bot';
export type DiagnosisCode = Diagnosed['code'];
