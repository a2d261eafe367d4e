import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { peopleAt, Roster, turnsBetween } from '../../domain/oncall/on-call.ts';
import { Schedule } from '../../domain/oncall/schedule.ts';
import { isLive, type Page } from '../../domain/page/page.ts';
import { dice, seed } from '../harness/dice.ts';
import { hours, minutes, seconds, world, type World } from '../harness/world.ts';
import { fortyTeams, teams, type Team } from './forty-teams.ts';

/** The benchmark `year` goes through all of it, and names a file for the heap, in MB, at the end of each quarter. */
const { TOCSIN_TEST_YEAR: heapFile } = process.env;
/** The weeks of clock changes: Lord Howe, Casablanca around Ramadan, London, Chicago and St John's. */
const spans =
  heapFile === undefined
    ? [
        ['2026-10-02', '2026-11-05'],
        ['2027-02-05', '2027-02-16'],
        ['2027-03-11', '2027-04-07'],
      ]
    : [['2026-10-02', '2027-10-02']];

const day = hours(24);

test.each(spans)(
  'forty teams from %s to %s: at no minute nobody answers, who is called is who is on call, and memory is flat',
  async (from, to) => {
    const [start, end] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
    for (const { name, roster } of teams) expect(gaps(roster, start, end), name).toEqual([]);
    const w = await world(fortyTeams(), { at: `${from}T00:00:00Z` });
    const roll = dice();
    const heaps: number[] = [];
    for (let n = 0; w.now < end; n++) {
      await w.passes(Math.floor((0.5 + roll()) * day), hours(4));
      await asConfigured(w);
      const team = teams[Math.floor(roll() * teams.length)] as Team;
      const roster = roll() < 0.2 ? await covered(w, team) : team.roster;
      await incident(w, { team, roster, n, isAsleep: roll() < 0.3 });
      heaps[Math.floor(((w.now - start) * 4) / (end - start))] = heapMb();
    }
    if (heapFile !== undefined) writeFileSync(heapFile, JSON.stringify(heaps));
    expect((heaps[3] ?? Number.NaN) / (heaps[1] ?? Number.NaN), `heap in MB by quarter: ${heaps.join(', ')}`).toBeLessThan(1.05);
  },
  900_000,
);

/** Stretches in which nobody is on call. */
function gaps(roster: Roster, from: number, to: number): string[] {
  const found: string[] = [];
  let at = from;
  for (const turn of turnsBetween(roster, from, to)) {
    if (turn.start !== null && turn.start > at) found.push(new Date(at).toISOString());
    at = Math.max(at, turn.end ?? to);
  }
  return at >= to ? found : [...found, new Date(at).toISOString()];
}

/** What Tocsin says of all forty is what the schedules say. */
async function asConfigured(w: World): Promise<void> {
  const { schedules } = await w.asks<{ schedules: { schedule: string; people: { person: string }[] }[] }>('max', 'oncall/who', {});
  const said = Object.fromEntries(schedules.map((s) => [s.schedule, s.people.map((p) => p.person)]));
  expect(said, `at ${new Date(w.now).toISOString()}, seed ${seed}`).toEqual(
    Object.fromEntries(teams.map(({ name, roster }) => [name, peopleAt(roster, w.now)])),
  );
}

/** The lead stands in for whoever is on call, from now on for an hour; nobody where somebody stands in within it, for that is no plain override. */
async function covered(w: World, { name, lead, spec, roster }: Team): Promise<Roster> {
  const [instead = ''] = peopleAt(roster, w.now);
  const plain = new Roster({ ...Schedule.parse(spec), overrides: [] });
  const hour = Array.from({ length: 13 }, (_, n) => w.now + minutes(5 * n));
  if (hour.some((at) => peopleAt(plain, at).join() !== peopleAt(roster, at).join())) return roster;
  const [from, to] = [w.now, w.now + hours(1)].map((at) => new Date(at).toISOString()) as [string, string];
  expect(await w.asks('max', 'oncall/cover', { schedule: name, person: lead, instead, from, to })).toMatchObject({ existed: false });
  const written = Schedule.parse(spec);
  return new Roster({ ...written, overrides: [...written.overrides, { start: from, end: to, remove: instead, add: lead }] });
}

/** Something breaks: who is on call is called, alone; asleep, the lead too; who is called last takes it, and it is over. */
async function incident(w: World, of: { team: Team; roster: Roster; n: number; isAsleep: boolean }): Promise<void> {
  const { team, roster, n, isAsleep } = of;
  const labels = { alertname: `Down${n}`, team: team.name };
  await w.passes(seconds(7));
  const due = peopleAt(roster, w.now);
  const at = `${team.name} at ${new Date(w.now).toISOString()}, seed ${seed}`;
  await w.signal(labels);
  expect((await live(w)).map((p) => p.person).toSorted(), at).toEqual(due.toSorted());
  const called = isAsleep ? [...new Set([...due, team.lead])] : due;
  if (isAsleep) await w.passes(minutes(10));
  const pages = await live(w);
  expect([...new Set(pages.map((p) => p.person))].toSorted(), at).toEqual(called.toSorted());
  const last = called.at(-1) ?? '';
  const number = pages[0]?.about.incident ?? '';
  await w.takes(last, number);
  expect(await live(w), at).toEqual([]);
  await w.signal(labels, { resolved: true });
  await w.asks(last, 'incident/resolve', { incident: number });
}

async function live(w: World): Promise<Page[]> {
  const rows = await w.db.selectFrom('page').select('state').where('is_live', '=', 1).execute();
  return rows.map((r) => JSON.parse(r.state) as Page).filter(isLive);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapMb(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
