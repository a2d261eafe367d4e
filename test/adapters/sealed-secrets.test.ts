import { expect, onTestFinished, test } from 'vitest';
import { join } from 'node:path';
import type { StoreEngine } from '../../adapters/store/engine.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { openStore } from '../../adapters/store/store.ts';
import { Seal } from '../../app/access/seal.ts';
import type { SlackChat } from '../../domain/chat/slack-chat.ts';
import { Carrier } from '../../domain/people/carrier.ts';
import { kinds, secretFields, type Kind } from '../../domain/resource/kinds.ts';
import type { Resource } from '../../domain/resource/resource.ts';
import { isUnreadable } from '../../domain/resource/unreadable.ts';
import type { Store } from '../../ports/store.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const t0 = Date.parse('2026-11-23T01:30:00Z');
const audit = { at: t0, by: 'person:ana', via: 'console', what: 'resource.kept', outcome: 'done', data: {} } as const;
const doc = (kind: Kind, name: string, spec: object): Resource => ({ kind, name, spec: kinds[kind].parse(spec) }) as Resource;

const slack = (botToken = 'xoxb-canary'): Resource =>
  doc('chat', 'slack', { type: 'slack', botToken, appToken: 'xapp-canary', roomName: 'war-{n}' });
const prom = doc('integration', 'prom', { source: 'alertmanager', key: 'key-canary' });
const robot = doc('channel', 'ops', { platform: 'robot', robot: 'dingtalk', url: 'https://127.0.0.1/canary', secret: 'SEC-canary' });
const pbx: Resource = {
  kind: 'carrier',
  name: 'pbx',
  spec: Carrier.parse({ type: 'twilio', accountSid: 'AC0123456789', authToken: 'auth-canary', from: '+14155550100' }),
};
const all = [slack(), prom, robot, pbx];

/** A file that can be opened again and again, with the key of the moment. */
function aFile() {
  const folder = tempFolder('sealed');
  onTestFinished(() => folder.remove());
  return async <T>(work: (store: Store, engine: StoreEngine) => Promise<T>, key = 'a key of sixteen and more'): Promise<T> => {
    const engine = openSqlite(join(folder.path, 'tocsin.db'));
    const store = await openStore(engine, { clock: new HandClock(t0), dayOf: () => 'INC-20261123', seal: new Seal(key) });
    try {
      return await work(store, engine);
    } finally {
      await store.close();
    }
  };
}

const rowsOf = (engine: StoreEngine) => engine.read.selectFrom('resource').selectAll().orderBy('kind').orderBy('version').execute();
const slackSpec = (store: Store) => store.resources().get('chat', 'slack')?.spec as SlackChat | undefined;

test('what is typed at the console lies sealed, for every kind with a secret, and is read as it was typed, after a restart too', async () => {
  const open = aFile();
  expect(all.map(({ kind }) => kind).toSorted()).toEqual(Object.keys(secretFields).toSorted());
  await open(async (store, engine) => {
    await store.keepResources(all, audit);
    expect(JSON.stringify(await rowsOf(engine))).not.toContain('canary');
    expect(store.resources().list).toEqual(expect.arrayContaining(all));
    await store.keepResources(all, audit);
    expect(await rowsOf(engine)).toHaveLength(4);
  });
  await open(async (store) => expect(store.resources().list).toEqual(expect.arrayContaining(all)));
});

test('what is taken away leaves no secret behind, and what changes is a version of its own', async () => {
  const open = aFile();
  await open(async (store, engine) => {
    await store.keepResources([slack()], audit);
    await store.keepResources([slack('xoxb-another-canary')], audit);
    expect(slackSpec(store)).toMatchObject({ botToken: 'xoxb-another-canary', appToken: 'xapp-canary' });
    await store.dropResource(slack(), audit);
    expect((await rowsOf(engine)).map(({ version, gone }) => [version, gone])).toEqual([
      [1, 0],
      [2, 0],
      [3, 1],
    ]);
    expect(JSON.stringify([await rowsOf(engine), await store.upkeep.versions({ limit: 9 })])).not.toContain('canary');
  });
});

test('what was written before secrets were sealed is read, and sealed at the next start', async () => {
  const open = aFile();
  await open(async (store, engine) => {
    await store.keepResources([slack()], audit);
    const spec = JSON.stringify(slack().spec);
    await engine.commit(async (tx) => void (await tx.updateTable('resource').set({ spec }).execute()));
    expect(JSON.stringify(await rowsOf(engine))).toContain('canary');
  });
  await open(async (store, engine) => {
    expect(slackSpec(store)).toEqual(slack().spec);
    expect(JSON.stringify(await rowsOf(engine))).not.toContain('canary');
  });
});

test('with another key they are not there, each its own, while all else goes on; the key of before brings them back', async () => {
  const open = aFile();
  await open((store) => store.keepResources(all, audit));
  await open(async (store) => {
    const spec = slackSpec(store);
    expect([isUnreadable(spec?.botToken), spec?.roomName]).toEqual([true, 'war-{n}']);
    expect(spec?.botToken).not.toBe(spec?.appToken);
    expect(isUnreadable(store.resources().get('integration', 'prom')?.spec.key)).toBe(true);
  }, 'quite another key');
  await open(async (store) => expect(slackSpec(store)).toEqual(slack().spec));
});

test('what is sealed for one place opens at no other', async () => {
  const open = aFile();
  await open(async (store, engine) => {
    await store.keepResources([slack(), prom], audit);
    const [chat] = await rowsOf(engine);
    const { botToken } = JSON.parse(chat?.spec ?? '{}') as { botToken: object };
    const spec = JSON.stringify({ ...prom.spec, key: botToken });
    await engine.commit(async (tx) => void (await tx.updateTable('resource').set({ spec }).where('kind', '=', 'integration').execute()));
  });
  await open(async (store) => expect(isUnreadable(store.resources().get('integration', 'prom')?.spec.key)).toBe(true));
});

test('what a file says is left to the file: every process reads it there', async () => {
  const open = aFile();
  const written = { ...slack(), origin: { file: 'slack.yaml', line: 1 } } as Resource;
  await open((store) => store.saveResources([written]));
  await open(async (store) => expect(slackSpec(store)).toEqual(slack().spec), 'quite another key');
});
