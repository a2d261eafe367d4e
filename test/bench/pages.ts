import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { shiftedClock } from '../../adapters/clock/shifted.ts';
import { systemClock } from '../../adapters/clock/system.ts';
import { wire, type Wired } from '../../app/wire.ts';
import { readSettings } from '../../config/settings.ts';
import { keyOf } from '../../domain/event/event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Im } from '../../ports/im.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { until } from '../harness/until.ts';
import { quantile, type Finding } from './figures.ts';

const people = 100;
const minute = 60_000;
const began = Date.parse('2026-11-23T02:00:00Z');

/** One page: so many ms after the first is it due for its next attempt. */
interface Load {
  readonly pages: number;
  /** So many in a row are due at the same instant. */
  readonly atOnce: number;
  readonly dueAfterMs: (n: number) => number;
  readonly by: 'ring' | 'chat';
}

/** From the moment an attempt was due to the call of its channel: ten thousand at one instant, and one after the other when nothing else goes on.
 *  By chat each is two cards with their buttons, one of them kept here in the web chat: of those only the idle figure is promised. */
export async function pages(): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const by of ['ring', 'chat'] as const) {
    const storm = await lateness({ pages: 10_000, atOnce: 500, dueAfterMs: () => 0, by });
    const idle = await lateness({ pages: 200, atOnce: 1, dueAfterMs: (n) => n * 37, by });
    found.push(
      { what: `10,000 due at once, by ${by}: half handed over after`, value: quantile(storm, 0.5), unit: 'ms' },
      {
        what: `10,000 due at once, by ${by}: the last handed over after`,
        value: Math.max(...storm),
        unit: 'ms',
        ...(by === 'ring' ? { atMost: 2_000 } : {}),
      },
      { what: `late when idle, by ${by}, p50`, value: quantile(idle, 0.5), unit: 'ms' },
      { what: `late when idle, by ${by}, p99`, value: quantile(idle, 0.99), unit: 'ms', atMost: 100 },
    );
  }
  return found;
}

/** Two lives over one store: in the first, time is moved by hand and all pages begin; in the second, the clock runs and they come due. */
async function lateness(load: Load): Promise<number[]> {
  const folder = tempFolder('pages');
  try {
    mkdirSync(join(folder.path, 'config'));
    writeFileSync(join(folder.path, 'config', 'firm.yaml'), firm());
    const hand = new HandClock(began);
    const first = await live(folder.path, hand, () => {});
    for (let from = 0; from < load.pages; from += load.atOnce) {
      hand.jump(began + load.dueAfterMs(from) - hand.now());
      await first.road.send(Array.from({ length: load.atOnce }, (_, i) => start(from + i, load)));
      await first.road.idle();
    }
    await first.close();
    const due = began + minute;
    const clock = shiftedClock(systemClock, { shiftMs: due - 2_000 - Date.now() });
    const handed = new Map<string, number>();
    const second = await live(folder.path, clock, (page) => handed.has(page) || handed.set(page, clock.now()));
    const isOver = (): boolean => handed.size === load.pages;
    await until(isOver, { what: `${load.pages} pages`, timeoutMs: 120_000, everyMs: 20, context: () => `${handed.size} were handed over` });
    await second.road.idle();
    await second.close();
    return Array.from({ length: load.pages }, (_, n) => (handed.get(name(n)) ?? Number.NaN) - due - load.dueAfterMs(n));
  } finally {
    folder.remove();
  }
}

/** A life whose calls to its channel are told by the page they are for. */
async function live(folder: string, clock: Clock, call: (page: string) => unknown): Promise<Wired> {
  const wired = await wire({
    settings: readSettings({ TOCSIN_DATA: folder, TOCSIN_CONFIG: join(folder, 'config') }, () => true),
    env: {},
    clock,
    log: pino({ level: 'error' }, pino.destination(2)),
    version: 'bench',
    ims: [gate(call)],
  });
  wired.bus.subscribe(({ type, data }) => type === 'ring' && call((data as { page: string }).page));
  await wired.listening('http://tocsin.test');
  return wired;
}

/** A chat that takes everything at once. */
function gate(call: (page: string) => unknown): Im {
  let posted = 0;
  return {
    id: 'gate',
    async post(to, _message, { key }) {
      call(pageIn(key));
      return { conv: to.conv, msg: `${posted++}` };
    },
    dm: async (user) => ({ conv: user }),
  };
}

const name = (n: number): string => `INC-20261123-${n}.0.0.p${n % people}`;
const pageIn = (key: string): string => /INC-\S+?\.p\d+/u.exec(key)?.[0] ?? key;

function firm(): string {
  const documents = [
    { kind: 'firm', name: 'firm', spec: { displayName: 'Harbour Securities', zone: 'Asia/Shanghai' } },
    ...Array.from({ length: people }, (_, i) => ({
      kind: 'person',
      name: `p${i}`,
      spec: { displayName: `P ${i}`, chat: { gate: `u${i}` } },
    })),
  ];
  return documents.map((each) => JSON.stringify(each)).join('\n---\n');
}

function start(n: number, { by }: Load) {
  const about = { incident: `INC-20261123-${n}`, group: null, title: 'Orders are rejected', severity: 'SEV1' };
  const data = { person: `p${n % people}`, about, escalation: '', rules: [{ afterMinutes: 1, by }] };
  return { id: `start-${n}`, type: 'page.start', v: 1, key: keyOf('page', name(n)), at: began, by: 'tocsin' as const, via: 'bench', data };
}
