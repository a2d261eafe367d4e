import { nothing, type Decision } from '../domain/event/decision.ts';
import { keyOf, type Told } from '../domain/event/event.ts';
import { hurriedPlace, nextStep } from '../domain/escalation/next-step.ts';
import type { About, Escalation, Plan, Stop } from '../domain/escalation/escalation.ts';
import { peopleOf, planFor, planOf } from '../domain/escalation/staff.ts';
import type { Declared } from '../domain/incident/incident.ts';
import { isLive, personOfPage } from '../domain/page/page.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

const minute = 60_000;

type Heard = EventOf<
  | 'incident.declared'
  | 'incident.acked'
  | 'incident.resolved'
  | 'incident.reopened'
  | 'escalation.start'
  | 'escalation.due'
  | 'escalation.unconfirmed'
  | 'escalation.hurry'
  | 'escalation.stop'
  | 'step.fired'
  | 'call.over'
>;

/** Calls people: starts the escalation, goes on step by step until somebody acknowledges, and says so in the incident. */
export default bot({
  name: 'on-call',
  hears: [
    'incident.declared',
    'incident.acked',
    'incident.resolved',
    'incident.reopened',
    'escalation.start',
    'escalation.due',
    'escalation.unconfirmed',
    'escalation.hurry',
    'escalation.stop',
    'step.fired',
    'call.over',
  ],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    switch (event.type) {
      case 'incident.declared':
        return startFor(event.key, event.data, ctx);
      case 'incident.acked':
        return stopCalling(event.key, { because: 'acked', person: event.data.person }, event.via);
      case 'incident.resolved':
        return everybodyOff(event.key, { because: 'resolved', person: event.data.person }, { via: event.via, ctx });
      case 'incident.reopened':
        return callAgain(event.key, ctx);
      case 'step.fired':
        return { because: { code: 'step-fired' }, facts: [{ type: 'people.called', data: event.data }] };
      case 'call.over':
        return { because: { code: 'nobody-answered' }, facts: [{ type: 'call.unanswered', data: event.data }] };
      default:
        return escalation(event, ctx);
    }
  },
});

function startFor(key: Heard['key'], declared: Declared, { store }: Decide): Decision {
  const policy = declared.policy ? store.resources().get('escalation-policy', declared.policy) : undefined;
  if (!policy && declared.called.length === 0) return nothing('nobody-to-call');
  const plan = policy ? planOf(policy.name, policy.spec) : planFor(declared.called);
  const number = key.slice('incident:'.length);
  const about: About = { incident: number, group: declared.group, title: declared.title, severity: declared.severity };
  return { because: { code: 'declared' }, ...tell(`escalation:${key}`, 'escalation.start', { about, plan }) };
}

/** `via`: how the ack came, so that a page can say so. */
function stopCalling(key: Heard['key'], data: Stop, via: string): Decision {
  return { because: { code: 'call-over' }, tell: [{ key: `escalation:${key}`, type: 'escalation.stop', data, via }] };
}

/** Over: whoever was called in by name need not come any more either. */
async function everybodyOff(key: Heard['key'], data: Stop, { via, ctx }: { via: string; ctx: Decide }): Promise<Decision> {
  const pages = await ctx.store.pagesOf({ incident: key.slice('incident:'.length) });
  const mustered = pages.filter((page) => isLive(page) && page.escalation === '');
  const told = mustered.map((page): Told => ({ key: keyOf('page', page.id), type: 'page.stop', data, via }));
  const stopped = stopCalling(key, data, via);
  return { ...stopped, tell: [...(stopped.tell ?? []), ...told] };
}

/** Open again and never acknowledged: people are called as at the first time, by what the policy says now. */
async function callAgain(key: Heard['key'], { store }: Decide): Promise<Decision> {
  const incident = await store.state('incident', key.slice('incident:'.length));
  const before = await store.state('escalation', key);
  if (!incident || !before || incident.progress !== 'open') return nothing('nobody-to-call');
  const policy = before.plan.policy === null ? undefined : store.resources().get('escalation-policy', before.plan.policy);
  const plan = policy ? planOf(policy.name, policy.spec) : before.plan;
  const about: About = { ...before.about, severity: incident.severity };
  return { because: { code: 'reopened' }, ...tell(`escalation:${key}`, 'escalation.start', { about, plan }) };
}

const tell = (key: string, type: string, data: unknown): { tell: Told[] } => ({ tell: [{ key: key as Told['key'], type, data }] });

