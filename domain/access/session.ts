import type { Role } from '../people/person.ts';

const hourMs = 3_600_000;
/** A login ends after this long, whatever is done with it. */
export const sessionMs = 12 * hourMs;
/** A login that nobody uses for this long ends; a page that is open counts as use. */
export const idleMs = 2 * hourMs;

/** How somebody came in. */
export type CameBy = 'setup' | 'password' | 'oidc' | 'invite' | 'token' | 'wall';

/** A console login; the cookie's value is kept only as a hash. */
export interface Session {
  readonly idHash: string;
  /** Null for one made with the admin token, and for a wall. */
  readonly person: string | null;
  /** Fixed ones of a session that is nobody's; empty: as the person has them at that moment. */
  readonly roles: readonly Role[];
  readonly by: CameBy;
  /** The wall token it lives by. */
  readonly token: string | null;
  readonly openedAt: number;
  /** When it was last used, give or take a few minutes; null: it does not end by idleness. */
  readonly seenAt: number | null;
  readonly expiresAt: number;
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string;
}

/** Whether a login is still good at `now`. */
export const holds = ({ expiresAt, seenAt }: Pick<Session, 'expiresAt' | 'seenAt'>, now: number): boolean =>
  now < expiresAt && (seenAt === null || now - seenAt < idleMs);
