/** Wrong passwords and codes that are allowed within a stretch of time, milliseconds. */
interface Limit {
  readonly most: number;
  readonly withinMs: number;
}

const stretchMs = 15 * 60_000;

/** `here`: one account from one address. `account`: one account from everywhere, so wide that nobody can lock others out by guessing a little.
 *  `address`: one address, whatever the account. `code`: the second factor of one account, whose password was right.
 *  `token`: the admin token from one address. */
export const limits = {
  here: { most: 10, withinMs: stretchMs },
  account: { most: 60, withinMs: stretchMs },
  address: { most: 40, withinMs: stretchMs },
  code: { most: 10, withinMs: stretchMs },
  token: { most: 20, withinMs: stretchMs },
} as const satisfies Record<string, Limit>;

/** A counter in the store: `key` says of what, `withinMs` when it begins anew. */
export interface TryKey {
  readonly key: string;
  readonly limit: keyof typeof limits;
}

/** What has been counted under a key, this try too, since the stretch began. */
export interface Tried extends TryKey {
  readonly n: number;
  readonly since: number;
}

/** Who tries a password. */
export const passwordKeys = (account: string, address: string): TryKey[] => [
  { key: `here:${account}:${address}`, limit: 'here' },
  { key: `account:${account}`, limit: 'account' },
  { key: `address:${address}`, limit: 'address' },
];

/** Who tries a code after a right password, or proves once more who they are. */
export const codeKeys = (account: string): TryKey[] => [{ key: `code:${account}`, limit: 'code' }];

export const tokenKeys = (address: string): TryKey[] => [{ key: `token:${address}`, limit: 'token' }];

/** When another try is allowed, UTC milliseconds; null: now. */
export function heldUntil(tried: readonly Tried[]): number | null {
  const over = tried.filter(({ n, limit }) => n > limits[limit].most).map(({ since, limit }) => since + limits[limit].withinMs);
  return over.length === 0 ? null : Math.max(...over);
}
