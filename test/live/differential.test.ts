import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importAlertmanager } from '../../config/import-alertmanager.ts';
import { dice } from '../harness/dice.ts';
import { startAlertmanager } from '../harness/prometheus.ts';
import type { Server } from '../harness/server.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';

/* Debian's Alertmanager and Tocsin with that Alertmanager's configuration, imported, get the same requests; after each step both must answer
 * the same, but for ids and for moments that each takes from its own clock. Where Tocsin differs on purpose, `deliberate` below says so. */

const run = promisify(execFile);
const minute = 60_000;
const hour = 60 * minute;

const configuration = {
  route: {
    receiver: 'ops',
    group_by: ['alertname'],
    group_wait: '1s',
    routes: [
      { matchers: ['team="trading"'], receiver: 'trading', group_by: ['site', 'team'], continue: true },
      { matchers: ['severity=~"critical|error"'], receiver: 'duty', group_by: ['...'] },
      {
        match: { team: 'storage' },
        receiver: 'storage',
        group_by: ['site', 'severity'],
        routes: [{ match_re: { site: 'sh.' }, receiver: 'shanghai', continue: true }],
      },
      { matchers: ['site=""'], receiver: 'nowhere', mute_time_intervals: ['always'] },
    ],
  },
  receivers: ['ops', 'trading', 'duty', 'storage', 'shanghai', 'nowhere'].map((name) => ({ name })),
  inhibit_rules: [
    { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: ['site'] },
    { source_match: { alertname: 'SiteDown' }, target_match_re: { alertname: '.+' }, equal: ['site', 'team'] },
  ],
  time_intervals: [{ name: 'always', time_intervals: [{ times: [{ start_time: '00:00', end_time: '24:00' }] }] }],
};

let alertmanager: Server;
let tocsin: Tocsin;
const folder = tempFolder('imported');

beforeAll(async () => {
  const { yaml, errors } = importAlertmanager(JSON.stringify(configuration), 'alertmanager.json');
  expect(errors).toEqual([]);
  writeFileSync(join(folder.path, 'alertmanager.yaml'), yaml);
  [alertmanager, tocsin] = await Promise.all([startAlertmanager(configuration), startTocsin({ configDir: folder.path })]);
});
afterAll(async () => {
  await Promise.all([alertmanager.stop(), tocsin.stop()]);
  folder.remove();
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Answer = { status: number; body: Json };
type Pair<T> = readonly [theirs: T, ours: T];
const both = async <T>(ask: (origin: string, which: 0 | 1) => Promise<T>): Promise<Pair<T>> =>
  Promise.all([ask(alertmanager.origin, 0), ask(tocsin.origin, 1)]);

async function send(url: string, init: { method?: string; body?: unknown } = {}): Promise<Answer> {
  const body = init.body === undefined ? {} : { body: JSON.stringify(init.body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(url, { method: init.method ?? 'GET', ...body });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as Json) };
}

/** Ids of the same silence there and here, by the order in which it was made. */
const silences: Pair<string>[] = [];
const numberOf = (id: string, which: 0 | 1): string => `silence ${silences.findIndex((pair) => pair[which] === id)}`;

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/u;

/** Ids become numbers, sets are sorted, and one instant of another is the same when at most two seconds apart. */
function plain(value: Json, which: 0 | 1, field = ''): Json {
  if (Array.isArray(value)) {
    const all = value.map((v) => plain(v, which, field));
    return field === 'silencedBy' ? all.map(String).toSorted() : field === 'inhibitedBy' ? [all.length > 0] : all;
  }
  if (value !== null && typeof value === 'object') {
    const own = Object.entries(value).filter(([name, v]) => !deliberate.fields.has(name) && !(field === 'annotations' && v === ''));
    return Object.fromEntries(own.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, v]) => [name, plain(v, which, name)]));
  }
  return (field === 'id' || field === 'silencedBy') && typeof value === 'string' ? numberOf(value, which) : value;
}

