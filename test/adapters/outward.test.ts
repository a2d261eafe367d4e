import { expect, onTestFinished, test, vi } from 'vitest';
import { outwardHttp } from '../../adapters/outward/http.ts';
import { isRefused } from '../../adapters/outward/refused.ts';
import { UnansweredError } from '../../ports/errors.ts';
import { HttpDoor, type Trouble } from '../emulators/http-door.ts';

vi.mock('node:dns', async (original) => {
  const real = await original<typeof import('node:dns')>();
  const names: Record<string, string[]> = { 'rebound.example': ['127.0.0.1', '169.254.169.254'], 'cloud.example': ['100.100.100.200'] };
  const faked = (host: string, options: object, done: (e: Error | null, found: unknown) => void): void => {
    const known = names[host];
    if (known)
      done(
        null,
        known.map((address) => ({ address, family: 4 })),
      );
    else real.lookup(host, { ...options, all: true }, done);
  };
  return { ...real, lookup: faked };
});

async function door(...troubles: Trouble[]) {
  const it = new HttpDoor(() => ({ body: 'well' }));
  it.goesWrong(...troubles);
  await it.listen();
  onTestFinished(() => it.stop());
  return it;
}
const call = (url: string) => outwardHttp({ patienceMs: 400, maxBytes: 1_000 })({ who: 'test', method: 'POST', url, body: '{}' });

test('a firm’s own systems are called, by address or by name', async () => {
  const it = await door();
  expect(await call(it.origin)).toMatchObject({ status: 200, text: 'well' });
  expect(await call(it.origin.replace('127.0.0.1', 'localhost'))).toMatchObject({ status: 200 });
  expect(it.asked.map((a) => a.body.toString())).toEqual(['{}', '{}']);
});

test.each([
  'http://169.254.169.254/latest/meta-data',
  'http://0xa9fea9fe/',
  'http://2852039166/',
  'http://[::ffff:169.254.169.254]/',
  'http://[fe80::1]/',
  'http://[fd00:ec2::254]/',
  'http://100.100.100.200/latest',
  'http://user@169.254.169.254/',
  'http://rebound.example/',
  'https://cloud.example/',
])('%s is never called', async (url) => {
  await expect(call(url)).rejects.toMatchObject({ failure: 'forbidden', message: expect.stringMatching(/^test: .+ metadata address/u) });
});

test.each([
  ['10.0.0.1', false],
  ['127.0.0.1', false],
  ['::1', false],
  ['169.254.0.1', true],
  ['febf::1', true],
  ['fec0::1', false],
])('%s is refused: %s', (address, is) => expect(isRefused(address)).toBe(is));

test('a redirect is an answer like any other', async () => {
  const it = await door({ status: 302, headers: { location: 'http://169.254.169.254/' } });
  expect(await call(it.origin)).toMatchObject({ status: 302 });
  expect(it.asked).toHaveLength(1);
});

test('too much and too late are ended', async () => {
  const it = await door({ body: 'x'.repeat(5_000) }, 'hangs');
  await expect(call(it.origin)).rejects.toMatchObject({ failure: 'invalid', message: expect.stringContaining('more than 1000 bytes') });
  await expect(call(it.origin)).rejects.toMatchObject({
    failure: 'transient',
    message: expect.stringContaining('did not answer in 0.4 s'),
  });
});

test.each(['hangs', 'breaks', 'late'] as const)('where it %s after it was reached, it may have taken effect', async (trouble) => {
  const it = await door(trouble);
  await expect(call(it.origin)).rejects.toBeInstanceOf(UnansweredError);
});

test('where it was never reached, nothing has taken effect', async () => {
  const it = await door();
  const { origin } = it;
  await it.stop();
  const error = await call(origin).catch((e: unknown) => e);
  expect(error).toMatchObject({ failure: 'transient' });
  expect(error).not.toBeInstanceOf(UnansweredError);
});

test('an error names the host, and none of the keys in an address', async () => {
  const error = await call('http://127.0.0.1:1/hook/key-canary?token=canary').catch((e: unknown) => e as Error);
  expect((error as Error).message).toMatch(/^test: 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/u);
  expect((error as Error).stack).not.toContain('canary');
});
