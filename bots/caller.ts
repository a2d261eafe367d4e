import { nothing, type Decision } from '../domain/event/decision.ts';
import { keyOf, type Fact, type Told } from '../domain/event/event.ts';
import { begun, fromTheTop, type Escalation, type Lapse } from '../domain/escalation/escalation.ts';
import { fireNext, pageId, shout, toldOver } from '../domain/escalation/fire.ts';
import { drawFrom, hurriedPlace } from '../domain/escalation/next-step.ts';
import { crewOf } from '../domain/escalation/staff.ts';
import { isOpen } from '../domain/incident/incident.ts';
import { personOfPage } from '../domain/page/page.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

const minute = 60_000;

type Heard = EventOf<
  | 'escalation.start'
  | 'escalation.due'
  | 'escalation.drawn'
  | 'escalation.unreachable'
  | 'escalation.confirm'
  | 'escalation.unwatched'
  | 'escalation.unconfirmed'
  | 'escalation.snooze'
  | 'escalation.hurry'
  | 'escalation.stop'
  | 'draw.wanted'
>;

/** Walks an escalation, step by step, until somebody acknowledges. Who is on call is asked when a step fires, never before. */
export default bot({
  name: 'caller',
  hears: [
    'escalation.start',
    'escalation.due',
    'escalation.drawn',
    'escalation.unreachable',
    'escalation.confirm',
    'escalation.unwatched',
    'escalation.unconfirmed',
    'escalation.snooze',
    'escalation.hurry',
    'escalation.stop',
    'draw.wanted',
  ],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    if (event.type === 'draw.wanted') return draw(event, ctx);
    const id = event.key.slice('escalation:'.length);
    const now = await ctx.store.state('escalation', id);
    if (event.type === 'escalation.start') {
      if (now?.state === 'running') return nothing('already-calling');
      return step(begun(id, event.data, now), [{ type: 'escalation.started', data: event.data }], ctx);
    }
    return now ? heard(now, event, ctx) : nothing('not-calling');
  },
});

function heard(
  e: Escalation,
  event: Exclude<Heard, EventOf<'draw.wanted' | 'escalation.start'>>,
  ctx: Decide,
): Promise<Decision> | Decision {
  switch (event.type) {
    case 'escalation.due':
      if (e.state !== 'running') return nothing('not-due-any-more');
      if (event.data.step < 0) return exhausted(e);
      return isNext(e, event.data) ? step(e, [], ctx) : nothing('not-due-any-more');
    case 'escalation.drawn':
      return e.state === 'running' && isNext(e, event.data) ? step(e, [], ctx, event.data.person) : nothing('not-due-any-more');
    case 'escalation.unreachable':
      return unreachable(e, event.data.page, ctx);
    case 'escalation.confirm':
      return confirm(e, event, ctx);
    case 'escalation.unwatched':
      return e.state === 'running' ? unwatched(e, event.data.page, ctx) : nothing('not-calling');
    case 'escalation.unconfirmed':
      return e.state === 'acked' ? unconfirmed(e, event.data, ctx) : nothing('not-due-any-more');
    case 'escalation.snooze':
      return e.state === 'acked' ? snooze(event.data.until) : nothing('not-acked');
    case 'escalation.hurry':
      return e.state === 'stopped' ? nothing('not-calling') : hurry(e, ctx);
    case 'escalation.stop':
      return e.state === 'stopped' ? nothing('not-calling') : stop(e, event, ctx.now);
  }
}

const isNext = (e: Escalation, at: { cycle: number; step: number }): boolean => e.step === at.step && e.cycle === at.cycle;

const step = (e: Escalation, before: readonly Fact[], { now, store }: Decide, drawn?: string): Decision =>
  fireNext(e, { now, before, crew: crewOf(store.duty(), now), ...(drawn === undefined ? {} : { drawn }) });

/** One step of one policy draws for one incident after the other: two at once take two people. */
async function draw({ key, data }: EventOf<'draw.wanted'>, { store }: Decide): Promise<Decision> {
  const { people, escalation, ...place } = data;
  const person = drawFrom(people, (await store.state('draw', key.slice('draw:'.length)))?.last ?? null);
  if (person === null) return nothing('nobody-to-draw');
  return {
    because: { code: 'drawn', data: { person } },
    facts: [{ type: 'draw.made', data: { person, escalation } }],
    tell: [{ key: keyOf('escalation', escalation), type: 'escalation.drawn', data: { ...place, person } }],
  };
}

/** The last step's delay has passed without an ack: the room is told, and what rings goes on ringing. */
const exhausted = (e: Escalation): Decision => ({
  because: { code: 'steps-exhausted' },
  facts: [{ type: 'escalation.exhausted', data: {} }],
  tell: toldOver(e, [...new Set(e.pages.map(personOfPage))]),
});

/** Nobody waits for people whom nothing reaches: when that is all of a step, the next fires at once. */
function unreachable(e: Escalation, page: string, ctx: Decide): Decision {
  const person = personOfPage(page);
  const { waiting } = e;
  if (e.state !== 'running' || !waiting?.people.includes(person) || waiting.unreached.includes(person)) return nothing('not-waited-for');
  if (page !== pageId(e, waiting, person)) return nothing('of-an-earlier-step');
  const unreached: Fact = { type: 'escalation.unreached', data: { person } };
  const isAnybodyLeft = waiting.people.some((p) => p !== person && !waiting.unreached.includes(p));
  if (isAnybodyLeft || isPastLast(e)) return { because: { code: 'unreached', data: { person } }, facts: [unreached] };
  return step(e, [unreached], ctx);
}

