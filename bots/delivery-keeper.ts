import type { Cut, Group } from '../domain/alert/group.ts';
import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { remarked } from '../domain/alert/remarked.ts';
import { partsOf, type Fact, type Told } from '../domain/event/event.ts';
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
        return odd(group, event.data, ctx.now);
      case 'rest.heard':
        return { because: { code: 'rest-heard' }, ...noted(group, [{ kind: 'cut', ...event.data }]) };
      case 'effect.failed':
        return unasked(group, event.data);
    }
  },
});

/** Less than this a clock may be ahead without a word. */
const aheadMs = 2 * 60_000;
const againMs = 5 * 60_000;

function odd(group: Group, { overtaken = [], aheadMs: ahead = 0, cut }: EventOf<'signals.changed'>['data'], now: number): Decision | null {
  const remarks: Remark[] = [];
  if (overtaken.length > 0) remarks.push({ kind: 'overtaken', count: new Set(overtaken).size });
  if (ahead >= aheadMs) remarks.push({ kind: 'ahead', minutes: Math.round(ahead / 60_000) });
  // Who sends old news sends it again and again: once is enough for a while.
  if (group.notedAt !== null && now - group.notedAt < againMs) remarks.length = 0;
  if (remarks.length === 0 && !cut) return null;
  return { because: { code: cut ? 'cut-short' : 'odd' }, ...noted(group, remarks), effects: cut ? [ask(group, cut)] : [] };
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
  return { because: { code: 'rest-not-heard' }, ...noted(group, [{ kind: 'cut', count, heard: null, because }]) };
}

/** In the story of its incident; of a group that has none yet it waits for one. */
const noted = (group: Group, remarks: readonly Remark[]): { facts: Fact[]; tell: Told[] } => ({
  facts: remarks.map((data) => ({ type: 'group.noted', data })),
  tell: group.incident ? remarks.map((data) => remarked(group.incident ?? '', data)) : [],
});
