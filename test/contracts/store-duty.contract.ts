import { describe, expect, test } from 'vitest';
import { keyOf } from '../../domain/event/event.ts';
import { onCallAt } from '../../domain/oncall/on-call.ts';
import { applyRota, type RotaFact } from '../../domain/oncall/rota.ts';
import { Schedule } from '../../domain/oncall/schedule.ts';
import type { Resource } from '../../domain/resource/resource.ts';
import type { Store } from '../../ports/store.ts';
import { t0, type Bench } from './store-bench.ts';
import { commit } from './some-events.ts';

const hour = 3_600_000;

export const desk: Resource = { kind: 'schedule', name: 'desk', spec: Schedule.parse({ layers: [{ people: ['bo'] }] }) };

export const onDesk = (store: Store, from: 'duty' | 'resources' = 'duty'): string[] => {
  const spec = store[from]().get('schedule', 'desk')?.spec;
  return spec ? onCallAt(spec, t0).map((o) => o.person) : [];
};

/** As the road commits a fact of a rota. */
export async function turn(store: Store, fact: Pick<RotaFact, 'type' | 'data'>): Promise<void> {
  const before = await store.state('rota', 'desk');
  const state = applyRota(before, { ...fact, at: t0, by: 'person:ana' } as RotaFact, 'desk');
  await commit(store, keyOf('rota', 'desk'), { state: { kind: 'rota', id: 'desk', state } });
}

/** Today's covers, laid over the schedules. */
export function dutyPromises(bench: Bench): void {
  describe('who is on call', () => {
    test('is as the schedule says, until somebody covers', async () => {
      await bench.store.saveResources([desk]);
      expect(onDesk(bench.store)).toEqual(['bo']);
      await turn(bench.store, { type: 'cover.set', data: { id: 'c', start: t0 - hour, end: t0 + hour, add: 'ana', remove: 'bo' } });
      expect(onDesk(bench.store)).toEqual(['ana']);
    });
    test('is the same after a restart, and what is written stays what is written', async () => {
      await bench.reopen();
      expect([onDesk(bench.store), onDesk(bench.store, 'resources')]).toEqual([['ana'], ['bo']]);
      expect(bench.store.rotas().get('desk')?.covers).toMatchObject([{ id: 'c', by: 'person:ana' }]);
    });
    test('follows the schedule and the rota, whichever changes', async () => {
      await bench.store.saveResources([{ ...desk, spec: Schedule.parse({ layers: [{ people: ['chen'] }] }) } as Resource]);
      expect(onDesk(bench.store)).toEqual(['chen']);
      await bench.store.saveResources([desk]);
      await turn(bench.store, { type: 'cover.ended', data: { id: 'c' } });
      expect(onDesk(bench.store)).toEqual(['bo']);
    });
    test('is made once for many questions', () => {
      expect(bench.store.duty()).toBe(bench.store.duty());
    });
  });
}
