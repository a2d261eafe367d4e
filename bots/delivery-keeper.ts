import type { Cut, Group } from '../domain/alert/group.ts';
import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { keyOf, partsOf, type Told } from '../domain/event/event.ts';
import type { Remark } from '../domain/incident/incident.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

type Heard = EventOf<'signals.changed' | 'rest.heard' | 'effect.failed'>;

/** What is odd about a delivery is on record: old news that came late, and alerts that a source left out, which it is asked for. */
export default bot({
  name: 'delivery-keeper',
  hears: ['signals.changed', 'rest.heard', 'effect.failed'],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    if (!event.key.startsWith('group:')) return null;
    const group = await ctx.store.state('group', partsOf(event.key).id);
    if (!group) return null;
    switch (event.type) {
      case 'signals.changed':
        return odd(group, event.data);
      case 'rest.heard':
        return {
          because: { code: 'rest-heard' },
          facts: [{ type: 'group.cut', data: event.data }],
          tell: remark(group, { kind: 'cut', ...event.data }),
        };
      case 'effect.failed':
        return unasked(group, event.data);
    }
  },
});

function odd(group: Group, { overtaken = [], cut }: EventOf<'signals.changed'>['data']): Decision | null {
  if (overtaken.length === 0 && !cut) return null;
  const fingerprints = [...new Set(overtaken)];
  return {
    because: { code: cut ? 'cut-short' : 'overtaken' },
    facts: fingerprints.length > 0 ? [{ type: 'group.overtaken', data: { fingerprints } }] : [],
    tell: fingerprints.length > 0 ? remark(group, { kind: 'overtaken', count: fingerprints.length }) : [],
    effects: cut ? [ask(group, cut)] : [],
  };
}

/** Deliveries that follow one another ask once. */
const ask = (group: Group, cut: Cut): Effect => ({
  type: 'source.ask',
  data: { cut },
  urgency: 'card',
  onCrash: 'repeat',
  slot: `ask/${cut.integration}/${group.id}`,
});

function unasked(group: Group, { effect, data, because }: EventOf<'effect.failed'>['data']): Decision {
  if (effect !== 'source.ask') return nothing('left-to-next-edit');
  const { count } = (data as { cut: Cut }).cut;
  const told = { count, heard: null, because };
  return { because: { code: 'rest-not-heard' }, facts: [{ type: 'group.cut', data: told }], tell: remark(group, { kind: 'cut', ...told }) };
}

const remark = (group: Group, data: Remark): Told[] =>
  group.incident ? [{ key: keyOf('incident', group.incident), type: 'group.remarked', data }] : [];
