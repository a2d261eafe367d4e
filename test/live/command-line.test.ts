import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = tempFolder('command-line');
const data = join(folder.path, 'data');
const firm = join(folder.path, 'firm');
let tocsin: Tocsin;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line as people run it, in a process of its own. */
function run(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const surroundings = {
    PATH: process.env['PATH'] ?? '',
    LANG: 'en',
    TOCSIN_DATA: data,
    TOCSIN_URL: tocsin.origin,
    TOCSIN_AS: 'ana',
    ...env,
  };
  return new Promise((done) =>
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(root, 'app/cli.ts'), ...args],
      { env: surroundings },
      (e, out, err) => done({ code: e ? Number(e.code) : 0, out, err }),
    ),
  );
}

const person = (displayName: string): string => `{ kind: person, name: ana, spec: { displayName: ${displayName}, roles: [admin] } }\n`;

beforeAll(async () => {
  mkdirSync(firm);
  writeFileSync(join(firm, 'firm.yaml'), person('Ana'));
  tocsin = await startTocsin({ dataDir: data });
});
afterAll(async () => {
  await tocsin.stop();
  folder.remove();
});

describe('tocsin config', () => {
  test('plan says what would change, apply keeps it, and a second plan finds nothing', async () => {
    const plan = await run(['config', 'plan', firm]);
    expect([plan.code, plan.out]).toEqual([
      0,
      expect.stringMatching(/person\/ana \(new\)[\s\S]*\+ {3}displayName: Ana[\s\S]*1 to change, 0 the same/u),
    ]);
    expect((await run(['config', 'apply', firm])).out).toContain('1 kept');
    expect((await run(['config', 'plan', firm])).out).toContain('0 to change, 1 the same');
  });
  test('diff says what the last change was, export prints what a directory could hold', async () => {
    writeFileSync(join(firm, 'firm.yaml'), person('Anna'));
    await run(['config', 'apply', firm]);
    expect((await run(['config', 'diff'])).out).toMatch(
      /person\/ana .*person:ana\n[\s\S]*- {3}displayName: Ana\n *\+ {3}displayName: Anna/u,
    );
    const { out } = await run(['config', 'export']);
    writeFileSync(join(firm, 'firm.yaml'), out);
    expect((await run(['config', 'plan', firm])).out).toContain('0 to change');
  });
  test('an error in the directory is named with its line, and nothing is kept', async () => {
    writeFileSync(join(firm, 'firm.yaml'), '{ kind: person, name: ana, spec: { locale: klingon } }');
    const { code, err } = await run(['config', 'apply', firm]);
    expect([code, err]).toEqual([1, expect.stringContaining('firm.yaml:1:')]);
  });
});

