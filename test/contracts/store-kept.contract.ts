import { describe, expect, test } from 'vitest';
import { keyOf } from '../../domain/event/event.ts';
import { kinds, type Kind } from '../../domain/resource/kinds.ts';
import type { Resource } from '../../domain/resource/resource.ts';
import { t0, type Bench } from './store-bench.ts';
import { accepted, commit, draft, effect } from './some-events.ts';

const day = 86_400_000;

/** Resources, tokens, live notes, and what is thrown away when. */
export function keptPromises(bench: Bench): void {
  describe('what people configure', () => {
    const resource = (kind: Kind, name: string, spec: object = {}, line?: number): Resource =>
      ({ kind, name, spec: kinds[kind].parse(spec), ...(line === undefined ? {} : { origin: { file: 'firm.yaml', line } }) }) as Resource;
    const ana = resource('person', 'ana', { displayName: '安娜' }, 1);
    const names = (): string[] =>
      bench.store
        .resources()
        .list.map((r) => `${r.kind}/${r.name}`)
        .toSorted();

    test('is in force as soon as it is saved, and after a restart', async () => {
      await bench.store.saveResources([ana, resource('team', 'payments', { people: ['ana'] }, 5)]);
      const { version } = bench.store.resources();
      await bench.reopen();
      expect(bench.store.resources().get('person', 'ana')).toEqual(ana);
      expect([names(), bench.store.resources().version]).toEqual([['person/ana', 'team/payments'], version]);
    });
    test('that is no longer there is gone, after a restart too', async () => {
      await bench.store.saveResources([ana]);
      await bench.reopen();
      expect(names()).toEqual(['person/ana']);
    });
    test('that comes back or changes is as it was said last', async () => {
      await bench.store.saveResources([resource('person', 'ana', { displayName: '安娜二' }, 9), resource('team', 'payments', {}, 10)]);
      await bench.reopen();
      expect(bench.store.resources().get('person', 'ana')).toMatchObject({ spec: { displayName: '安娜二' }, origin: { line: 9 } });
      expect(names()).toEqual(['person/ana', 'team/payments']);
    });
    test('saved twice the same is no new version', async () => {
      const list = bench.store.resources().list;
      const { version } = bench.store.resources();
      await bench.store.saveResources(list);
      await bench.reopen();
      expect(bench.store.resources().version).toBe(version);
    });
    const audit = { at: t0, by: 'person:ana', via: 'console', what: 'resource.kept', outcome: 'done', data: {} } as const;
    test('made at the console stays when files are read again, after a restart too', async () => {
      await bench.store.keepResources([resource('firm', 'firm', { zone: 'Asia/Shanghai' }), resource('person', 'bo')], audit);
      await bench.store.saveResources([ana]);
      await bench.reopen();
      expect(names()).toEqual(['firm/firm', 'person/ana', 'person/bo']);
    });
    test('written in a file is not changed at the console, and nothing else of that change is kept', async () => {
      const both = [resource('person', 'cai'), resource('person', 'ana', { displayName: 'other' })];
      await expect(bench.store.keepResources(both, audit)).rejects.toThrow('person "ana" is written in firm.yaml:1; change it there.');
      await expect(bench.store.dropResource(ana, audit)).rejects.toThrow('firm.yaml:1');
      await bench.reopen();
      expect(names()).toEqual(['firm/firm', 'person/ana', 'person/bo']);
    });
    test('made at the console goes when it is taken away, or when a file takes its name', async () => {
      expect(await bench.store.dropResource({ kind: 'firm', name: 'firm' }, audit)).toBe(true);
      expect(await bench.store.dropResource({ kind: 'firm', name: 'firm' }, audit)).toBe(false);
      await bench.store.saveResources([ana, resource('person', 'bo', {}, 3)]);
      await bench.store.saveResources([ana]);
      await bench.reopen();
      expect(names()).toEqual(['person/ana']);
    });
    test('nothing at all', async () => {
      await bench.store.saveResources([]);
      await bench.reopen();
      expect(names()).toEqual([]);
    });
  });

  describe('an action token', () => {
    const token = { token: 't1', skill: 'incident/ack', input: { incident: 'INC-1', deep: { a: [1] } }, expiresAt: t0, form: true };
    test('keeps its payload here, and lives longer when its card is shown again', async () => {
      await bench.store.mintTokens([token]);
      await bench.store.mintTokens([{ ...token, expiresAt: t0 + day }]);
      expect(await bench.store.actionToken('t1')).toEqual({ ...token, expiresAt: t0 + day });
    });
    test('none at all', async () => {
      await bench.store.mintTokens([]);
      expect(await bench.store.actionToken('none')).toBeNull();
    });
  });

  test('where a card is, and where it went', async () => {
    await bench.store.rememberCard('s', { conv: 'c', msg: '1' });
    await bench.store.rememberCard('s', { conv: 'c', msg: '2' });
    expect([await bench.store.card('s'), await bench.store.card('none')]).toEqual([{ conv: 'c', msg: '2' }, null]);
  });

  test('when a source was last heard', async () => {
    await bench.store.noteSeen('prom', t0);
    await bench.store.noteSeen('prom', t0 + 1);
    await bench.store.noteSeen('grafana', t0);
    expect(await bench.store.lastSeen()).toEqual({ prom: t0 + 1, grafana: t0 });
  });

  describe('live notes', () => {
    const note = (n: number) => ({ type: 'alerts' as const, incident: null, person: null, room: null, data: { n } });
    test('are numbered in the order in which they were kept, and replayed from a place', async () => {
      const from = await bench.store.lastSeq();
      const kept = await Promise.all(Array.from({ length: 30 }, (_, n) => bench.store.keepLive([note(n), note(n + 100)])));
      const seqs = kept.flat().map((k) => k.seq ?? 0);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(await bench.store.lastSeq()).toBe(seqs.at(-1));
      expect(await bench.store.liveSince(from, 100)).toEqual(kept.flat());
      expect((await bench.store.liveSince(seqs[9] ?? 0, 5)).map((k) => k.seq)).toEqual(seqs.slice(10, 15));
    });
    test('of a lane are numbered with its commit', async () => {
      const { live } = await commit(bench.store, keyOf('group', 'g'), { live: [note(1), note(2)] });
      expect(live.map((l) => l.seq)).toEqual([expect.any(Number), (live[0]?.seq ?? 0) + 1]);
    });
    test('keep whom they are for', async () => {
      const [kept] = await bench.store.keepLive([{ ...note(0), incident: 'INC-1', person: 'ana', room: 'r' }]);
      expect(await bench.store.liveSince((kept?.seq ?? 1) - 1, 1)).toEqual([
        { ...note(0), incident: 'INC-1', person: 'ana', room: 'r', seq: kept?.seq },
      ]);
    });
  });

  describe('what is past its time is thrown away', () => {
    test('handled events and done effects after 7 days, waiting ones never', async () => {
      const { store, clock } = bench;
      const at = clock.now();
      const [gone, waits] = [await accepted(store, { at }), await accepted(store, { at })];
      const [over, open] = [effect({ nextAt: at }), effect({ nextAt: at })];
      await commit(store, gone.key, { handled: [{ id: gone.id, reply: null }], effects: [over, open] });
      await store.settleEffect(over.id, { state: 'done', echo: [] });
      await store.mintTokens([{ token: 'old', skill: 'x', input: {}, expiresAt: at, form: false }]);
      expect(await store.prune(at + 7 * day)).toBeGreaterThanOrEqual(2);
      expect([await store.actionToken('old'), await store.accept([draft({ id: gone.id })])]).toMatchObject([null, [{ event: null }]]);
      await store.prune(at + 7 * day + 1);
      const again = await store.accept([draft({ id: gone.id }), draft({ id: waits.id })]);
      expect(again.map((a) => a.event !== null)).toEqual([true, false]);
      await bench.reopen();
      clock.jump(day);
      const left = new Set([...(await bench.store.unfinished()).effects, ...(await bench.store.claimEffects())].map((e) => e.id));
      expect([left.has(open.id), left.has(over.id)]).toEqual([true, false]);
    });

    test('facts are kept for good', async () => {
      await commit(bench.store, keyOf('incident', 'INC-kept'), {
        facts: [{ ...draft({ type: 'incident.noted' }), key: keyOf('incident', 'INC-kept'), at: 0, incident: 'INC-kept' }],
      });
      await bench.store.prune(t0 + 10_000 * day);
      expect(await bench.store.timeline('INC-kept')).toHaveLength(1);
    });

    test('in batches, until nothing is left', async () => {
      await bench.store.keepLive(
        Array.from({ length: 1_200 }, () => ({ type: 'alerts' as const, incident: null, person: null, room: null, data: {} })),
      );
      const far = bench.clock.now() + 100 * day;
      const counts: number[] = [];
      do counts.push(await bench.store.prune(far));
      while (counts.at(-1) !== 0);
      expect(counts.length).toBeGreaterThan(2);
    });
  });
}
