import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { guestProcesses } from '../../adapters/guest/guest-process.ts';
import { OutsideError, UnansweredError } from '../../ports/errors.ts';
import type { Guest } from '../../ports/guest.ts';
import type { UnrulyCalls, UnrulyOurs } from '../harness/unruly-guest.ts';
import { startChild } from '../harness/child.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { until } from '../harness/until.ts';

const module = new URL('../harness/unruly-guest.ts', import.meta.url);

const canaries = {
  TOCSIN_ADMIN_TOKEN: 'canary-admin',
  TOCSIN_KEY: 'canary-key',
  DATABASE_URL: 'postgres://canary',
  SLACK_BOT_TOKEN: 'xoxb-canary',
  TWILIO_AUTH_TOKEN: 'canary-twilio',
  OIDC_CLIENT_SECRET: 'canary-oidc',
  TEAMS_PASSWORD: 'canary-teams',
  AWS_SECRET_ACCESS_KEY: 'canary-aws',
};
const ordinary = {
  Path: process.env['PATH'],
  TZ: 'Asia/Shanghai',
  LC_ALL: 'C',
  https_proxy: 'http://127.0.0.1:9',
  NODE_EXTRA_CA_CERTS: '',
};
const ours = { ...ordinary, ...canaries, LUNCH_API_KEY: 'given' };

/** A guest whose waiting is moved by hand, while it itself lives in real time. */
function unruly(told: object = {}, env: readonly string[] = []) {
  const clock = new HandClock(Date.parse('2026-11-23T01:00:00Z'));
  const noted: object[] = [];
  const answers: UnrulyOurs = { greet: async (name) => `hello ${name}` };
  const invite = guestProcesses({ clock, noted: (what, data) => noted.push({ what, ...data }), env: ours });
  const guest = invite<UnrulyCalls>({ name: 'unruly', module, told, env, answers });
  open.push(guest);
  const passes = (ms: number): void => {
    clock.jump(ms);
    clock.ring();
  };
  return { guest, passes, noted, clock };
}
const open: Guest<UnrulyCalls>[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((guest) => guest.stop()));
});

const isIn = (guest: Guest<UnrulyCalls>) => until(() => guest.state().state === 'listening', { what: 'the guest to be in' });
const isLost = (guest: Guest<UnrulyCalls>) => until(() => guest.state().state === 'lost', { what: 'the guest to be gone' });
const failure = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (e: unknown) => e,
  );

