import { beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../domain/access/session.ts';
import { passwordKeys } from '../../domain/access/tries.ts';
import type { AccessToken } from '../../ports/accounts.ts';
import type { AuditRow } from '../../ports/store.ts';
import { t0, type Bench } from './store-bench.ts';

/** Who may come in: logins, accounts, invites, tokens, links, tries. */
export function accessPromises(bench: Bench): void {
  const audit = (what: string): AuditRow => ({ at: t0, by: 'tocsin', via: 'console', what, outcome: 'done', data: {} });
  const session = (idHash: string, given: Partial<Session> = {}): Session => ({
    idHash,
    person: 'ana',
    roles: [],
    by: 'password',
    token: null,
    openedAt: t0,
    seenAt: t0,
    expiresAt: t0 + 10,
    address: '10.0.0.1',
    agent: '“浏览器”',
    ...given,
  });
  const open = (idHash: string, given: Partial<Session> = {}, replaces: string | null = null) =>
    bench.store.access.openSession(session(idHash, given), replaces, audit('login'));
  const isThere = async (idHash: string): Promise<boolean> => (await bench.store.access.session(idHash)) !== null;
  const turnsWith = async (work: () => Promise<unknown>): Promise<boolean> => {
    const before = await bench.store.access.accessTurn();
    await work();
    return (await bench.store.access.accessTurn()) > before;
  };

  describe('the first account', () => {
    test('is made once, by twenty at once, and is there after a restart', async () => {
      expect(await bench.store.access.hasAccounts()).toBe(false);
      const first = { passwordHash: 'p', roles: ['admin'] as const, madeAt: t0 };
      const made = await Promise.all(
        Array.from({ length: 20 }, (_, n) => bench.store.access.makeFirst({ person: `p${n}`, ...first }, audit('setup'))),
      );
      expect(made.filter(Boolean)).toHaveLength(1);
      await bench.reopen();
      expect([await bench.store.access.hasAccounts(), (await bench.store.access.accounts()).length]).toEqual([true, 1]);
    });
  });

  describe('an account', () => {
    beforeAll(() => bench.store.access.changeAccount('ana', { passwordHash: 'h', roles: ['auditor', 'admin'] }, { audit: audit('x') }));
    test('keeps what is not changed', async () => {
      await bench.store.access.changeAccount('ana', { totp: 'sealed', isDisabled: true }, { audit: audit('x') });
      const kept = { person: 'ana', passwordHash: 'h', totp: 'sealed', totpNext: null, roles: ['auditor', 'admin'], isDisabled: true };
      expect(await bench.store.access.account('ana')).toEqual({ ...kept, madeAt: t0 });
      expect(await bench.store.access.account('nobody')).toBeNull();
    });
    test('a step of its second factor is used once, by twenty at once, and no earlier one after it', async () => {
      const used = await Promise.all(Array.from({ length: 20 }, () => bench.store.access.useStep('ana', 100)));
      expect(used.filter(Boolean)).toHaveLength(1);
      expect([await bench.store.access.useStep('ana', 99), await bench.store.access.useStep('ana', 101)]).toEqual([false, true]);
    });
    test('a recovery code is used once, and new ones replace the old', async () => {
      const { access } = bench.store;
      await access.changeAccount('ana', { recovery: ['r1', 'r2'] }, { audit: audit('x') });
      expect([await access.useRecovery('ana', 'r1'), await access.useRecovery('ana', 'r1'), await access.useRecovery('bo', 'r2')]).toEqual([
        true,
        false,
        false,
      ]);
      await access.changeAccount('ana', { recovery: ['r3'] }, { audit: audit('x') });
      expect([await access.recoveryLeft('ana'), await access.useRecovery('ana', 'r2')]).toEqual([1, false]);
    });
  });

  describe('a login', () => {
    test('is known with its account until it ends', async () => {
      await open('h1');
      expect(await bench.store.access.session('h1')).toMatchObject({ session: session('h1'), account: { person: 'ana' } });
      expect(await turnsWith(() => bench.store.access.endSessions(['h1'], audit('logout')))).toBe(true);
      expect([await isThere('h1'), await bench.store.access.endSessions(['h1'], audit('logout'))]).toEqual([false, 0]);
      expect(await bench.store.access.endSessions([], audit('logout'))).toBe(0);
    });
    test('takes the place of the one before', async () => {
      await open('h2');
      await open('h3', {}, 'h2');
      expect([await isThere('h2'), await isThere('h3')]).toEqual([false, true]);
    });
    test('a change of the account ends all but the one it was made with', async () => {
      await open('h4');
      await open('h5', { person: 'bo' });
      const ends = { but: 'h4' };
      expect(await turnsWith(() => bench.store.access.changeAccount('ana', {}, { ends, audit: audit('password') }))).toBe(true);
      expect([await isThere('h3'), await isThere('h4'), await isThere('h5')]).toEqual([false, true, true]);
      expect((await bench.store.access.sessionsOf('ana')).map((s) => s.idHash)).toEqual(['h4']);
    });
    test('is noted as used, never backwards, and one without idleness never', async () => {
      const { access } = bench.store;
      await open('wall', { seenAt: null, person: null });
      await access.noteSession('h4', t0 + 5);
      await access.noteSession('h4', t0 + 3);
      await access.noteSession('wall', t0 + 5);
      expect([(await access.session('h4'))?.session.seenAt, (await access.session('wall'))?.session.seenAt]).toEqual([t0 + 5, null]);
    });
    test('and an invite are thrown away when their time is over', async () => {
      const { access } = bench.store;
      await open('old', { expiresAt: t0 });
      await access.putInvite({ person: 'old', hash: 'old', expiresAt: t0 }, audit('invite'));
      await bench.store.prune(t0 + 1);
      expect([await isThere('old'), await access.invite('old'), await isThere('h4')]).toEqual([false, null, true]);
    });
  });

  describe('an invite', () => {
    const accept = (hash: string, now = t0) => bench.store.access.acceptInvite(hash, 'new hash', now, () => audit('join'));
    test('sets the password once, by twenty at once, and ends every login of the person', async () => {
      await open('h6');
      await bench.store.access.putInvite({ person: 'ana', hash: 'i1', expiresAt: t0 + 10 }, audit('invite'));
      const used = await Promise.all(Array.from({ length: 20 }, () => accept('i1')));
      expect(used.filter(Boolean)).toEqual(['ana']);
      expect([(await bench.store.access.account('ana'))?.passwordHash, await isThere('h6')]).toEqual(['new hash', false]);
    });
    test('is over at its time, and when there is a newer one', async () => {
      await bench.store.access.putInvite({ person: 'bo', hash: 'i2', expiresAt: t0 + 10 }, audit('invite'));
      expect(await accept('i2', t0 + 10)).toBeNull();
      await bench.store.access.putInvite({ person: 'bo', hash: 'i3', expiresAt: t0 + 20 }, audit('invite'));
      expect([await bench.store.access.invite('i2'), await accept('i3'), await accept('i3')]).toEqual([null, 'bo', null]);
    });
  });

  describe('a token', () => {
    const token = (id: string, given: Partial<AccessToken> = {}): AccessToken => ({
      id,
      hash: `hash ${id}`,
      name: id,
      kind: 'api',
      roles: ['viewer'],
      maker: 'ana',
      madeAt: t0,
      expiresAt: null,
      usedAt: null,
      revokedAt: null,
      ...given,
    });
    const make = (id: string, given: Partial<AccessToken> = {}) => bench.store.access.makeToken(token(id, given), audit('token'));
    test('is found by its hash, and its name is free again once it is revoked', async () => {
      const { access } = bench.store;
      expect([await make('t1'), await make('t2', { name: 't1' })]).toEqual([true, false]);
      await access.noteToken('t1', t0 + 1);
      expect(await access.token('hash t1')).toEqual(token('t1', { usedAt: t0 + 1 }));
      expect([await access.revokeToken('t1', t0 + 2, audit('x')), await access.revokeToken('t1', t0 + 3, audit('x'))]).toEqual([
        true,
        false,
      ]);
      expect([(await access.token('hash t1'))?.revokedAt, await make('t2', { name: 't1' })]).toEqual([t0 + 2, true]);
    });
    test('revoked, the logins that live by it end', async () => {
      await make('screen', { kind: 'wall' });
      await open('by wall', { token: 'screen', person: null, roles: ['viewer'], by: 'wall' });
      expect(await turnsWith(() => bench.store.access.revokeToken('screen', t0, audit('x')))).toBe(true);
      expect(await isThere('by wall')).toBe(false);
    });
  });

  describe('a link to another platform', () => {
    const link = { platform: 'oidc', workspace: 'https://id.example', user: 'sub 1', person: 'ana', verifiedAt: t0 };
    test('is nobody else’s until it is dropped by whom it belongs to', async () => {
      const { access } = bench.store;
      expect([await access.putLink(link, audit('l')), await access.putLink(link, audit('l'))]).toEqual([true, true]);
      expect(await access.putLink({ ...link, person: 'bo' }, audit('l'))).toBe(false);
      expect([await access.link(link), await access.linksOf('ana'), await access.linksOf('bo')]).toEqual([link, [link], []]);
      expect([await access.dropLink({ ...link, person: 'bo' }, audit('l')), await access.dropLink(link, audit('l'))]).toEqual([
        false,
        true,
      ]);
      expect(await access.link(link)).toBeNull();
    });
  });

  describe('tries', () => {
    const keys = passwordKeys('ana', '10.0.0.1');
    test('twenty at once are twenty, what was right does not count, and a stretch ends', async () => {
      const { access } = bench.store;
      const all = await Promise.all(Array.from({ length: 20 }, () => access.countTry(keys, t0)));
      expect(Math.max(...all.map(([here]) => here?.n ?? 0))).toBe(20);
      await access.uncountTry(keys);
      expect(await access.countTry(keys, t0 + 1)).toMatchObject([{ n: 20, since: t0 }, { n: 20 }, { n: 20 }]);
      expect(await access.countTry(keys, t0 + 15 * 60_000)).toMatchObject([{ n: 1, since: t0 + 15 * 60_000 }, { n: 1 }, { n: 1 }]);
    });
  });
}
