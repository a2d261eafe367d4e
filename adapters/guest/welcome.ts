import type { EarsState, Missing } from '../../ports/chat-ears.ts';

/** What a guest is told at the door: its module, and what that is told. It holds secrets, so it is no argument of the process. */
export interface Welcome {
  readonly module: string;
  readonly told: object;
}

/** What it says beside its questions and answers. */
export type Said =
  | { readonly is: 'state'; readonly state: EarsState['state']; readonly because: string | null }
  /** An error that nobody caught and that ends nothing. */
  | { readonly is: 'stray'; readonly because: string }
  /** Why it leaves. */
  | { readonly is: 'last'; readonly because: string; readonly missing: Missing | null };