/** Ours with their instants where these are close. */
function withTheirTimes(ours: Json, theirs: Json): Json {
  if (typeof ours === 'string' && typeof theirs === 'string' && instant.test(ours) && instant.test(theirs))
    return Math.abs(Date.parse(ours) - Date.parse(theirs)) <= 2000 ? theirs : ours;
  if (Array.isArray(ours)) return ours.map((v, i) => withTheirTimes(v, Array.isArray(theirs) ? (theirs[i] ?? null) : null));
  if (ours === null || typeof ours !== 'object') return ours;
  const other = theirs !== null && typeof theirs === 'object' && !Array.isArray(theirs) ? theirs : {};
  return Object.fromEntries(Object.entries(ours).map(([name, v]) => [name, withTheirTimes(v, other[name] ?? null)]));
}

/** Where Tocsin is another on purpose. Besides these: annotations without a text are not kept, and all alerts that inhibit one are named, not
 *  only the first that is found. */
const deliberate = {
  /** When it was heard, each by its own clock. */
  fields: new Set(['updatedAt']),
  /** Alertmanager's framework answers 422 for what its schema refuses, and 500 for a silence that is not there; ours are 400 and 404. */
  isSameStatus: (theirs: number, ours: number): boolean => theirs === ours || (theirs >= 400 && ours >= 400 && ours < 500),
};

/** Alertmanager groups and inhibits a moment after it has answered, so both are asked until they agree. */
async function agree(what: string, path: string): Promise<void> {
  const look = async (): Promise<Pair<Json>> => {
    const [theirs, ours] = await both((origin) => send(`${origin}${path}`));
    expect(deliberate.isSameStatus(theirs.status, ours.status), `${path}: ${theirs.status} and ${ours.status}`).toBe(true);
    if (theirs.status >= 400) return [null, null];
    const expected = plain(theirs.body, 0);
    return [expected, withTheirTimes(plain(ours.body, 1), expected)];
  };
  const same = async () => {
    const [theirs, ours] = await look();
    return JSON.stringify(theirs) === JSON.stringify(ours);
  };
  await until(same, { what, timeoutMs: 3000, everyMs: 20 }).catch(() => undefined);
  const [theirs, ours] = await look();
  expect(ours, `${what}: ${path}`).toEqual(theirs);
}

const words = {
  alertname: ['DiskFull', 'Rejected', 'SiteDown', 'Slow'],
  team: ['trading', 'storage', 'desk'],
  severity: ['critical', 'error', 'warning', 'info'],
  site: ['sh1', 'sh2', 'bj', ''],
  job: ['node', ''],
  instance: ['db-1', 'db-2'],
} as const;
type Labels = Record<string, string>;

const nonEmpty = (labels: Labels): (string | undefined)[] => Object.keys(words).map((name) => labels[name] || undefined);

/** What was said of each set of labels. */
const spans = new Map<string, { labels: Labels; startsAt: number; isOver: boolean }>();

/** A round of random steps, the same for the same seed. */
class Round {
  readonly #roll: () => number;
  /** No two silences end at the same time: their order would be a matter of chance. */
  #silenceEnd = 3 * hour;
  #steps = 0;

  constructor(seed: number) {
    this.#roll = dice(seed);
  }

