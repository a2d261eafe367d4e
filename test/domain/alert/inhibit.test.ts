import { describe, expect, test } from 'vitest';
import { compileRules, exposures, inhibitedBy, sourceKeys, type Inhibitor } from '../../../domain/alert/inhibit.ts';

type Labels = Record<string, string>;

const rule = (given: object = {}, name = 'down') => ({
  name,
  spec: { source: ['alertname="Down"'], target: ['severity=~"warning|info"'], equal: ['cluster'], missingIsEqual: false, ...given },
});

/** Which of these alerts inhibit the last one. Each is its own fingerprint. */
function inhibits(spec: object, alerts: readonly Labels[]): string[] {
  const rules = compileRules([rule(spec)]);
  const id = (i: number): string => `alert-${i}`;
  const live = alerts.flatMap((labels, i) => sourceKeys(rules, labels).map((k): Inhibitor => ({ ...k, fingerprint: id(i) })));
  const target = alerts.length - 1;
  const found = inhibitedBy(
    id(target),
    exposures(rules, alerts[target] ?? {}),
    Map.groupBy(live, (l) => l.key),
  );
  return found.map((f) => f.by);
}

const source = { alertname: 'Down', cluster: 'a', severity: 'critical' };
const target = { alertname: 'Slow', cluster: 'a', severity: 'warning' };

describe('a target is inhibited', () => {
  test.each<[why: string, spec: object, alerts: readonly Labels[], by: string[]]>([
    ['by a source with the same labels', {}, [source, target], ['alert-0']],
    ['not by one of another cluster', {}, [{ ...source, cluster: 'b' }, target], []],
    ['not by what is no source', {}, [{ ...source, alertname: 'Up' }, target], []],
    ['not when it is no target', {}, [source, { ...target, severity: 'critical' }], []],
    ['not where both lack the label', {}, [{ alertname: 'Down' }, { alertname: 'Slow', severity: 'info' }], []],
    [
      'unless that counts as the same',
      { missingIsEqual: true },
      [{ alertname: 'Down' }, { alertname: 'Slow', severity: 'info' }],
      ['alert-0'],
    ],
    ['but not where only one lacks it', { missingIsEqual: true }, [{ alertname: 'Down' }, target], []],
    ['by any source where nothing must be equal', { equal: [] }, [{ alertname: 'Down' }, target], ['alert-0']],
    ['never by itself', { target: ['alertname="Down"'] }, [source], []],
    [
      'nor by another that stands on both sides',
      { target: ['cluster="a"'] },
      [
        { ...source, node: '1' },
        { ...source, node: '2' },
      ],
      [],
    ],
    ['but a plain target by one that does', { target: ['cluster="a"'] }, [source, target], ['alert-0']],
  ])('%s', (_why, spec, alerts, by) => expect(inhibits(spec, alerts)).toEqual(by));
});

test('as long as one source of a key is left its targets stay quiet', () => {
  const rules = compileRules([rule()]);
  const [key] = sourceKeys(rules, source);
  if (!key) throw new Error('the source has no key');
  const one = { ...key, fingerprint: 'one' };
  const two = { ...key, fingerprint: 'two' };
  const exposed = exposures(rules, target);
  expect(inhibitedBy('t', exposed, new Map([[key.key, [one, two]]]))).toEqual([{ rule: 'down', by: 'one' }]);
  expect(inhibitedBy('t', exposed, new Map([[key.key, [two]]]))).toEqual([{ rule: 'down', by: 'two' }]);
  expect(inhibitedBy('t', exposed, new Map())).toEqual([]);
});

test('one alert that inhibits is named for each rule', () => {
  const rules = compileRules([rule(), rule({ equal: [] }, 'anywhere')]);
  expect(exposures(rules, target).map((e) => e.rule.name)).toEqual(['down', 'anywhere']);
});

test('an edited rule never meets what it had stored before', () => {
  const [before] = sourceKeys(compileRules([rule()]), source);
  const [after] = sourceKeys(compileRules([rule({ target: ['severity="info"'] })]), source);
  expect(before?.key).not.toBe(after?.key);
});

test('a rule cannot hit a group whose own labels say otherwise', () => {
  const [compiled] = compileRules([rule()]);
  expect(compiled?.mayHit({ alertname: 'Slow' })).toBe(true);
  expect(compiled?.mayHit({ severity: 'critical' })).toBe(false);
});
