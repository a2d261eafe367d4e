import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { compileRules, sourceKeys, type InhibitRule } from '../../domain/alert/inhibit.ts';
import { routeTree } from '../../domain/alert/route.ts';
import { settle } from '../../domain/alert/settle.ts';
import { signalFrom, type Signal } from '../../domain/alert/signal.ts';
import type { Settle } from '../../ports/store.ts';
import { t0, type Bench } from './store-bench.ts';

const minute = 60_000;
const rule = (name: string, spec: object = {}) => ({
  name,
  spec: { source: ['alertname="Switch"'], target: ['alertname="Host"'], equal: ['rack'], missingIsEqual: false, ...spec },
});
const tree = routeTree([]);

/** Who inhibits whom, and the alarms of groups that may not be told at once. */
export function quietPromises(bench: Bench): void {
  const rules = compileRules([rule('network')]);
  const settleWith =
    (by: readonly InhibitRule[], now = t0, next = 0): Settle =>
    (known, deliveries) =>
      settle(known, deliveries, { tree, rules: by, now, id: randomUUID, next: () => next });
  const signal = (labels: Record<string, string>, given: { at?: number; isOver?: true } = {}): Signal => {
    const now = given.at ?? t0;
    const endsAt = new Date(given.isOver ? now : now + 60 * minute).toISOString();
    return signalFrom({ labels, endsAt, startsAt: new Date(t0).toISOString() }, { source: 'prom', now });
  };
  const found = async (labels: Record<string, string>): Promise<string[]> =>
    (await bench.store.inhibitors(sourceKeys(rules, labels).map((k) => k.key))).map((i) => i.fingerprint);

  test('sources of a key are found as long as one of them fires', async () => {
    const [one, two] = [signal({ alertname: 'Switch', rack: 'r1' }), signal({ alertname: 'Switch', rack: 'r1', port: '2' })];
    const { events } = await bench.store.intake({ signals: [one, two] }, settleWith(rules));
    expect(events.filter((e) => e.type === 'inhibition.turned')).toMatchObject([{ key: 'inhibition:network', data: { rule: 'network' } }]);
    expect(await found({ alertname: 'Switch', rack: 'r1' })).toEqual([one.fingerprint, two.fingerprint].toSorted());
    const at = t0 + minute;
    await bench.store.intake({ signals: [signal(one.labels, { at, isOver: true })] }, settleWith(rules, at));
    expect(await found({ alertname: 'Switch', rack: 'r1' })).toEqual([two.fingerprint]);
    await bench.store.intake({ signals: [signal({ ...two.labels }, { at, isOver: true })] }, settleWith(rules, at));
    expect(await found({ alertname: 'Switch', rack: 'r1' })).toEqual([]);
  });

  test('of no keys there are none', async () => expect(await bench.store.inhibitors([])).toEqual([]));

  test('six hundred keys are asked for at once', async () => {
    const many = Array.from({ length: 600 }, (_, i) => signal({ alertname: 'Switch', rack: `many-${i}` }));
    await bench.store.intake({ signals: many }, settleWith(rules));
    expect(await bench.store.inhibitors(many.flatMap((s) => sourceKeys(rules, s.labels).map((k) => k.key)))).toHaveLength(600);
  });

  test('after the rules have changed all that fires is gone through anew', async () => {
    const source = signal({ alertname: 'Power', rack: 'r9' });
    await bench.store.intake({ signals: [source] }, settleWith(rules));
    const changed = compileRules([rule('network', { source: ['alertname="Power"'] })]);
    const [key] = sourceKeys(changed, source.labels);
    expect(await bench.store.inhibitors([key?.key ?? ''])).toEqual([]);
    expect(await bench.store.rekeyInhibitors(changed)).toBe(true);
    expect(await bench.store.inhibitors([key?.key ?? ''])).toEqual([{ key: key?.key, fingerprint: source.fingerprint, isTwoSided: false }]);
    expect(await bench.store.inhibitors(sourceKeys(rules, { alertname: 'Switch', rack: 'many-1' }).map((k) => k.key))).toEqual([]);
  });

  test('without rules there is nothing to go through', async () => expect(await bench.store.rekeyInhibitors([])).toBe(false));

  test('a group that may not be told yet gets one alarm, however often it turns until then', async () => {
    const at = (n: number) => signal({ alertname: 'Paced', n: String(n) });
    const later = settleWith([], t0, t0 + 500);
    const first = await bench.store.intake({ signals: [at(1)] }, later);
    expect(first.events).toEqual([]);
    expect(first.timers).toMatchObject([{ name: 'turned', at: t0 + 500, event: { type: 'signals.changed' } }]);
    const second = await bench.store.intake({ signals: [at(2), at(3)] }, settleWith([], t0, t0 + 900));
    expect(second).toEqual({ events: [], timers: [] });
    const fired = await bench.store.fireTimers(first.timers);
    expect(fired).toMatchObject([{ type: 'signals.changed', key: first.timers[0]?.key }]);
    const third = await bench.store.intake({ signals: [at(4)] }, settleWith([], t0, t0 + 900));
    expect(third.timers, 'what turns after it rang gets another').toHaveLength(1);
  });
}
