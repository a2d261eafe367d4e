import { describe, expect, test } from 'vitest';
import type { Viewer } from '../../domain/access/viewer.ts';
import { keyOf } from '../../domain/event/event.ts';
import { kinds } from '../../domain/resource/kinds.ts';
import type { Resource } from '../../domain/resource/resource.ts';
import { accepted, commit, draft, effect } from './some-events.ts';
import { t0, type Bench } from './store-bench.ts';

const minute = 60_000;
const admin: Viewer = { person: 'root', roles: ['admin'] };

/** What those who run Tocsin ask. */
export function upkeepPromises(bench: Bench): void {
  test('the database says what it is, how large, and which migrations it has had', async () => {
    const state = await bench.store.upkeep.database();
    expect(state.version).toMatch(/^\d+\.\d+/u);
    expect(state.bytes).toBeGreaterThan(10_000);
    expect(state.migrations).toContain('0001-the-road');
    expect(Math.abs(state.clockAt - Date.now())).toBeLessThan(minute);
    expect((await bench.store.upkeep.integrity()) ?? []).toEqual([]);
  });

  test('what waits is counted, with since when', async () => {
    const { store } = bench;
    const before = await store.upkeep.waiting(t0);
    await store.accept([draft({ at: t0 - 5 * minute, key: keyOf('group', 'waits') })]);
    const done = await accepted(store, { at: t0 });
    await commit(store, done.key, {
      handled: [{ id: done.id, reply: null }],
      effects: [effect({ nextAt: t0 - 3 * minute })],
      timers: [
        { key: done.key, name: 'late', at: t0 - 2 * minute, event: { type: 'page.due', data: {} } },
        { key: done.key, name: 'early', at: t0 + 2 * minute, event: { type: 'page.due', data: {} } },
      ],
      parked: [{ event: done.id, listener: 'pager', error: 'oh', retryAt: t0 }],
    });
    const after = await store.upkeep.waiting(t0);
    expect(after.events).toEqual({ count: before.events.count + 1, oldestAt: t0 - 5 * minute });
    expect(after.effects).toEqual({ count: before.effects.count + 1, oldestAt: t0 - 3 * minute });
    expect(after.timers).toEqual({ count: before.timers.count + 1, oldestAt: t0 - 2 * minute });
    expect(after.parked).toMatchObject({ count: 1, givenUp: 0 });
  });

  test('how far the effects of an event have come', async () => {
    const { store } = bench;
    const { id, key } = await accepted(store, { at: t0 });
    const [sent, lost] = [effect({ id: `${id}/x/0` }), effect({ id: `${id}/x/1` })];
    await commit(store, key, { handled: [{ id, reply: null }], effects: [sent, lost] });
    await store.settleEffect(sent.id, { state: 'done', echo: [] });
    await store.settleEffect(lost.id, { state: 'failed', error: 'no such channel', echo: [] });
    expect(await store.upkeep.effectsOf(id)).toMatchObject([
      { id: sent.id, state: 'done', error: null },
      { id: lost.id, state: 'failed', error: 'no such channel' },
    ]);
    expect(await store.upkeep.effectsOf('none')).toEqual([]);
  });

  describe('the audit', () => {
    const row = (by: `person:${string}`, what: string, at: number) => ({ at, by, via: 'console', what, outcome: 'done', data: { n: at } });
    const keep = (name: string, at: number, by: `person:${string}` = 'person:ana') =>
      bench.store.keepResources([{ kind: 'person', name, spec: kinds.person.parse({}) }], row(by, 'resource.kept', at));
    test('is newest first, in pieces, by whom, what and when', async () => {
      await keep('one', t0 + 1);
      await keep('two', t0 + 2, 'person:bo');
      await keep('three', t0 + 3);
      const all = await bench.store.upkeep.audit({ limit: 10 }, admin);
      expect(all.map((r) => r.at).slice(0, 3)).toEqual([t0 + 3, t0 + 2, t0 + 1]);
      const next = await bench.store.upkeep.audit({ limit: 10, before: all[0]?.seq ?? 0 }, admin);
      expect(next[0]).toMatchObject({ by: 'person:bo', what: 'resource.kept', data: { n: t0 + 2 }, incident: null });
      expect(await bench.store.upkeep.audit({ limit: 10, by: 'BO' }, admin)).toHaveLength(1);
      expect(await bench.store.upkeep.audit({ limit: 10, what: 'resource', from: t0 + 2, to: t0 + 3 }, admin)).toHaveLength(1);
      expect(await bench.store.upkeep.audit({ limit: 10, what: 'incident/' }, admin)).toEqual([]);
    });
    test('a private incident’s only for who may see it', async () => {
      const { store } = bench;
      const key = keyOf('incident', 'INC-secret');
      await commit(store, key, {
        state: {
          kind: 'incident',
          id: 'INC-secret',
          state: { rooms: [], number: 'INC-secret', private: true, people: ['ana'], progress: 'open', declaredAt: t0, cause: null },
        },
        facts: [{ ...draft({ type: 'incident.noted' }), key, incident: 'INC-secret' }],
        audit: [{ ...row('person:ana', 'incident/note', t0 + 9), by: 'person:ana', incident: 'INC-secret' }],
      });
      const seenBy = async (viewer: Viewer) => (await store.upkeep.audit({ limit: 10, incident: 'INC-secret' }, viewer)).length;
      expect([
        await seenBy(admin),
        await seenBy({ person: 'x', roles: ['auditor'] }),
        await seenBy({ person: 'ana', roles: ['responder'] }),
        await seenBy({ person: 'bo', roles: ['operator'] }),
      ]).toEqual([1, 1, 1, 0]);
    });
  });

  test('every version of what is configured is kept, with where it was written', async () => {
    const { store } = bench;
    const person = (displayName: string): Resource => ({
      kind: 'person',
      name: 'vera',
      spec: kinds.person.parse({ displayName }),
      origin: { file: 'firm.yaml', line: 3 },
    });
    await store.saveResources([person('Vera')]);
    bench.clock.jump(minute);
    await store.saveResources([person('Vera Lin')]);
    await store.saveResources([]);
    const versions = await store.upkeep.versions({ of: { kind: 'person', name: 'vera' }, limit: 10 });
    expect(versions.map((v) => [v.version, v.gone, (v.spec as { displayName: string }).displayName])).toEqual([
      [3, true, 'Vera Lin'],
      [2, false, 'Vera Lin'],
      [1, false, 'Vera'],
    ]);
    expect(versions[1]?.origin).toEqual({ file: 'firm.yaml', line: 3 });
    expect((await store.upkeep.versions({ limit: 1 }))[0]?.name).toBe('vera');
  });

  test('a process leaves a note, which is forgotten a day after its last', async () => {
    const { upkeep } = bench.store;
    const note = { version: '1', host: 'h', pid: 7, stats: { startedAt: 1, memoryBytes: 2, heapBytes: 3, loopDelayMs: 4.5 } };
    await upkeep.noteProcess({ id: 'a', at: t0, ...note });
    await upkeep.noteProcess({ id: 'a', at: t0 + minute, ...note });
    await upkeep.noteProcess({ id: 'b', at: t0 + minute, ...note });
    expect(await upkeep.processes(t0)).toEqual([
      { id: 'a', at: t0 + minute, ...note },
      { id: 'b', at: t0 + minute, ...note },
    ]);
    await upkeep.noteProcess({ id: 'b', at: t0 + 2 * minute + 86_400_000, ...note });
    expect((await upkeep.processes(0)).map((p) => p.id)).toEqual(['b']);
  });
}
