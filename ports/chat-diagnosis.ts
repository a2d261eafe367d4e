/** What of the firm should be on a platform, by the platform's own ids; who matters most comes first. */
export interface Expected {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly convs: readonly string[];
}

/** A platform that takes longer than this to answer is not reached: `raw` is `timeout` then. */
export const answerWithinMs = 6_000;

/** What is found on any platform; `raw` is the platform's own word. Codes and ids only: whoever reads it says it in words. */
export type Found =
  /** `bot` is what we are called there, `team` whose platform it is. */
  | { readonly code: 'let-in'; readonly team: string; readonly bot: string }
  | { readonly code: 'token-refused'; readonly raw: string }
  | { readonly code: 'unreachable'; readonly raw: string }
  | { readonly code: 'user-unknown' | 'user-deactivated'; readonly user: string }
  | { readonly code: 'conv-unknown'; readonly conv: string }
  /** Some of them could not be asked about. */
  | { readonly code: 'not-looked-at'; readonly what: keyof Expected; readonly count: number; readonly raw: string };

export type FoundOnSlack =
  | Found
  | { readonly code: 'scope-missing'; readonly scope: string }
  | { readonly code: 'scopes-complete'; readonly count: number }
  | { readonly code: 'socket-allowed' }
  | { readonly code: 'socket-refused'; readonly raw: string }
  /** The two tokens belong to two apps: nothing that people do would be heard. */
  | { readonly code: 'two-apps' }
  | { readonly code: 'user-guest' | 'user-outside' | 'user-bot'; readonly user: string }
  | { readonly code: 'group-unknown' | 'group-disabled'; readonly group: string }
  | { readonly code: 'conv-archived' | 'conv-without-us'; readonly conv: string }
  | { readonly code: 'canvas-off'; readonly raw: string };

export type FoundOnWecom =
  | Found
  /** `ip`: from where we call, as WeCom sees it; null where it does not say. */
  | { readonly code: 'ip-refused'; readonly ip: string | null }
  | { readonly code: 'corp-unknown' | 'app-unknown'; readonly raw: string }
  /** Somebody has switched the app off. */
  | { readonly code: 'app-off' }
  /** The root department is not among those who see the app: it can make no groups. */
  | { readonly code: 'root-hidden' }
  | { readonly code: 'rooms-allowed' }
  | { readonly code: 'user-hidden' | 'user-inactive'; readonly user: string }
  | { readonly code: 'menu-missing' }
  | { readonly code: 'menu-there'; readonly count: number }
  /** Something else that we need was refused. */
  | { readonly code: 'call-refused'; readonly method: string; readonly raw: string };

/** Of a robot that has a connection of its own; looking takes that connection away from whoever has it. */
export type FoundOnWecomBot =
  | Extract<Found, { readonly code: 'token-refused' }>
  /** `host`: where it was looked for. */
  | (Extract<Found, { readonly code: 'unreachable' }> & { readonly host: string })
  | { readonly code: 'connected' };

export type Diagnosed = FoundOnSlack | FoundOnWecom | FoundOnWecomBot;

export interface Looking {
  readonly what: keyof Expected;
  readonly ids: readonly string[];
  /** A look must not use up what we may ask the platform in a minute. */
  readonly most: number;
  /** The platform's own word, of what a look failed with. */
  readonly whyNot: (error: unknown) => string;
}

const together = 6;

/** Looks at the first of them, a few at a time, until the platform has had enough: then the rest is `not-looked-at`. */
export async function lookAtEach<D extends Diagnosed>(
  { what, ids, most, whyNot }: Looking,
  look: (id: string) => Promise<readonly D[]>,
): Promise<readonly (D | Found)[]> {
  const asked = ids.slice(0, most);
  const found: (D | Found)[] = [];
  let [done, raw] = [0, 'limit'];
  for (let at = 0; at < asked.length; at += together) {
    const answers = await Promise.allSettled(asked.slice(at, at + together).map(look));
    found.push(...answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])));
    done += answers.filter(({ status }) => status === 'fulfilled').length;
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (!refused) continue;
    raw = whyNot(refused.reason);
    break;
  }
  return done === ids.length ? found : [...found, { code: 'not-looked-at', what, count: ids.length - done, raw }];
}