/** Something was lost inside Tocsin. The last resort hears of it, and what should have followed follows now. */
function unwatched(e: Escalation, page: string | null, ctx: Decide): Decision {
  const { facts, tell } = shout(e, crewOf(ctx.store.duty(), ctx.now));
  if (page !== null) return { because: { code: 'page-unwatched' }, facts, tell };
  const next = isPastLast(e) ? exhausted(e) : step(e, [], ctx);
  return { ...next, facts: [...facts, ...(next.facts ?? [])], tell: [...tell, ...(next.tell ?? [])] };
}

const isPastLast = (e: Escalation): boolean => e.waiting?.step === -1 || e.step >= e.plan.steps.length || e.cycle > e.lastCycle;

/** One of several who must all acknowledge: their page is over, the calling when they were the last. */
function confirm(e: Escalation, event: EventOf<'escalation.confirm'>, ctx: Decide): Decision {
  const { person } = event.data;
  if (e.state !== 'running' || !e.waiting?.awaited.includes(person)) return nothing('not-awaited');
  return stop(e, { ...event, data: { because: 'acked', person } }, ctx.now);
}

/** Where all must acknowledge, one who has does not speak for the others. */
function stop(e: Escalation, { data, via }: { data: EventOf<'escalation.stop'>['data']; via: string }, now: number): Decision {
  const { person } = data;
  if (e.state === 'acked' && data.because === 'acked' && e.acked?.person === person) return nothing('already-acked');
  const awaited = e.waiting?.awaited ?? [];
  if (data.because === 'acked' && awaited.some((p) => p !== person)) {
    if (person === null || !awaited.includes(person)) return nothing('others-are-awaited');
    const theirs = e.pages.filter((page) => personOfPage(page) === person);
    return {
      because: { code: 'confirmed', data: { person } },
      facts: [{ type: 'escalation.confirmed', data: { person } }],
      tell: theirs.map((page) => ({ key: keyOf('page', page), type: 'page.stop', data, via })),
    };
  }
  const timeout = data.because === 'acked' ? e.plan.ackTimeoutMinutes : null;
  return {
    because: { code: data.because },
    facts: [{ type: 'escalation.stopped', data }],
    tell: e.pages.map((page) => ({ key: keyOf('page', page), type: 'page.stop', data, via })),
    timers: [
      { name: 'step', at: null },
      timeout === null ? { name: 'unconfirmed', at: null } : { name: 'unconfirmed', at: now + timeout * minute, event: ranOut('timeout') },
    ],
  };
}

const ranOut = (because: Lapse['because']) => ({ type: 'escalation.unconfirmed', data: { because } satisfies Lapse });

const snooze = (until: number): Decision => ({
  because: { code: 'snoozed' },
  facts: [{ type: 'escalation.snoozed', data: { until } }],
  timers: [{ name: 'unconfirmed', at: until, event: ranOut('snooze') }],
});

/** From the first step with whoever is on call by now, unless the harm is over, or whoever has it has been at work since. */
async function unconfirmed(e: Escalation, lapse: Lapse, ctx: Decide): Promise<Decision> {
  const number = e.about.incident;
  const incident = number ? await ctx.store.state('incident', number) : null;
  if (incident && (!isOpen(incident) || incident.progress === 'mitigated')) return nothing('no-harm-any-more');
  const timeout = lapse.because === 'timeout' ? e.plan.ackTimeoutMinutes : null;
  if (number && timeout !== null) {
    const until = (await lastWork(number, e.acked?.person ?? null, ctx)) + timeout * minute;
    if (until > ctx.now) return { because: { code: 'at-work' }, timers: [{ name: 'unconfirmed', at: until, event: ranOut('timeout') }] };
  }
  const acked = lapse.because === 'hand' ? null : e.acked;
  const again = step({ ...e, ...fromTheTop(e, e.plan), state: 'running', acked }, [{ type: 'escalation.lapsed', data: lapse }], ctx);
  const told: Told[] =
    number && lapse.because !== 'hand'
      ? [{ key: keyOf('incident', number), type: 'ack.lapsed', data: { person: e.acked?.person ?? null, because: lapse.because } }]
      : [];
  return { ...again, tell: [...told, ...(again.tell ?? [])], timers: [...(again.timers ?? []), { name: 'unconfirmed', at: null }] };
}

/** When somebody last did something to an incident, UTC ms; 0 when never. */
async function lastWork(incident: string, person: string | null, { store }: Decide): Promise<number> {
  const lines = person === null ? [] : (await store.timeline(incident)).filter((line) => line.by === `person:${person}`);
  return lines.at(-1)?.at ?? 0;
}

/** The next step now; what was waited for is waited for no more. */
function hurry(e: Escalation, ctx: Decide): Decision {
  const place = hurriedPlace(e);
  const fired = step({ ...e, ...place, state: 'running' }, [{ type: 'escalation.hurried', data: place }], ctx);
  return { ...fired, timers: [...(fired.timers ?? []), { name: 'unconfirmed', at: null }] };
}
