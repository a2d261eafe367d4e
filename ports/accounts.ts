import type { Session } from '../domain/access/session.ts';
import type { Tried, TryKey } from '../domain/access/tries.ts';
import type { Role } from '../domain/people/person.ts';
import type { AuditRow } from './store.ts';

/** A configured person who can log in. */
export interface Account {
  readonly person: string;
  /** With its parameters and salt; null: comes in by OIDC only. */
  readonly passwordHash: string | null;
  /** The secret of the second factor, sealed; null: there is none. */
  readonly totp: string | null;
  /** One that waits for its first code, sealed. */
  readonly totpNext: string | null;
  /** On top of those of the person. */
  readonly roles: readonly Role[];
  readonly isDisabled: boolean;
  readonly madeAt: number;
}

export type AccountChange = Partial<Omit<Account, 'person' | 'madeAt'>> & {
  /** Hashes of new recovery codes; the old ones are gone. */
  readonly recovery?: readonly string[];
};

/** Which logins end with a change: all of the person's, or all but one. */
export type Ending = { readonly but: string | null };

/** A one-time link with which a person sets their password. */
export interface Invite {
  readonly person: string;
  readonly hash: string;
  readonly expiresAt: number;
}

/** What programs (`api`) and screens on a wall (`wall`) come in with; only its hash is kept. */
export interface AccessToken {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly kind: 'api' | 'wall';
  readonly roles: readonly Role[];
  /** The person who made it. */
  readonly maker: string | null;
  readonly madeAt: number;
  readonly expiresAt: number | null;
  /** Give or take a few minutes. */
  readonly usedAt: number | null;
  readonly revokedAt: number | null;
}

/** Somebody on another platform who is known to be a person here. */
export interface IdentityLink {
  readonly platform: string;
  readonly workspace: string;
  readonly user: string;
  readonly person: string;
  readonly verifiedAt: number;
}

/** Who may come in. Each write that takes an audit row leaves it in the same commit. */
export interface Accounts {
  /** A session whose time is over is answered too: whether it holds is the domain's to say. */
  session(idHash: string): Promise<{ session: Session; account: Account | null } | null>;
  sessionsOf(person: string): Promise<Session[]>;
  account(person: string): Promise<Account | null>;
  accounts(): Promise<Account[]>;
  hasAccounts(): Promise<boolean>;
  recoveryLeft(person: string): Promise<number>;
  invites(): Promise<Invite[]>;
  invite(hash: string): Promise<Invite | null>;
  tokens(): Promise<AccessToken[]>;
  token(hash: string): Promise<AccessToken | null>;
  link(at: Pick<IdentityLink, 'platform' | 'workspace' | 'user'>): Promise<IdentityLink | null>;
  linksOf(person: string): Promise<IdentityLink[]>;
  /** A number that grows whenever a login may have ended or its rights changed, in any process. */
  accessTurn(): Promise<number>;

  /** Opens a login; the one it takes the place of ends. */
  openSession(session: Session, replaces: string | null, audit: AuditRow): Promise<void>;
  /** Answers how many ended. */
  endSessions(idHashes: readonly string[], audit: AuditRow): Promise<number>;
  noteSession(idHash: string, seenAt: number): Promise<void>;
  /** Makes the very first account; false, and nothing done, when there is one. */
  makeFirst(account: Pick<Account, 'person' | 'passwordHash' | 'roles' | 'madeAt'>, audit: AuditRow): Promise<boolean>;
  /** Makes the account where there is none. */
  changeAccount(person: string, change: AccountChange, also: { ends?: Ending; audit: AuditRow }): Promise<void>;
  /** Counts this step of the second factor as used; false when it or a later one was before. */
  useStep(person: string, step: number): Promise<boolean>;
  /** Uses up a recovery code; false when there is no such. */
  useRecovery(person: string, hash: string): Promise<boolean>;
  /** Replaces an earlier invite of the person. */
  putInvite(invite: Invite, audit: AuditRow): Promise<void>;
  /** Uses up an invite that holds at `now`, sets the password and ends all logins of the person; null when there is none. */
  acceptInvite(hash: string, passwordHash: string, now: number, audit: (person: string) => AuditRow): Promise<string | null>;
  makeToken(token: AccessToken, audit: AuditRow): Promise<boolean>;
  /** The logins that live by it end too; false when it is not there or revoked already. */
  revokeToken(id: string, at: number, audit: AuditRow): Promise<boolean>;
  noteToken(id: string, usedAt: number): Promise<void>;
  /** False when somebody else is linked to it. */
  putLink(link: IdentityLink, audit: AuditRow): Promise<boolean>;
  dropLink(link: Pick<IdentityLink, 'platform' | 'workspace' | 'user' | 'person'>, audit: AuditRow): Promise<boolean>;
  /** Counts a try before it is made, so that many at once are many. */
  countTry(keys: readonly TryKey[], now: number): Promise<Tried[]>;
  /** It was right: it does not count. */
  uncountTry(keys: readonly TryKey[]): Promise<void>;
  audit(row: AuditRow): Promise<void>;
}
