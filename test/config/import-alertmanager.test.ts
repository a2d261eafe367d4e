import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { alertmanagerConfig } from '../../app/http/alertmanager-config.ts';
import { configErrorText } from '../../config/config-error.ts';
import { importAlertmanager, type Imported } from '../../config/import-alertmanager.ts';
import { load } from '../../config/load.ts';
import { intervalTest } from '../../domain/alert/interval.ts';
import { allRoutes, receiverOf, routesOf, routeTree, type RouteNode } from '../../domain/alert/route.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import { dice } from '../harness/dice.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../fixtures/alertmanager');
const examples = readdirSync(folder);

async function withFile<T>(text: string, use: (path: string, directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'tocsin-import-'));
  try {
    writeFileSync(join(directory, 'a.yaml'), text);
    return await use(join(directory, 'a.yaml'), directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const loaded = (imported: Imported): Promise<Resources> =>
  withFile(imported.yaml, async (_path, directory) => {
    const { errors, resources } = await load(directory, { env: {} });
    expect(errors.map(configErrorText)).toEqual([]);
    return resources;
  });

const imported = (text: string): Imported => importAlertmanager(text, 'am.yml');
const said = ({ report, errors }: Imported): string[] => [...report, ...errors].map(configErrorText);
const yaml = (text: string): string => `route: { receiver: a }\nreceivers: [{ name: a, web_configs: [] }]\n${text}`;
const rootOf = async (text: string): Promise<RouteNode> => routeTree((await loaded(imported(text))).all('route'));

/** Values that the examples speak of, and some that they do not. */
const words: Record<string, readonly string[]> = {
  alertname: ['Watchdog', 'DiskFull', 'MemLow', 'Disk"Full', 'SiteDown', 'Mem\\Low'],
  team: ['trading', 'clearing', 'storage', 'desk'],
  severity: ['critical', 'error', 'warning', 'info', 'CRITICAL'],
  site: ['sh1', 'sh2', 'sh22', 'bj'],
  environment: ['prod', 'dev', 'test-3'],
  instance: ['db-1', 'db-123', 'web-7'],
};

function someLabels(roll: () => number): Record<string, string> {
  const chosen = Object.entries(words).flatMap(([name, values]) =>
    roll() < 0.6 ? [[name, values[Math.floor(roll() * values.length)] ?? ''] as const] : [],
  );
  return chosen.length > 0 ? Object.fromEntries(chosen) : { team: 'desk' };
}

describe.each(examples)('%s', (name) => {
  const file = join(folder, name);
  const mapping = importAlertmanager(readFileSync(file, 'utf8'), name);

  test('routes as amtool says that Alertmanager would', { timeout: 60_000 }, async () => {
    const tree = routeTree((await loaded(mapping)).all('route'));
    const roll = dice(7);
    const sets = Array.from({ length: 60 }, () => someLabels(roll));
    const theirs = async (labels: Record<string, string>): Promise<string> => {
      const args = Object.entries(labels).map(([label, value]) => `${label}="${value.replace(/["\\]/gu, '\\$&')}"`);
      const { stdout } = await run('amtool', ['config', 'routes', 'test', `--config.file=${file}`, ...args]);
      return stdout.trim();
    };
    const ours = (labels: Record<string, string>): string => {
      const receivers = new Map([...mapping.channels].map(([theirName, channel]) => [channel, theirName]));
      return routesOf(tree, labels)
        .map((node) => receivers.get(receiverOf(node)))
        .join(',');
    };
    const answers: [labels: object, receivers: string][] = [];
    for (let i = 0; i < sets.length; i += 6)
      answers.push(...(await Promise.all(sets.slice(i, i + 6).map(async (labels) => [labels, await theirs(labels)] as [object, string]))));
    expect(sets.map((labels) => [labels, ours(labels)])).toEqual(answers);
    expect(new Set(answers.map(([, receivers]) => receivers)).size, 'many ways are taken').toBeGreaterThan(1);
  });

  test('what the API says of it as an alertmanager.yml is one, and routes the same', async () => {
    const resources = await loaded(mapping);
    const exported = alertmanagerConfig(resources);
    await withFile(exported, async (path) => {
      const { stdout } = await run('amtool', ['check-config', path]);
      expect(stdout).toContain('SUCCESS');
    });
    const again = importAlertmanager(exported, 'again.yml');
    const [tree, other] = [routeTree(resources.all('route')), routeTree((await loaded(again)).all('route'))];
    const shape = (node: RouteNode): object[] => allRoutes(node).map(({ matches: _m, children: _c, ...rest }) => rest);
    expect(shape(other)).toEqual(shape(tree));
    const roll = dice(11);
    for (let i = 0; i < 100; i++) {
      const labels = someLabels(roll);
      expect(routesOf(other, labels).map((n) => n.id)).toEqual(routesOf(tree, labels).map((n) => n.id));
    }
    const hours = Array.from({ length: 400 }, (_, i) => Date.parse('2026-11-23T00:10:00Z') + i * 5 * 3_600_000);
    const held = (r: Resources): object[] => r.all('time-interval').map((i) => [i.name, hours.filter(intervalTest(i.spec, 'UTC'))]);
    expect(held(await loaded(again))).toEqual(held(resources));
  });

  test('says what was mapped with a change, with the line of each', () => {
    expect(mapping.errors).toEqual([]);
    expect(mapping.report.length).toBeGreaterThan(0);
    const text = readFileSync(file, 'utf8').split('\n');
    for (const { path, line, hint } of mapping.report) {
      const field = /[\w-]+$/u.exec(path)?.[0];
      expect(hint).not.toBe('');
      if (field) expect(text[line - 1]).toContain(field);
    }
    expect(JSON.stringify(mapping)).not.toMatch(/not-a-real-key|chat\.example|watchdog\.example/u);
  });
});

describe('the routes', () => {
  const text = `
route:
  receiver: a
  group_by: []
  group_wait: 1m30s
  routes:
    - { matchers: [x=1], receiver: b, group_by: [], repeat_interval: 10w, continue: on, mute_time_intervals: [n], active_time_intervals: [n] }
    - { matchers: ['x=~"(?i)a[b-d]"'], group_by: ['...'], group_interval: 1500ms }
    - { match: { x: '\${1}' } }
receivers: [{ name: a }, { name: b }]
time_intervals: [{ name: n, time_intervals: [{ weekdays: [Saturday] }, { weekdays: ['sunday:monday'], location: Asia/Tokyo }] }]`;
  test('keep waits, groups, continue and the intervals they are muted in', async () => {
    const root = await rootOf(text);
    expect(root).toMatchObject({ groupBy: [], groupWaitMs: 90_000, groupIntervalMs: 300_000, repeatMs: 14_400_000 });
    const both = ['n', 'n-asia-tokyo'];
    expect(root.children[0]).toMatchObject({ groupBy: [], repeatMs: 30 * 86_400_000, continue: true, muteIn: both, activeIn: both });
    expect(root.children[1]).toMatchObject({ groupBy: ['...'], groupIntervalMs: 1500, channel: 'a', muteIn: [] });
    expect(['AC', 'aB', 'a', 'ae'].map((x) => root.children[1]?.matches({ x }))).toEqual([true, true, false, false]);
    expect(root.children[2]?.matches({ x: '${1}' })).toBe(true);
  });
  test('a root that groups by nothing keeps one group', async () =>
    expect((await rootOf('route: { receiver: a }\nreceivers: [{ name: a }]')).groupBy).toEqual([]));
});

test('intervals hold when they did', async () => {
  const all = (
    await loaded(
      imported(
        yaml(`time_intervals:
  - { name: a, time_intervals: [{ times: [{ start_time: 09:00, end_time: 17:00 }], weekdays: ['Monday:friday'], months: [january, 'november:12'], days_of_month: ['-8:-1'], years: [2026] }] }
mute_time_intervals:
  - { name: b }`),
      ),
    )
  ).all('time-interval');
  const holds = (name: string, at: string): boolean =>
    intervalTest((all.find((i) => i.name === name) ?? expect.fail(name)).spec, 'Asia/Tokyo')(Date.parse(at));
  expect(holds('a', '2026-11-23T09:00:00Z')).toBe(true);
  expect(
    ['2026-11-22T09:00:00Z', '2026-11-23T17:00:00Z', '2026-11-20T10:00:00Z', '2027-11-29T10:00:00Z'].map((at) => holds('a', at)),
  ).toEqual([false, false, false, false]);
  expect(holds('b', '2026-11-23T09:00:00Z')).toBe(false);
});

describe('what cannot be kept is reported, and the rest loads', () => {
  test.each<[why: string, text: string, line: string | RegExp]>([
    [
      'a pattern that ours do not know',
      'route: { receiver: a, routes: [{ matchers: [\'x=~"(?U)a"\'] }] }\nreceivers: [{ name: a }]',
      /^am\.yml:1:32 route\.routes\[0\]: was left out with all that is below it/u,
    ],
    [
      'another resolve timeout',
      yaml('global: { resolve_timeout: 10m }'),
      /global\.resolve_timeout: was left out; let your sources send an end/u,
    ],
    ['an unknown field', yaml('tracing: {}'), /^am\.yml:3:1 tracing: is not known here and was left out/u],
    [
      'a span that is none',
      yaml('time_intervals: [{ name: n, time_intervals: [{ weekdays: [caturday] }] }]'),
      /time_intervals\[0\]\.time_intervals\[0\]: was left out: days\.0 /u,
    ],
    ['a clock of the machine', yaml('time_intervals: [{ name: n, time_intervals: [{ location: Local }] }]'), /counts in that of the firm/u],
    ['a rule without a source', yaml('inhibit_rules: [{ target_matchers: [a=b] }]'), /inhibit_rules\[0\]: has no matchers for its source/u],
    [
      'labels that both lack',
      yaml('inhibit_rules: [{ source_matchers: [b=c], target_matchers: [a=b], equal: [site] }]'),
      /inhibit_rules\[0\]\.equal: a label that neither alert has counts as equal/u,
    ],
    [
      'what is no duration',
      'route: { receiver: a, group_wait: soon }\nreceivers: [{ name: a }]',
      /route\.group_wait: "soon" is not a duration/u,
    ],
    [
      'names that ours may not have',
      'route: { receiver: "A!" }\nreceivers: [{ name: "A!" }, { name: "A?" }]',
      /receivers\[1\]\.name: "A\?" became the channel "a--2"/u,
    ],
  ])('%s', async (_why, text, line) => {
    const mapping = imported(text);
    await loaded(mapping);
    expect(said(mapping)).toContainEqual(expect.stringMatching(line));
  });
});

describe('what is no alertmanager.yml is refused with its line', () => {
  test.each<[why: string, text: string, line: string | RegExp]>([
    ['bad YAML', 'route:\n  receiver: "a\n', /^am\.yml:3:1: is not valid YAML: Missing closing "quote/u],
    ['nothing', '', /route: is missing|is a text, not a mapping|is empty/u],
    ['no route', 'receivers: []', 'am.yml:1:1 route: is missing; write its fields as key: value'],
    ['a list for a map', 'route: []', /^am\.yml:1:1 route: is a list, not a mapping/u],
    [
      'a misspelt receiver',
      'route: { receiver: dutty }\nreceivers: [{ name: duty }]',
      'am.yml:1:10 route.receiver: there is no receiver "dutty"; did you mean "duty"?',
    ],
    [
      'a misspelt interval',
      'route: { receiver: a, routes: [{ mute_time_intervals: [night] }] }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: nights, time_intervals: [{}] }]',
      /route\.routes\[0\]\.mute_time_intervals\[0\]: there is no time interval "night"; did you mean "nights"\?$/u,
    ],
    [
      'a root that is muted',
      'route: { receiver: a, mute_time_intervals: [n] }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: n }]',
      /route\.mute_time_intervals: is not allowed at the root/u,
    ],
    [
      'two receivers of one name',
      'route: { receiver: a }\nreceivers: [{ name: a }, { name: a }]',
      /^am\.yml:2:28 receivers\[1\]\.name: "a" is there twice/u,
    ],
    [
      'two intervals of one name',
      'route: { receiver: a }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: n }]\nmute_time_intervals: [{ name: n }]',
      /mute_time_intervals\[0\]\.name: "n" is there twice/u,
    ],
    [
      'a zone that is none',
      yaml('time_intervals: [{ name: n, time_intervals: [{ location: Mars/Base }] }]'),
      /time_intervals\[0\]: counts in "Mars\/Base", which is not a time zone/u,
    ],
    [
      'a group by nothing',
      'route: { receiver: a, group_by: [""] }\nreceivers: [{ name: a }]',
      /route: groupBy\[0\] is empty; write at least one character/u,
    ],
    ['a root without receiver', 'route: {}', /^am\.yml:1:1 route: has no receiver/u],
    ['an alias before its anchor', 'route: *a', /am\.yml:1:\d+/u],
  ])('%s', (_why, text, line) => {
    const mapping = imported(text);
    expect([mapping.yaml, mapping.errors.map(configErrorText)[0]]).toEqual([
      '',
      typeof line === 'string' ? line : expect.stringMatching(line),
    ]);
  });
});

test('a file with something wrong in it is refused, or what comes of it loads', { timeout: 60_000 }, async () => {
  const roll = dice(3);
  const texts = examples.map((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  let refused = 0;
  for (let i = 0; i < 300; i++) {
    const lines = [...(texts[i % texts.length] ?? [])];
    for (let n = 0; n < 3; n++) {
      const at = Math.floor(roll() * lines.length);
      const other = lines[Math.floor(roll() * lines.length)] ?? '';
      const cut = Math.floor(roll() * 60);
      const changes = [[], [lines[at], lines[at]], [other], [(lines[at] ?? '').slice(0, cut) + (lines[at] ?? '').slice(cut + 1)]];
      lines.splice(at, 1, ...((changes[Math.floor(roll() * changes.length)] ?? []) as string[]));
    }
    const mapping = imported(lines.join('\n'));
    if (mapping.errors.length > 0) refused++;
    else await loaded(mapping);
  }
  expect(refused).toBeGreaterThan(20);
});

test('on the command line documents go to stdout and the report to stderr', { timeout: 30_000 }, async () => {
  const cli = join(import.meta.dirname, '../../app/cli.ts');
  const { stdout, stderr } = await run(process.execPath, [cli, 'config', 'import', join(folder, 'small.yml')]);
  expect(stdout).toContain('kind: route');
  expect(stderr).toContain('small.yml:7:5 receivers[0]: "everybody" told nobody');
  await expect(run(process.execPath, [cli, 'config', 'import', join(folder, '../oncall-vectors.json')])).rejects.toThrow(
    /route: is missing/u,
  );
});
