import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { callView } from '../domain/escalation/call-card.ts';
import type { Escalation } from '../domain/escalation/escalation.ts';
import { aimOf } from '../domain/escalation/policy.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { isNoWorse } from '../domain/incident/severity.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

const calls = ['escalation.stopped', 'escalation.exhausted'] as const;
const incidents = [
  'incident.declared',
  'incident.acked',
  'incident.assigned',
  'incident.handed',
  'incident.reclassified',
  'incident.impacted',
  'incident.mitigated',
  'incident.resolved',
  'incident.reopened',
  'incident.closed',
  'alerts.recovered',
] as const;

type Heard = EventOf<(typeof calls)[number] | (typeof incidents)[number]>;

/** Calls of so many last steps are kept true: nobody reads further up. */
const mostCalls = 10;

/** Tells channels of what they want to know: incidents from the severity on that they name, and that what they were called for is over. */
export default bot({
  name: 'announcer',
  hears: [...calls, ...incidents],
  async decide({ type, key }: Heard, ctx: Decide): Promise<Decision | null> {
    const id = key.slice(key.indexOf(':') + 1);
    if (type === 'escalation.stopped' || type === 'escalation.exhausted') {
      const escalation = await ctx.store.state('escalation', id);
      return escalation ? callsOver(escalation) : nothing('not-calling');
    }
    const incident = await ctx.store.state('incident', id);
    return incident ? news(incident, ctx) : nothing('no-such-incident');
  },
});

function callsOver({ id: escalation, plan, cycle: last }: Escalation): Decision {
  const steps = plan.steps.flatMap(({ to }, step) =>
    to.map(aimOf).flatMap(({ kind, name }) => (kind === 'channel' ? [{ step, channel: name }] : [])),
  );
  if (steps.length === 0) return nothing('no-channel-called');
  const cycles = Array.from({ length: Math.min(last, mostCalls) + 1 }, (_, i) => last - i);
  const effects = cycles.flatMap((cycle) =>
    steps.map(({ step, channel }) => show(callView({ escalation, step, cycle }), channel, 'again')),
  );
  return { because: { code: 'call-over' }, effects: effects.slice(0, mostCalls) };
}

/** A channel is for everybody: it never hears of what is private. One that heard of an incident goes on hearing of it when that gets better. */
function news(i: Incident, { store }: Decide): Decision {
  if (i.private) return nothing('private');
  const channels = store
    .resources()
    .all('channel')
    .filter(({ spec }) => spec.incidents !== undefined);
  const effects = channels.map(({ name, spec }) => {
    const isWanted = spec.incidents !== undefined && isNoWorse(spec.incidents, i.severity);
    return show({ kind: 'incident', id: i.number }, name, isWanted ? 'first' : 'again');
  });
  return effects.length === 0 ? nothing('no-channel-wants-it') : { because: { code: 'announced' }, effects };
}

const show = (view: ReturnType<typeof callView>, channel: string, when: 'first' | 'again'): Effect => ({
  type: 'card.show',
  data: { view, target: { to: 'channel', channel }, ...(when === 'again' ? { onlyIfShown: true } : {}) },
  urgency: 'card',
  onCrash: 'repeat',
  slot: `announce/${view.kind}/${view.id}/${channel}`,
});
