import { nothing, type Decision } from '../domain/event/decision.ts';
import { keyOf, type Key, type Told } from '../domain/event/event.ts';
import type { About, Stop } from '../domain/escalation/escalation.ts';
import { planFor, planOf } from '../domain/escalation/staff.ts';
import type { Declared } from '../domain/incident/incident.ts';
import { isLive } from '../domain/page/page.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

type Heard = EventOf<
  | 'incident.declared'
  | 'incident.acked'
  | 'incident.unacked'
  | 'incident.snoozed'
  | 'incident.resolved'
  | 'incident.reopened'
  | 'page.acked'
  | 'step.fired'
  | 'call.over'
  | 'ack.lapsed'
>;

/** Says for each incident whether people are to be called, and tells its story what came of it. */
export default bot({
  name: 'on-call',
  hears: [
    'incident.declared',
    'incident.acked',
    'incident.unacked',
    'incident.snoozed',
    'incident.resolved',
    'incident.reopened',
    'page.acked',
    'step.fired',
    'call.over',
    'ack.lapsed',
  ],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    switch (event.type) {
      case 'incident.declared':
        return startFor(event.key, event.data, ctx);
      case 'incident.acked':
        return stopCalling(event.key, { because: 'acked', person: event.data.person }, event.via);
      case 'incident.unacked':
        return event.data.because === 'hand' ? lapse(event.key) : nothing('calling-again');
      case 'incident.snoozed':
        return { because: { code: 'snoozed' }, ...tell(escalationOf(event.key), 'escalation.snooze', { until: event.data.until }) };
      case 'incident.resolved':
        return everybodyOff(event.key, { because: 'resolved', person: event.data.person }, { via: event.via, ctx });
      case 'incident.reopened':
        return callAgain(event.key, ctx);
      case 'page.acked':
        return confirm(event, ctx);
      case 'step.fired':
        return { because: { code: 'step-fired' }, facts: [{ type: 'people.called', data: event.data }] };
      case 'call.over':
        return { because: { code: 'nobody-answered' }, facts: [{ type: 'call.unanswered', data: event.data }] };
      case 'ack.lapsed':
        return lapsed(event, ctx);
    }
  },
});

const escalationOf = (key: Key): Key => keyOf('escalation', key);
const tell = (key: Key, type: string, data: unknown): { tell: Told[] } => ({ tell: [{ key, type, data }] });
const numberOf = (key: Key): string => key.slice('incident:'.length);

function startFor(key: Key, declared: Declared, { store }: Decide): Decision {
  const policy = declared.policy ? store.resources().get('escalation-policy', declared.policy) : undefined;
  if (!policy && declared.called.length === 0) return nothing('nobody-to-call');
  const plan = policy ? planOf(policy.name, policy.spec) : planFor(declared.called);
  const about: About = { incident: numberOf(key), group: declared.group, title: declared.title, severity: declared.severity };
  return { because: { code: 'declared' }, ...tell(escalationOf(key), 'escalation.start', { about, plan }) };
}

/** `via`: how the ack came, so that a page can say so. */
function stopCalling(key: Key, data: Stop, via: string): Decision {
  return { because: { code: 'call-over' }, tell: [{ key: escalationOf(key), type: 'escalation.stop', data, via }] };
}

/** Over: whoever was called in by name need not come any more either. */
async function everybodyOff(key: Key, data: Stop, { via, ctx }: { via: string; ctx: Decide }): Promise<Decision> {
  const pages = await ctx.store.pagesOf({ incident: numberOf(key) });
  const mustered = pages.filter((page) => isLive(page) && page.escalation === '');
  const told = mustered.map((page): Told => ({ key: keyOf('page', page.id), type: 'page.stop', data, via }));
  const stopped = stopCalling(key, data, via);
  return { ...stopped, tell: [...(stopped.tell ?? []), ...told] };
}

/** Open again and never acknowledged: people are called as at the first time, by what the policy says now. */
async function callAgain(key: Key, { store }: Decide): Promise<Decision> {
  const incident = await store.state('incident', numberOf(key));
  const before = await store.state('escalation', key);
  if (!incident || !before || incident.progress !== 'open') return nothing('nobody-to-call');
  const policy = before.plan.policy === null ? undefined : store.resources().get('escalation-policy', before.plan.policy);
  const plan = policy ? planOf(policy.name, policy.spec) : before.plan;
  const about: About = { ...before.about, severity: incident.severity };
  return { because: { code: 'reopened' }, ...tell(escalationOf(key), 'escalation.start', { about, plan }) };
}

/** Where several must acknowledge, each does so by their own page, also after the incident has somebody. */
async function confirm(event: EventOf<'page.acked'>, { store }: Decide): Promise<Decision> {
  const page = await store.state('page', event.key.slice('page:'.length));
  if (!page || page.escalation === '') return nothing('of-no-escalation');
  return { because: { code: 'page-acked' }, ...tell(keyOf('escalation', page.escalation), 'escalation.confirm', { person: page.person }) };
}

const lapse = (key: Key): Decision => ({
  because: { code: 'given-back' },
  ...tell(escalationOf(key), 'escalation.unconfirmed', { because: 'hand' }),
});

async function lapsed({ key, data }: EventOf<'ack.lapsed'>, { store }: Decide): Promise<Decision> {
  const incident = await store.state('incident', numberOf(key));
  if (!incident || incident.acknowledgedAt === null) return nothing('not-acked');
  return { because: { code: data.because }, facts: [{ type: 'incident.unacked', data }] };
}
