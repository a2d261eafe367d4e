import { codeKeys, heldUntil, passwordKeys, tokenKeys, type TryKey } from '../../domain/access/tries.ts';
import type { Account } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { Declining } from './declining.ts';
import { hashOf, isSame } from './hash.ts';
import type { Passwords } from './password.ts';
import type { Seal } from './seal.ts';
import { recoveryHash, stepOf } from './second-factor.ts';

export interface SignInParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly passwords: Passwords;
  readonly seal: Seal;
}

interface Given {
  /** A person's name or e-mail address. */
  readonly name: string;
  readonly password: string;
  /** Of the second factor, or a recovery code. */
  readonly code: string | null;
  readonly address: string;
}

/** The secret of the second factor is sealed for this place. */
export const totpPlace = (person: string): string => `account/${person}/totp`;

/** Proves who somebody is. Every way to fail says the same and takes the same time; only who knows the password learns of a second factor. */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(parts: SignInParts) {
    this.#parts = parts;
  }

  /** The person, or `code` when the password is right and a code is wanted. Throws Declining. */
  async byPassword({ name, password, code, address }: Given): Promise<{ person: string } | 'code'> {
    const { store, passwords } = this.#parts;
    const person = this.#personCalled(name);
    // Who is nobody is counted by a hash: it may be a password in the wrong field.
    const keys = passwordKeys(person ?? hashOf(name.toLowerCase()), address);
    await this.#counted(keys);
    const account = person === null ? null : await store.access.account(person);
    const isRight = await passwords.matches(password, account?.passwordHash ?? null);
    if (!isRight || !account || account.isDisabled) throw new Declining('wrong-login');
    await store.access.uncountTry(keys);
    if (account.totp === null) return { person: account.person };
    if (code === null) return 'code';
    await this.#code(account, code);
    return { person: account.person };
  }

  /** Throws Declining unless `given` is the admin token. */
  async byToken(given: string, expected: string | null, address: string): Promise<void> {
    const keys = tokenKeys(address);
    await this.#counted(keys);
    if (expected === null || !isSame(given, expected)) throw new Declining('wrong-token');
    await this.#parts.store.access.uncountTry(keys);
  }

  /** Once more, before something that matters. Who has no password has proved themselves elsewhere. */
  async again(account: Account, password: string): Promise<void> {
    if (account.passwordHash === null) return;
    const keys = codeKeys(account.person);
    await this.#counted(keys);
    if (!(await this.#parts.passwords.matches(password, account.passwordHash))) throw new Declining('wrong-password');
    await this.#parts.store.access.uncountTry(keys);
  }

  /** Whether `code` is of `secret` just now, used up from here on. Throws Declining. */
  async provesSecret(account: Account, secret: string, code: string): Promise<void> {
    const { store, clock } = this.#parts;
    const keys = codeKeys(account.person);
    await this.#counted(keys);
    const step = stepOf(code.replaceAll(/\s/gu, ''), secret, clock.now());
    if (step === null || !(await store.access.useStep(account.person, step))) throw new Declining('wrong-code');
    await store.access.uncountTry(keys);
  }

  async #code(account: Account, code: string): Promise<void> {
    const { store, seal } = this.#parts;
    if (/^[\d\s]+$/u.test(code)) return this.provesSecret(account, seal.open(account.totp ?? '', totpPlace(account.person)), code);
    const keys = codeKeys(account.person);
    await this.#counted(keys);
    if (!(await store.access.useRecovery(account.person, recoveryHash(code)))) throw new Declining('wrong-code');
    await store.access.uncountTry(keys);
  }

  /** Counted before it is looked at, so that a thousand at once are a thousand. */
  async #counted(keys: readonly TryKey[]): Promise<void> {
    const { store, clock } = this.#parts;
    const now = clock.now();
    const until = heldUntil(await store.access.countTry(keys, now));
    if (until !== null) throw new Declining('too-many', { minutes: Math.ceil((until - now) / 60_000) });
  }

  /** An address that two people share is nobody's. */
  #personCalled(name: string): string | null {
    const said = name.trim().toLowerCase();
    const resources = this.#parts.store.resources();
    if (resources.get('person', said)) return said;
    const [one, two] = resources.all('person').filter(({ spec }) => spec.email?.toLowerCase() === said);
    return one && !two ? one.name : null;
  }
}
