import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { show, skill } from '../harness/api.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

const yaml = `
{ kind: person, name: ana, spec: { displayName: Ana, locale: en } }
---
{ kind: person, name: bo, spec: { displayName: Bo, locale: en } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 0.05 }, { to: [{ person: bo }], delayMinutes: 5 }] } }
`;

let tocsin: Tocsin;
const config = tempFolder('config');
const data = tempFolder('data');

beforeAll(async () => {
  writeFileSync(join(config.path, 'tocsin.yaml'), yaml);
  tocsin = await startTocsin({ configDir: config.path, dataDir: data.path });
});

afterAll(async () => {
  await tocsin?.stop();
  config.remove();
  data.remove();
});

test('a running incident that is killed with -9 goes on where it was: one room, each page once, the due step fired once', async () => {
  const { incident } = await skill<{ incident: string }>(tocsin, 'incident/declare', { title: 'Killed', severity: 'SEV2' });
  await tocsin.kill9();
  await tocsin.restart();
  await until(async () => (await show(tocsin, incident)).pages.length === 2, {
    what: 'the second step after the restart',
    context: () => tocsin.output(),
  });
  await tocsin.kill9();
  await tocsin.restart();
  const after = await until(
    async () => {
      const i = await show(tocsin, incident);
      return i.pages.every((p) => p.state === 'sent') && i.rooms[0]?.state === 'open' && i;
    },
    { what: 'both pages and the room', context: () => tocsin.output() },
  );
  expect(after.rooms).toHaveLength(1);
  expect(after.pages.map((p) => p.person)).toEqual(['ana', 'bo']);
  expect(after.timeline.filter((l) => l.kind === 'incident.declared')).toHaveLength(1);
  expect(after.timeline.filter((l) => l.kind === 'people.called').map((l) => l.text)).toEqual(['Calling Ana', 'Calling Bo']);
  expect(after.timeline.filter((l) => l.kind === 'room.opened')).toHaveLength(1);
}, 60_000);

test('a second process on one SQLite file is refused with a sentence and exit code 78', async () => {
  const second = startTocsin({ configDir: config.path, dataDir: data.path });
  await expect(second).rejects.toThrow(/ended with 78[^]*is in use by process \d+\. One SQLite file serves one Tocsin/u);
});
