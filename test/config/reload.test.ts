import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { configErrorText } from '../../config/config-error.ts';
import { load } from '../../config/load.ts';
import { watchConfig, type Reload } from '../../config/reload.ts';

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

async function watching(files: Record<string, string>, times: { settleMs?: number; pollMs?: number } = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-reload-'));
  cleanUp.push(() => rm(directory, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFile(join(directory, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const told: string[] = [];
  const again = () => load(directory, { env: {} });
  const reload: Reload = watchConfig({
    directory,
    loaded: await again(),
    load: again,
    onGood: (r) =>
      told.push(
        `good: ${r
          .all('person')
          .map((p) => p.name)
          .join(' ')}`,
      ),
    onBad: (errors) => told.push(`bad: ${errors.map(configErrorText).join(' | ')}`),
    ...times,
  });
  cleanUp.push(() => reload.close());
  return { directory, write, told, reload };
}

const ana = '{ kind: person, name: ana, spec: {} }';
const bo = '{ kind: person, name: bo, spec: {} }';
const never = { settleMs: 60_000, pollMs: 60_000 };

test('a good change comes into force, a bad one leaves the old and is told once, the repair is told again', async () => {
  const { write, told, reload, directory } = await watching({ 'a.yaml': ana }, never);
  await reload.check();
  expect(told).toEqual([]);
  await write('b.yaml', bo);
  await reload.check();
  await write('a.yaml', '{ kind: person, name: ana, spec: { x: 1 }');
  await reload.check();
  await write('c.yaml', '# more');
  await reload.check();
  await write('a.yaml', ana);
  await reload.check();
  expect(told).toEqual([
    'good: ana bo',
    'bad: a.yaml:1:42: is not valid YAML: flow map must end with a }; check the indentation, quotes and brackets here',
    'good: ana bo',
  ]);
  await rm(directory, { recursive: true });
  await reload.check();
  expect(told.at(-1)).toBe(`bad: ${directory}:1:1: cannot be read (ENOENT); check that it is there and that Tocsin may read it`);
});

test('what says the same is not told: a comment, a moved document, a touched file', async () => {
  const { write, told, reload } = await watching({ 'a.yaml': `${ana}\n---\n${bo}` }, never);
  await write('a.yaml', `# ana\n${ana}`);
  await write('b.yaml', bo);
  await reload.check();
  expect(told).toEqual([]);
});

test('a secret file is watched too', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'tocsin-secret-'));
  cleanUp.push(() => rm(elsewhere, { recursive: true }));
  await writeFile(join(elsewhere, 'key'), 'one');
  const { told, reload } = await watching(
    { 'a.yaml': `{ kind: integration, name: p, spec: { source: generic, key: 'file:${elsewhere}/key' } }` },
    never,
  );
  await reload.check();
  await writeFile(join(elsewhere, 'key'), 'three');
  await reload.check();
  expect(told).toEqual(['good: ']);
});

test.each([
  ['by file events', { settleMs: 20, pollMs: 60_000 }],
  ['by looking', { settleMs: 60_000, pollMs: 20 }],
])('a change is found %s alone, and never after close', async (_how, times) => {
  const { write, told, reload } = await watching({ 'a.yaml': ana }, times);
  await write('b.yaml', bo);
  await vi.waitFor(() => expect(told).toEqual(['good: ana bo']), { timeout: 5000 });
  reload.close();
  await write('c.yaml', '}{');
  await reload.check();
  expect(told).toEqual(['good: ana bo']);
});
