import { routeTree } from '../domain/alert/route.ts';
import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { partsOf, type Fact } from '../domain/event/event.ts';
import { partiesOf, type Laid } from '../domain/oncall/entries.ts';
import { zoneOf } from '../domain/oncall/ground.ts';
import { laidOver } from '../domain/oncall/lay.ts';
import type { Open } from '../domain/oncall/notices.ts';
import { emptyRota, type OnDuty, type Rota } from '../domain/oncall/rota.ts';
import { gapsToTell, isRoundDue, lapsed, looksNext, turned, unreachable, type Turned, type Watched } from '../domain/oncall/watch.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';
import { chatsOf, notice, type Desk } from '../ports/notice.ts';

type Heard = EventOf<'duty.look' | 'cover.set' | 'cover.ended' | 'stand.set' | 'stand.ended' | 'swap.asked' | 'swap.agreed' | 'swap.ended'>;

/** Watches a schedule: tells who comes on and who goes off, once a day who cannot be reached and where nobody is, and lets old swaps lapse. What
 *  was told is in the rota, so that a look too many, a restart or a reload tells nobody anything twice. */
export default bot({
  name: 'duty-officer',
  hears: ['duty.look', 'cover.set', 'cover.ended', 'stand.set', 'stand.ended', 'swap.asked', 'swap.agreed', 'swap.ended'],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    const { id: schedule } = partsOf(event.key);
    const spec = ctx.store.resources().get('schedule', schedule)?.spec;
    if (!spec) return { ...nothing('no-such-schedule'), timers: [{ name: 'look', at: null }] };
    const rota = (await ctx.store.state('rota', schedule)) ?? emptyRota(schedule);
    const watched: Watched = { laid: laidOver(spec, rota), rota, zone: zoneOf(spec, ctx.store.resources()) };
    const desk: Desk = { schedule, zone: watched.zone };
    const next = looksNext(watched, ctx.now);
    // Whom an entry is about hears of it in words of its own.
    const knows = event.type === 'duty.look' ? [] : partiesIn(rota, event.data.id);
    const parts = [await handedOver(watched, { desk, knows, ctx }), rounds(watched, desk, ctx), lapses(watched, ctx)];
    return {
      because: { code: 'looked', data: { next } },
      facts: parts.flatMap((p) => p.facts),
      effects: parts.flatMap((p) => p.effects),
      timers: [{ name: 'look', at: next, event: { type: 'duty.look', data: {} } }],
    };
  },
});

interface Part {
  readonly facts: readonly Fact[];
  readonly effects: readonly Effect[];
}
const none: Part = { facts: [], effects: [] };

function partiesIn({ schedule, covers, stands, swaps }: Rota, id: string): string[] {
  const all: Laid[] = [
    ...covers.map((entry): Laid => ({ schedule, is: 'cover', entry })),
    ...swaps.map((entry): Laid => ({ schedule, is: 'swap', entry })),
  ];
  const shifts = stands.filter((s) => s.id === id).flatMap((s) => s.shifts.flatMap((shift) => shift.people));
  return [...shifts, ...all.filter((l) => l.entry.id === id).flatMap(partiesOf)];
}

const mostOpen = 5;

/** What is open and may be seen by this person. */
async function openFor(person: string, { store }: Decide): Promise<Open> {
  const roles = store.resources().get('person', person)?.spec.roles ?? [];
  const open = await store.incidents({ progress: ['open', 'acknowledged', 'mitigated'], limit: 50 }, { person, roles });
  const incidents = open.slice(0, mostOpen).map(({ number, severity, title }) => ({ number, severity, title }));
  return { incidents, more: open.length - incidents.length };
}

async function handedOver(watched: Watched, { desk, knows, ctx }: { desk: Desk; knows: readonly string[]; ctx: Decide }): Promise<Part> {
  const turn = turned(watched, ctx.now);
  if (!turn) return none;
  const told = turn.off.filter((p) => !knows.includes(p));
  const on = await Promise.all(turn.on.filter((p) => !knows.includes(p.person)).map((p) => cameOn(p, desk, ctx)));
  const off = await Promise.all(told.map((person) => wentOff(person, turn, { desk, ctx })));
  return { facts: [{ type: 'duty.turned', data: { people: turn.people } }], effects: [...on, ...off].flat() };
}

async function cameOn({ person, until }: OnDuty, desk: Desk, ctx: Decide): Promise<Effect[]> {
  return notice(chatsOf(person, ctx), 'duty.on', { ...desk, until, ...(await openFor(person, ctx)) }, ctx.now);
}

async function wentOff(person: string, { people }: Turned, { desk, ctx }: { desk: Desk; ctx: Decide }): Promise<Effect[]> {
  const next = people.map((p) => p.person);
  return notice(chatsOf(person, ctx), 'duty.off', { ...desk, next, ...(await openFor(person, ctx)) }, ctx.now);
}

const mostGaps = 5;

function rounds(watched: Watched, desk: Desk, ctx: Decide): Part {
  if (!isRoundDue(watched, ctx.now)) return none;
  const facts = [{ type: 'duty.rounds', data: {} }];
  // A schedule that is seen for the first time, with all the others perhaps, is no news.
  if (watched.rota.told === null) return { facts, effects: [] };
  const silent = unreachable(watched, ctx.now, ctx.store.resources()).flatMap(({ person, start }) =>
    notice(chatsOf(person, ctx), 'duty.no-phone', { ...desk, at: start ?? ctx.now }, ctx.now),
  );
  const gaps = gapsToTell(watched, ctx.now).map(({ start, end }) => ({ start, end }));
  const data = { ...desk, gaps: gaps.slice(0, mostGaps), more: Math.max(0, gaps.length - mostGaps) };
  const channel = { to: 'channel', channel: channelOf(desk.schedule, ctx) } as const;
  return {
    facts,
    effects: [...silent, ...(gaps.length === 0 ? [] : notice([channel], 'duty.gaps', data, ctx.now))],
  };
}

/** Where the team of a schedule hears what concerns all of it. */
function channelOf(schedule: string, { store }: Decide): string {
  const team = store
    .resources()
    .all('team')
    .find((t) => t.spec.schedule === schedule && t.spec.channel !== undefined);
  return team?.spec.channel ?? routeTree(store.resources().all('route')).channel ?? 'alerts';
}

const lapses = (watched: Watched, { now }: Decide): Part => ({
  facts: lapsed(watched, now).map((id) => ({ type: 'swap.lapsed', data: { id } })),
  effects: [],
});