/** One that has ended and that nobody has buried does not live. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a guest in its process', () => {
  test('is asked and asks, with bytes too', async () => {
    const { guest } = unruly();
    guest.start();
    expect(await guest.call('echo', { text: '安娜', bytes: new Uint8Array([1, 2]) })).toEqual({
      text: '安娜',
      bytes: new Uint8Array([1, 2]),
    });
    expect(await guest.call('ask', 'ana')).toBe('hello ana');
  });

  test('is given none of our variables but the ordinary ones, and those that it was given by name', async () => {
    const variablesOf = async ({ guest }: ReturnType<typeof unruly>): Promise<object> => {
      guest.start();
      return guest.call('variables', null);
    };
    const [plain, given] = await Promise.all([unruly(), unruly({}, ['LUNCH_API_KEY'])].map(variablesOf));
    expect(plain).toMatchObject(ordinary);
    expect(Object.keys(plain ?? {}).filter((name) => Object.hasOwn(process.env, name) && !(name in ordinary))).toEqual([]);
    expect(given).toEqual({ ...plain, LUNCH_API_KEY: 'given' });
    expect(JSON.stringify([plain, given])).not.toContain('canary');
  });

  test('is not called while it is not in', async () => {
    const { guest } = unruly();
    expect(await failure(guest.call('echo', 1))).toMatchObject({ failure: 'transient', message: expect.stringContaining('not connected') });
  });

  test('refuses with what its errors say, and what it did not mean to throw may pass', async () => {
    const { guest } = unruly();
    guest.start();
    expect(await failure(guest.call('refuse', null))).toMatchObject({
      failure: 'rate-limited',
      retryAfterMs: 3_000,
      message: 'unruly: too often',
    });
    const wrong = await failure(guest.call('fail', null));
    expect(wrong).toBeInstanceOf(OutsideError);
    expect(wrong).toMatchObject({ failure: 'transient', message: 'unruly: x is not a function' });
  });

  test('goes on when a promise was forgotten, and that is noted', async () => {
    const { guest, noted } = unruly();
    guest.start();
    await guest.call('forget', null);
    await until(() => noted.length > 0, { what: 'it to be noted' });
    expect(noted[0]).toMatchObject({ chat: 'unruly', because: 'nobody catches this' });
    expect(await guest.call('echo', 'still there')).toBe('still there');
  });

  const words = ['asked', 'answered', 'failed', 'state', 'stray', 'last', 'inside', 'x', '', null, 7] as const;
  const things = () => [undefined, null, 7, -1, Number.NaN, 10n, [], {}, new Map([[1, 2]]), new Uint8Array(3), { message: 7 }, new Date(0)];
  test('that says what is no message of ours is not listened to, and that is noted once', async () => {
    const { guest, noted } = unruly();
    guest.start();
    await isIn(guest);
    const fields = ['n', 'name', 'asked', 'answer', 'wrong', 'state', 'because', 'missing'];
    const fuzz = words.flatMap((is) =>
      fields.flatMap((field, i) => things().map((thing) => ({ is, [field]: thing, [fields[(i + 3) % fields.length] ?? '']: thing }))),
    );
    const known: unknown[] = [
      { is: 'failed', n: 1 },
      { is: 'failed', n: 1, wrong: { message: 'x', failure: 'of no class', retryAfterMs: null, isUnanswered: false } },
      { is: 'last' },
      { is: 'last', because: null, missing: null },
      { is: 'last', because: 'x', missing: 'y' },
      { is: 'state', state: 'off', because: null },
      { is: 'stray', because: {} },
    ];
    const all = [...things(), ...known, ...fuzz.filter(({ is, ...of }) => is !== 'inside' && of.n === undefined)];
    await guest.call('blurt', all);
    expect(await guest.call('echo', 'still there')).toBe('still there');
    expect(noted).toEqual([{ what: 'a guest said what is no message of ours; it is not listened to', chat: 'unruly' }]);
    expect(guest.state()).toMatchObject({ state: 'listening', because: null });
  });

  test('that asks for what nobody answers, or answers what nobody asked, changes nothing', async () => {
    const { guest, noted } = unruly();
    guest.start();
    const asked = ['greet', 'constructor', '__proto__', 'hasOwnProperty', ''].map((name, i) => ({
      is: 'asked',
      n: 1_000 + i,
      name,
      asked: null,
    }));
    const wrong = { message: 'x', failure: null, retryAfterMs: -1, isUnanswered: true };
    await guest.call('blurt', [...asked, { is: 'answered', n: 99, answer: 1 }, { is: 'failed', n: 98, wrong }]);
    expect(await guest.call('echo', 'still there')).toBe('still there');
    expect(noted).toEqual([]);
  });

  test('has no channel to us by which code in it could speak unasked', async () => {
    const { guest, noted } = unruly();
    guest.start();
    expect(await guest.call('report', null)).toBe(false);
    expect(noted).toEqual([]);
  });

  test.each([
    ['no plain data', [0, 0, 0, 4, 9, 9, 9, 9]],
    ['nothing', [0, 0, 0, 0]],
    ['more than anybody says', [255, 255, 255, 255]],
  ])('that writes %s into its line is shown out, and comes in again', async (_name, bytes) => {
    const { guest, passes } = unruly();
    guest.start();
    await isIn(guest);
    void failure(guest.call('scribble', new Uint8Array(bytes)));
    await isLost(guest);
    expect(guest.state().because).toMatch(/^it wrote into its line to us what is no message/u);
    passes(1_000);
    await isIn(guest);
  });

  test('that ends before it has come in has done nothing of what it was asked', async () => {
    const { guest } = unruly({ isBroken: true });
    guest.start();
    const error = await failure(guest.call('echo', 1));
    expect(error).toMatchObject({ failure: 'transient', message: 'unruly: it cannot even begin' });
    expect(error).not.toBeInstanceOf(UnansweredError);
  });

  test.each([
    ['crash', 'out of the blue'],
    ['exit', 'it ended (0)'],
    ['glut', /^it ended/u],
  ] as const)('that does %s leaves us standing, says why, and comes in again', async (does, because) => {
    const { guest, passes } = unruly();
    guest.start();
    await isIn(guest);
    const waiting = failure(guest.call('silent', null));
    void failure(guest.call(does, null));
    await isLost(guest);
    expect(guest.state().because).toMatch(because);
    expect(await waiting).toBeInstanceOf(UnansweredError);
    passes(1_000);
    await isIn(guest);
    expect(await guest.call('echo', 'again')).toBe('again');
  });

  test('that holds more memory than it may, though none of it in the heap, is shown out, which is said once with what to do', async () => {
    const { guest, passes, noted } = unruly();
    guest.start();
    await guest.call('hoard', 200);
    passes(15_000);
    expect(await guest.call('echo', 'within its limits')).toBe('within its limits');
    await guest.call('hoard', 500);
    passes(15_000);
    await isLost(guest);
    const because = guest.state().because;
    expect(because).toMatch(
      /^it held [6-9]\d\d MB of memory, and 512 MB is what a guest may have\. .*look at what its bot or puppet keeps$/u,
    );
    expect(noted).toEqual([{ what: 'a guest left and is asked in again', chat: 'unruly', because, waitMs: 0 }]);
    passes(1_000);
    await isIn(guest);
  });

  test('that hangs is waited for half a minute and then shown out', async () => {
    const { guest, passes } = unruly();
    guest.start();
    await isIn(guest);
    const called = failure(guest.call('hang', null));
    passes(15_000);
    passes(31_000);
    expect(await called).toBeInstanceOf(UnansweredError);
    await isLost(guest);
  });

  test('that cannot begin is asked in less and less often, and says why', async () => {
    const { guest, passes, noted } = unruly({ isBroken: true });
    guest.start();
    await isLost(guest);
    expect(guest.state().because).toBe('it cannot even begin');
    const waits = () => noted.map((each) => (each as { waitMs?: number }).waitMs);
    for (let n = 2; n <= 4; n += 1) {
      passes(60_000);
      await until(() => noted.length === n, { what: `try ${n}` });
    }
    expect(waits()).toEqual([0, 1_000, 5_000, 15_000]);
  });

  test('without its package says once which, and is asked in again every ten minutes', async () => {
    const { guest, passes, noted, clock } = unruly({ wants: 'a-package-of-nobody' });
    const alarm = vi.spyOn(clock, 'alarm');
    const from = clock.now();
    const triedAgain = (n: number) =>
      until(() => alarm.mock.calls.some(([at]) => at === from + n * 600_000), {
        what: `try ${n} to end`,
        context: () => JSON.stringify(noted),
      });
    guest.start();
    await triedAgain(1);
    const { because, missing } = guest.state();
    expect(because).toBe('the package a-package-of-nobody is not installed here. Run npm ci --prefix here');
    expect(missing).toEqual({ package: 'a-package-of-nobody', install: 'npm ci --prefix here' });
    passes(600_000);
    await triedAgain(2);
    expect(guest.state()).toMatchObject({ state: 'lost', because, missing, since: from });
    expect(noted).toEqual([{ what: 'a guest left and is asked in again', chat: 'unruly', because, waitMs: 600_000 }]);
  });

  test('leaves when we are killed', async () => {
    const at = (path: string): string => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);
    const host = `
      import { systemClock } from ${at('adapters/clock/system.ts')};
      import { guestProcesses } from ${at('adapters/guest/guest-process.ts')};
      const invite = guestProcesses({ clock: systemClock, noted: () => {}, env: {} });
      const guest = invite({ name: 'unruly', module: new URL(${at('test/harness/unruly-guest.ts')}), told: {}, env: [], answers: {} });
      guest.start();
      console.log('guest', await guest.call('pid', null));`;
    const child = startChild(process.execPath, ['--input-type=module', '-e', host], {});
    const pid = await until(() => /guest (?<pid>\d+)/u.exec(child.output())?.groups?.['pid'], {
      what: 'the guest',
      context: () => child.output(),
    });
    expect(isAlive(Number(pid))).toBe(true);
    await child.stop('SIGKILL');
    await until(() => !isAlive(Number(pid)), { what: 'the guest to leave' });
  });

  test('that was sent away stays away', async () => {
    const { guest, passes } = unruly();
    guest.start();
    await isIn(guest);
    await guest.stop('somebody else has it');
    passes(120_000);
    expect(guest.state()).toMatchObject({ state: 'off', because: 'somebody else has it' });
  });
});