  pick<T>(all: readonly T[]): T {
    return all[Math.floor(this.#roll() * all.length)] as T;
  }
  chance(share: number): boolean {
    return this.#roll() < share;
  }

  #labels(): Labels {
    const names = Object.keys(words) as (keyof typeof words)[];
    return Object.fromEntries(names.filter((n) => n === 'alertname' || this.chance(0.7)).map((n) => [n, this.pick(words[n])]));
  }

  #alert(labels: Labels): object {
    const key = JSON.stringify(nonEmpty(labels));
    const last = spans.get(key);
    // A firing that claims to have begun before the end we were told of is for five minutes an old message come late to Tocsin.
    const startsAt = last && !last.isOver ? last.startsAt : Date.now() - Math.floor(last ? 0 : this.#roll() * 10 * minute);
    spans.set(key, { labels, startsAt, isOver: false });
    // Who gives an end gives one each time: Alertmanager keeps a given end over one hearing without any, Tocsin over all.
    const end = labels['team'] === 'storage' ? { endsAt: iso(Date.now() + (2 + Math.floor(this.#roll() * 5)) * hour) } : {};
    // The address stays: Tocsin takes a new one only together with a change that people see.
    const annotations = this.chance(0.5) ? { annotations: { summary: `step ${this.#steps}`, empty: '' } } : {};
    return { labels, startsAt: iso(startsAt), ...end, ...annotations, generatorURL: `http://prom/graph?g0=${labels['alertname']}` };
  }

  async fires(): Promise<void> {
    const alerts = Array.from({ length: 1 + Math.floor(this.#roll() * 4) }, () => this.#alert(this.#labels()));
    if (this.chance(0.1)) alerts.push({ labels: { alertname: '' } });
    await this.#post('/api/v2/alerts', alerts);
  }

  async firesAgain(): Promise<void> {
    const known = [...spans.values()].filter((one) => !one.isOver);
    if (known.length > 0) await this.#post('/api/v2/alerts', [this.#alert(this.pick(known).labels)]);
  }

  async resolves(): Promise<void> {
    const [key, one] = this.pick([...spans].filter(([, { isOver }]) => !isOver)) ?? [];
    if (!key || !one) return;
    spans.set(key, { ...one, isOver: true });
    await this.#post('/api/v2/alerts', [{ labels: one.labels, startsAt: iso(one.startsAt), endsAt: iso(Date.now() - 1) }]);
    if (this.chance(0.4)) await this.#post('/api/v2/alerts', [this.#alert(one.labels)]);
  }

  #matchers(): object[] {
    return Array.from({ length: 1 + Math.floor(this.#roll() * 2) }, () => {
      const name = this.pick(Object.keys(words) as (keyof typeof words)[]);
      const isRegex = this.chance(0.5);
      const [one, other] = [this.pick(words[name]), this.pick(words[name])];
      return { name, value: isRegex ? `${one}|${other}.*` : one, isRegex, isEqual: this.chance(0.6) };
    });
  }

  async silences(given: object = {}): Promise<void> {
    this.#silenceEnd += minute;
    const startsAt = iso(Date.now() + (this.chance(0.3) ? hour + silences.length * minute : this.chance(0.2) ? -hour : 0));
    const endsAt = iso(Date.now() + this.#silenceEnd);
    const body = { matchers: this.#matchers(), startsAt, endsAt, createdBy: 'ana', comment: `step ${this.#steps}`, ...given };
    const answers = await this.#post('/api/v2/silences', body);
    this.#learn(answers.map((a) => (a.body as { silenceID?: string } | null)?.silenceID) as unknown as Pair<string | undefined>);
  }

  /** One id is kept here and there, or made anew here and there. */
  #learn([theirs, ours]: Pair<string | undefined>): void {
    if (theirs === undefined || ours === undefined) return;
    const known = silences.findIndex((pair) => pair[0] === theirs);
    expect(
      silences.findIndex((pair) => pair[1] === ours),
      'the id is kept here when it is there',
    ).toBe(known);
    if (known < 0) silences.push([theirs, ours]);
  }

  /** Sends a silence back with something changed; each side gets its own. */
  async updates(): Promise<void> {
    if (silences.length === 0) return;
    const pair = this.pick(silences);
    this.#silenceEnd += minute;
    // An update that it refuses for its matchers costs Alertmanager the old silence; Tocsin keeps it. So they are good ones here.
    const matchers = [...this.#matchers(), { name: 'alertname', value: this.pick(words.alertname), isRegex: false, isEqual: true }];
    const change = this.pick<object>([
      { comment: 'changed' },
      { endsAt: iso(Date.now() + this.#silenceEnd) },
      { endsAt: iso(Date.now() - minute) },
      { matchers },
      { startsAt: iso(Date.now() + 2 * hour) },
      { startsAt: iso(Date.now() - 2 * hour) },
    ]);
    const answers = await both(async (origin, which) => {
      const { body } = await send(`${origin}/api/v2/silence/${pair[which]}`);
      const { status: _s, updatedAt: _u, ...silence } = body as { status: Json; updatedAt: Json };
      const end = { endsAt: iso(Date.now() + this.#silenceEnd) };
      return send(`${origin}/api/v2/silences`, { method: 'POST', body: { ...silence, ...end, ...change } });
    });
    this.#sameStatus(answers, `update ${JSON.stringify(change)}`);
    this.#learn(answers.map((a) => (a.body as { silenceID?: string } | null)?.silenceID) as unknown as Pair<string | undefined>);
  }

  async expires(): Promise<void> {
    if (silences.length === 0) return;
    const pair = this.pick(silences);
    for (let times = this.chance(0.2) ? 2 : 1; times > 0; times--) {
      const answers = await both((origin, which) => send(`${origin}/api/v2/silence/${pair[which]}`, { method: 'DELETE' }));
      this.#sameStatus(answers, 'expire');
    }
  }

  async refusals(): Promise<void> {
    const matchers = [{ name: 'a', value: 'b', isRegex: false, isEqual: true }];
    const times = { startsAt: iso(Date.now()), endsAt: iso(Date.now() + hour) };
    const said = { createdBy: 'ana', comment: '' };
    const bad = this.pick<object>([
      { matchers: [], ...times, ...said },
      { matchers: [{ name: 'a', value: '(', isRegex: true, isEqual: true }], ...times, ...said },
      { matchers: [{ name: 'a', value: '.*', isRegex: true, isEqual: true }], ...times, ...said },
      { matchers, startsAt: times.endsAt, endsAt: times.startsAt, ...said },
      { matchers, ...times, createdBy: 'ana' },
      { id: '3d2c5f3e-0000-4000-8000-000000000000', matchers, ...times, ...said },
    ]);
    this.#sameStatus(await both((origin) => send(`${origin}/api/v2/silences`, { method: 'POST', body: bad })), JSON.stringify(bad));
  }

  async amtool(): Promise<void> {
    // Without a start each side dates the alert by its own clock, and the two may stand in different seconds.
    const alert = [
      'alert',
      'add',
      `--start=${iso(Date.now()).slice(0, 19)}Z`,
      `alertname=${this.pick(words.alertname)}`,
      `team=${this.pick(words.team)}`,
      'by=hand',
      '--annotation=summary=by hand',
    ];
    const end = iso(Date.now() + hour + silences.length * minute).slice(0, 19);
    const silence = [
      'silence',
      'add',
      `team=${this.pick(words.team)}`,
      `severity!~${this.pick(words.severity)}|x`,
      '--comment=c',
      '--author=bo',
      `--end=${end}Z`,
    ];
    const isAlert = this.chance(0.5);
    const said = await both(async (origin) =>
      (await run('amtool', [`--alertmanager.url=${origin}`, ...(isAlert ? alert : silence)])).stdout.trim(),
    );
    if (!isAlert) this.#learn(said);
  }

  async step(): Promise<void> {
    this.#steps++;
    const steps = [
      this.fires,
      this.fires,
      this.fires,
      this.firesAgain,
      this.resolves,
      this.resolves,
      this.silences,
      this.silences,
      this.updates,
      this.updates,
      this.updates,
      this.expires,
      this.refusals,
      this.amtool,
    ];
    await this.pick(steps).call(this);
    for (const path of ['/api/v2/alerts', '/api/v2/alerts/groups', '/api/v2/silences']) await agree(`after step ${this.#steps}`, path);
    await agree(`after step ${this.#steps}, filtered`, `/api/v2/alerts${this.#query()}`);
    await agree(`after step ${this.#steps}, filtered`, `/api/v2/alerts/groups${this.#query()}`);
    await agree(`after step ${this.#steps}, filtered`, `/api/v2/silences?filter=${encodeURIComponent(this.#filter())}`);
    await this.#printed();
  }

  /** What amtool prints of both, but for ids, moments, and the width of what they leave. */
  async #printed(): Promise<void> {
    const filter = this.#filter();
    const args = this.pick([
      ['alert', 'query', '--active', '--silenced', '--inhibited', '-o', 'simple', filter],
      ['alert', 'query', '-o', 'simple', filter],
      ['silence', 'query', '-o', 'simple'],
      ['silence', 'query', '--expired', '-o', 'simple'],
    ]);
    const moments = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/gu;
    const print = async (origin: string, which: 0 | 1): Promise<string> => {
      const { stdout } = await run('amtool', [`--alertmanager.url=${origin}`, ...args]);
      return stdout
        .replace(moments, 'then')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, (id) => numberOf(id, which))
        .replace(/ +/gu, ' ');
    };
    const [theirs, ours] = await both(print);
    expect(ours, `after step ${this.#steps}: amtool ${args.join(' ')}`).toBe(theirs);
  }

  #filter(): string {
    const name = this.pick(Object.keys(words) as (keyof typeof words)[]);
    const value = this.pick(words[name]);
    const op = this.pick(['=', '!=', '=~', '!~']);
    return `${name}${op}${this.chance(0.5) ? `"${value}"` : value}`;
  }

  #query(): string {
    const query = new URLSearchParams();
    for (const name of ['active', 'silenced', 'inhibited', 'unprocessed'])
      if (this.chance(0.3)) query.set(name, this.pick(['true', 'false']));
    for (let n = Math.floor(this.#roll() * 3); n > 0; n--) query.append('filter', this.#filter());
    if (this.chance(0.3)) query.set('receiver', this.pick(['ops', 'duty|trading', 's.*', 'none']));
    return `?${query.toString()}`;
  }

  async #post(path: string, body: unknown): Promise<Pair<Answer>> {
    const answers = await both((origin) => send(`${origin}${path}`, { method: 'POST', body }));
    this.#sameStatus(answers, `${path} ${JSON.stringify(body)}`);
    return answers;
  }

  #sameStatus([theirs, ours]: Pair<Answer>, what: string): void {
    const text = `${what}: theirs ${JSON.stringify(theirs)}, ours ${JSON.stringify(ours)}`;
    expect(deliberate.isSameStatus(theirs.status, ours.status), text).toBe(true);
  }
}

const iso = (at: number): string => new Date(at).toISOString();

test.each([1, 2, 3, 4])('round %i: after every step both answer the same', { timeout: 120_000 }, async (seed) => {
  const round = new Round(seed);
  for (let n = 0; n < 30; n++) await round.step();
});

test.each([
  ['alert query', ['alert', 'query', '--silenced', '--inhibited', '-o', 'simple']],
  ['alert query of one receiver', ['alert', 'query', '--receiver=duty', '-o', 'simple']],
  ['alert query by name and matcher', ['alert', 'query', 'DiskFull', 'severity!=info', '-o', 'simple']],
  ['routes', ['config', 'routes', 'test', 'team=trading', 'severity=critical']],
  ['other routes', ['config', 'routes', 'test', 'team=storage', 'site=sh1']],
])('amtool prints the same: %s', async (_what, args) => {
  const [theirs, ours] = await both(async (origin) => (await run('amtool', [`--alertmanager.url=${origin}`, ...args])).stdout);
  expect(ours).toBe(theirs);
});
