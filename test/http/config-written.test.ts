import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { anApp, type Answer } from './an-app.ts';

interface Written {
  readonly resources: readonly {
    readonly kind: string;
    readonly name: string;
    readonly base: number;
    readonly file: string | null;
    readonly yaml: string;
  }[];
}
interface Kept {
  readonly ok: boolean;
  readonly because: string;
  readonly issues: readonly { line: number; message: string }[];
  readonly now: { readonly base: number; readonly yaml: string };
}

describe('the configuration as people write it', () => {
  const app = anApp();
  const written = async (name: string) => (await app.get<Written>('/api/v1/config/written')).body.resources.find((r) => r.name === name);
  const write = (yaml: string, base?: number): Promise<Answer<Kept>> =>
    app.post<Kept>('/api/v1/config/written', { body: { yaml, base }, headers: { 'tocsin-as': 'ana', 'accept-language': 'en' } });

  test('is shown as YAML, with where it is written and no secret', async () => {
    expect(await written('ana')).toMatchObject({
      file: 'firm.yaml:2',
      base: 1,
      yaml: expect.stringContaining('displayName: 安娜') as string,
    });
    expect((await written('prom-sh1'))?.yaml).toContain('key: …');
    expect(JSON.stringify((await app.get('/api/v1/config/written')).body)).not.toContain('let-me-in');
  });
  test('an error is named with its line, and nothing is kept', async () => {
    const { status, body } = await write('kind: person\nname: zoe\nspec:\n  locale: klingon\n');
    expect([status, body.issues[0]?.line, await written('zoe')]).toEqual([400, 4, undefined]);
    expect((await write('kind: person\nname: [')).status).toBe(400);
    expect((await write('')).status).toBe(400);
  });
  test('two who write the same: the second is told what it says now, and nothing of it is lost', async () => {
    expect((await write('kind: person\nname: zoe\nspec: { displayName: Zoe }\n', 0)).status).toBe(200);
    const base = (await written('zoe'))?.base ?? 0;
    expect((await write('kind: person\nname: zoe\nspec: { displayName: Zoe Wang }\n', base)).status).toBe(200);
    const second = await write('kind: person\nname: zoe\nspec: { displayName: Zoe Lin }\n', base);
    expect([second.status, second.body.now.base]).toEqual([409, base + 1]);
    expect(second.body.now.yaml).toContain('Zoe Wang');
    expect((await write('kind: person\nname: zoe\nspec: { displayName: Zoe Lin }\n', second.body.now.base)).status).toBe(200);
  });
  test('what a file says is changed in the file', async () => {
    const { status, body } = await write('kind: person\nname: ana\nspec: {}\n');
    expect([status, body.because]).toEqual([409, expect.stringContaining('firm.yaml:2')]);
  });
  test('the history says what was before, what came, and by whom or from which file', async () => {
    const { changes } = (
      await app.get<{ changes: { name: string; by: string | null; file: string | null; lines: { sign: string; text: string }[] }[] }>(
        '/api/v1/config/history',
      )
    ).body;
    expect(changes.find((c) => c.name === 'ana')).toMatchObject({ by: null, file: 'firm.yaml:2' });
    const zoe = changes.filter((c) => c.name === 'zoe');
    expect(zoe.map((c) => c.by)).toEqual(['person:ana', 'person:ana', 'person:ana']);
    expect(zoe[0]?.lines.filter(({ sign }) => sign !== ' ').map(({ sign, text }) => sign + text.trim())).toEqual([
      '-displayName: Zoe Wang',
      '+displayName: Zoe Lin',
    ]);
  });
  test('a plan changes nothing, and says what would', async () => {
    const documents = [
      { kind: 'person', name: 'zoe', spec: { displayName: 'Z' } },
      { kind: 'person', name: 'new', spec: {} },
      { kind: 'person', name: 'ana', spec: {} },
    ];
    const { body } = await app.post<{ changes: { name: string; change: string }[] }>('/api/v1/config/plan', { body: { documents } });
    expect(body.changes.map((c) => `${c.name} ${c.change}`)).toEqual(['zoe change', 'new add', 'ana file']);
    expect(await written('new')).toBeUndefined();
  });
  test('leaves as YAML without its secrets, and with them only when they are asked for, which is written down', async () => {
    const without = (await app.get<string>('/api/v1/config/export')).body;
    expect([without.includes('let-me-in'), without.includes('${INTEGRATION_PROM_SH1_KEY}')]).toEqual([false, true]);
    expect((await app.get<string>('/api/v1/config/export?secrets=1')).body).toContain('let-me-in');
    expect((await app.get<{ rows: { what: string }[] }>('/api/v1/audit?what=config.exported')).body.rows).toHaveLength(1);
  });
});

describe('an emptied directory', () => {
  const app = anApp();
  const errors = async () => (await app.get<{ errors: { message: string; hint: string }[] }>('/api/v1/config')).body.errors;
  const people = async () => (await app.get<{ people: unknown[] }>('/api/v1/me')).body.people.length;
  let firm = '';
  beforeAll(() => (firm = readFileSync(join(app.configDirectory, 'firm.yaml'), 'utf8')));

  test('does not wipe the firm, and says how to confirm', async () => {
    for (const file of readdirSync(app.configDirectory)) rmSync(join(app.configDirectory, file));
    const [held] = await until(async () => ((await errors()).length > 0 ? errors() : null), { what: 'the hold', everyMs: 20 });
    expect([held?.message, held?.hint]).toEqual([
      expect.stringContaining('nothing is left of 9 resources'),
      expect.stringContaining('tocsin config reload --yes'),
    ]);
    expect(await people()).toBe(2);
    app.failures.splice(0);
  });
  test('confirmed, it does', async () => {
    expect((await app.post('/api/v1/config/reload', { body: {} })).status).toBe(200);
    await until(async () => (await people()) === 0, { what: 'the firm to be empty', everyMs: 20 });
    expect(await errors()).toEqual([]);
  });
  test('and the files put back are in force again', async () => {
    writeFileSync(join(app.configDirectory, 'firm.yaml'), firm);
    await until(async () => (await people()) === 2, { what: 'the firm', everyMs: 20 });
  });
});