async function escalation(
  event: EventOf<'escalation.start' | 'escalation.due' | 'escalation.unconfirmed' | 'escalation.hurry' | 'escalation.stop'>,
  ctx: Decide,
): Promise<Decision | null> {
  const id = event.key.slice('escalation:'.length);
  const now = await ctx.store.state('escalation', id);
  switch (event.type) {
    case 'escalation.start':
      return now?.state === 'running' ? nothing('already-calling') : start(id, event.data, now, ctx);
    case 'escalation.due':
      if (now?.state !== 'running') return nothing('not-due-any-more');
      if (event.data.step < 0) return exhausted(now);
      return now.step === event.data.step && now.cycle === event.data.cycle ? step(now, [], ctx) : nothing('not-due-any-more');
    case 'escalation.unconfirmed':
      return now?.state === 'acked' ? restart(now, ctx) : nothing('not-due-any-more');
    case 'escalation.hurry':
      return now && now.state !== 'stopped' ? hurry(now, ctx) : nothing('not-calling');
    case 'escalation.stop':
      return now && now.state !== 'stopped' ? stop(now, event, ctx.now) : nothing('not-calling');
  }
}

function start(id: string, data: { about: About; plan: Plan }, before: Escalation | null, ctx: Decide): Decision {
  const cycle = before ? before.cycle + 1 : 0;
  const begun: Escalation = { id, ...data, state: 'running', cycle, step: 0, lastCycle: cycle + data.plan.repeat, pages: [] };
  return step(begun, [{ type: 'escalation.started', data }], ctx);
}

function restart(e: Escalation, ctx: Decide): Decision {
  const cycle = e.cycle + 1;
  return step({ ...e, cycle, step: 0, lastCycle: cycle + e.plan.repeat }, [{ type: 'escalation.lapsed', data: {} }], ctx);
}

/** The next step now; what was waited for is waited for no more. */
function hurry(e: Escalation, ctx: Decide): Decision {
  const place = hurriedPlace(e);
  const fired = step({ ...e, ...place, state: 'running' }, [{ type: 'escalation.hurried', data: place }], ctx);
  return { ...fired, timers: [...(fired.timers ?? []), { name: 'unconfirmed', at: null }] };
}

/** Fires the next staffed step: a page for each of its people, a timer for what follows. */
function step(e: Escalation, before: Decision['facts'] & object, { now, store }: Decide): Decision {
  const next = nextStep(e.plan, e, (targets) => peopleOf(targets, store.resources(), now));
  const incident = e.about.incident ? keyOf('incident', e.about.incident) : null;
  if (!next) {
    const over: Told[] = incident ? [{ key: incident, type: 'call.over', data: { people: [] } }] : [];
    return { because: { code: 'nobody-on-call' }, facts: [...before, { type: 'escalation.exhausted', data: {} }], tell: over };
  }
  const { cycle, step: index, people, skipped } = next;
  const pages = people.map((person) => `${e.about.incident ?? e.about.group ?? e.id}.${cycle}.${index}.${person}`);
  const following = next.next && { cycle: next.next.cycle, step: next.next.step };
  const stepped = { type: 'escalation.stepped', data: { step: index, cycle, people, pages, skipped, next: following } };
  const calls: Told[] = people.map((person, i) => ({
    key: keyOf('page', pages[i] ?? person),
    type: 'page.start',
    data: { person, about: e.about, escalation: e.id },
  }));
  if (incident) calls.push({ key: incident, type: 'step.fired', data: { people, step: index, cycle, skipped } });
  return {
    because: { code: index === -1 ? 'last-resort' : 'step-due', data: { step: index, skipped } },
    facts: [...before, stepped],
    tell: calls,
    timers: [dueTimer(next.next, now, e.plan)],
  };
}

/** After the last step nothing follows but the word that nobody answered, after that step's own delay. */
function dueTimer(
  next: { cycle: number; step: number; afterMinutes: number } | null,
  now: number,
  plan: Plan,
): NonNullable<Decision['timers']>[number] {
  const last = plan.steps.at(-1)?.delayMinutes ?? 5;
  if (!next) return { name: 'step', at: now + last * minute, event: { type: 'escalation.due', data: { cycle: -1, step: -1 } } };
  return {
    name: 'step',
    at: now + next.afterMinutes * minute,
    event: { type: 'escalation.due', data: { cycle: next.cycle, step: next.step } },
  };
}

/** The last step's delay has passed without an ack: the room is told, and what rings goes on ringing. */
function exhausted(e: Escalation): Decision {
  const tellRoom: Told[] = e.about.incident
    ? [
        {
          key: keyOf('incident', e.about.incident),
          type: 'call.over',
          data: { people: [...new Set(e.pages.map(personOfPage))] },
        },
      ]
    : [];
  return { because: { code: 'steps-exhausted' }, facts: [{ type: 'escalation.exhausted', data: {} }], tell: tellRoom };
}

function stop(e: Escalation, { data, via }: EventOf<'escalation.stop'>, now: number): Decision {
  const told: Told[] = e.pages.map((page) => ({ key: keyOf('page', page), type: 'page.stop', data, via }));
  const timeout = data.because === 'acked' ? e.plan.ackTimeoutMinutes : null;
  return {
    because: { code: data.because },
    facts: [{ type: 'escalation.stopped', data }],
    tell: told,
    timers: [
      { name: 'step', at: null },
      timeout === null
        ? { name: 'unconfirmed', at: null }
        : { name: 'unconfirmed', at: now + timeout * minute, event: { type: 'escalation.unconfirmed', data: {} } },
    ],
  };
}
