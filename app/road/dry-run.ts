import { partsOf, type Draft, type Event, type Key } from '../../domain/event/event.ts';
import type { Reply } from '../../domain/event/reply.ts';
import { applies, type AggregateKind } from '../../domain/states.ts';
import type { StoreReader } from '../../ports/store.ts';
import { Turn, type Nouns } from './turn.ts';

/** What would have been decided, said or done. */
export interface DryRun {
  readonly reply: Reply | null;
  readonly decisions: readonly {
    key: Key;
    event: string;
    listener: string;
    because: unknown;
    facts: readonly unknown[];
    effects: readonly unknown[];
    timers: readonly unknown[];
  }[];
}

/** Events told on and on: enough to see an alert through to its pages. */
const mostTurns = 200;

/** Walks events and what they tell through the same turns as the road, in memory. Effects are listed, never done; nothing is stored. */
export async function dryRun(drafts: readonly Draft[], ctx: { store: StoreReader; nouns: Nouns; now: number }): Promise<DryRun> {
  const states = new Map<Key, unknown>();
  const store: StoreReader = {
    ...ctx.store,
    state: async (kind, id) => (states.has(`${kind}:${id}`) ? (states.get(`${kind}:${id}`) as never) : ctx.store.state(kind, id)),
  };
  const waiting = drafts.map(withKey);
  const decisions: DryRun['decisions'][number][] = [];
  let reply: Reply | null = null;
  for (let turns = 0; waiting.length > 0 && turns < mostTurns; turns++) {
    const event = waiting.shift();
    if (!event) break;
    const { kind, id } = partsOf(event.key);
    const turn = new Turn(event.key, kind in applies ? await store.state(kind as AggregateKind, id) : null, { ...ctx, store });
    await turn.take(event);
    const commit = turn.commit(0);
    if (commit.state) states.set(event.key, commit.state.state);
    waiting.push(...commit.tell.map(withKey));
    reply ??= commit.handled[0]?.reply ?? null;
    for (const d of turn.decided) {
      const { because, facts = [], effects = [], timers = [] } = d.decision;
      decisions.push({ key: event.key, event: d.event.type, listener: d.listener, because, facts, effects, timers });
    }
  }
  return { reply, decisions };
}

/** A number is not drawn for a dry run. */
const withKey = (d: Draft): Event => ({ ...d, key: typeof d.key === 'string' ? d.key : 'incident:INC-DRY-RUN' });