test('tocsin incident export prints the story, and a wrong number is refused', async () => {
  await run(['incident', 'declare', 'Orders are rejected']);
  const { out } = await run(['incident', 'export', '1']);
  expect(out).toMatch(/^# INC-\d+-001 Orders are rejected\n/u);
  const file = join(folder.path, 'story.md');
  await run(['incident', 'export', '1', '--output', file]);
  expect(readFileSync(file, 'utf8').trim()).toBe(out.trim());
  expect((await run(['incident', 'export', '77'])).code).toBe(1);
});

describe('tocsin doctor', () => {
  test('asks the running one', async () => {
    const { code, out } = await run(['doctor', '--json']);
    const report = JSON.parse(out) as { running: boolean; ok: boolean; checks: { id: string; verdict: string }[] };
    expect([report.running, code]).toEqual([true, report.ok ? 0 : 1]);
    expect(report.checks.find(({ id }) => id === 'database')).toMatchObject({ verdict: 'well' });
  });
  test('without one looks at what can be seen from here, in the language of the terminal', async () => {
    const { code, out } = await run(['doctor'], {
      TOCSIN_URL: 'http://127.0.0.1:9',
      TOCSIN_DATA: join(folder.path, 'none'),
      LANG: 'zh_CN.UTF-8',
    });
    expect([code, out]).toEqual([0, expect.stringContaining('没有 Tocsin 在运行')]);
    expect(existsSync(join(folder.path, 'none'))).toBe(false);
  });
  test('without one knows what was kept in the console, beside a folder of files', async () => {
    const [kept, files] = [join(folder.path, 'kept'), join(folder.path, 'files')];
    for (const each of [kept, files]) mkdirSync(each);
    writeFileSync(join(kept, 'firm.yaml'), '{ kind: firm, name: harbour, spec: { zone: Asia/Shanghai } }');
    writeFileSync(join(files, 'people.yaml'), '{ kind: person, name: bo, spec: { displayName: Bo } }');
    const before = await startTocsin({ dataDir: join(folder.path, 'earlier') });
    expect((await run(['config', 'apply', kept], { TOCSIN_URL: before.origin })).code).toBe(0);
    await before.stop();
    const alone = { TOCSIN_URL: 'http://127.0.0.1:9', TOCSIN_CONFIG: files };
    expect((await run(['doctor'], { ...alone, TOCSIN_DATA: join(folder.path, 'earlier') })).out).not.toContain('no time zone');
    expect((await run(['doctor'], { ...alone, TOCSIN_DATA: join(folder.path, 'none') })).out).toContain('no time zone');
  });
  test('a key that others can read is wrong, and --fix mends it', async () => {
    const key = join(data, 'tocsin.key');
    chmodSync(data, 0o755);
    chmodSync(key, 0o644);
    expect(await run(['doctor'])).toMatchObject({ code: 1, out: expect.stringContaining('✗ Data folder and key') as string });
    expect((await run(['doctor', '--fix'])).out).toContain('chmod 600');
    expect([statSync(key).mode & 0o777, statSync(data).mode & 0o777]).toEqual([0o600, 0o700]);
  });
});

describe('tocsin backup and restore', () => {
  const file = join(folder.path, 'one.backup');
  const titles = async (): Promise<string> => (await run(['incident', 'list', '--json'])).out;

  test('a backup of the running one is whole, and is never written over', async () => {
    const { code, out } = await run(['backup', file]);
    expect([code, out]).toEqual([0, expect.stringContaining('whole')]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await run(['backup', file])).toMatchObject({ code: 1, err: expect.stringContaining('is there already') as string });
  });
  test('restore refuses while it runs, and what is no backup', async () => {
    expect(await run(['restore', file])).toMatchObject({ code: 1, err: expect.stringContaining('is in use by process') as string });
    await run(['incident', 'declare', 'Later than the backup']);
    await tocsin.kill9();
    const torn = join(folder.path, 'torn.backup');
    writeFileSync(torn, readFileSync(file).subarray(0, 40_000));
    expect((await run(['restore', torn])).code).toBe(1);
    writeFileSync(torn, 'hello');
    expect(await run(['restore', torn])).toMatchObject({ code: 1, err: expect.stringContaining('not a whole database') as string });
  });
  test('after kill -9 it brings back what was, and keeps what it replaced', async () => {
    expect(await run(['restore', file])).toMatchObject({ code: 0, out: expect.stringContaining('What was there is now') as string });
    await tocsin.restart();
    expect(await titles()).toContain('Orders are rejected');
    expect(await titles()).not.toContain('Later than the backup');
    const aside = readdirSync(data).find((name) => /before-[\dTZ-]+$/u.test(name));
    await tocsin.kill9();
    expect((await run(['restore', join(data, aside ?? '')])).code).toBe(0);
    await tocsin.restart();
    await until(async () => (await titles()).includes('Later than the backup'), { what: 'what was replaced to be back' });
  });
  test('on PostgreSQL it says which tool to use', async () => {
    const { code, err } = await run(['backup', join(folder.path, 'two.backup')], { DATABASE_URL: 'postgres://u:p@127.0.0.1:9/x' });
    expect([code, err]).toEqual([1, expect.stringContaining('pg_dump')]);
  });
});
