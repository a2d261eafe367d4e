import { describe, expect, test } from 'vitest';
import { nothing } from '../../../domain/event/decision.ts';
import { keyOf, partsOf, personOf } from '../../../domain/event/event.ts';
import { done, isRefusal, refuse, refuseField, sayRefusal } from '../../../domain/event/reply.ts';

describe('a key', () => {
  test.each([
    ['incident', 'INC-20261123-001'],
    ['group', 'default/0~97f50f5299744521'],
    ['escalation', 'incident:INC-20261123-001'],
    ['page', 'INC-20261123-001.0.0.ana'],
    ['silence', ''],
  ] as const)('%s %s is read back', (kind, id) => expect(partsOf(keyOf(kind, id))).toEqual({ kind, id }));
});

test('only a person is a person', () => {
  expect([personOf('person:ana'), personOf('person:a:b'), personOf('bot:pager'), personOf('token:admin'), personOf('tocsin')]).toEqual([
    'ana',
    'a:b',
    null,
    null,
    null,
  ]);
});

test('a refusal is told from a reply, and from anything else', () => {
  expect([refuse('rule', 'no', '不行'), done({ ok: false }), { ok: true }, null, 'ok', undefined].map(isRefusal)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('doing nothing has a reason', () =>
  expect([nothing('a'), nothing('b', { n: 1 })]).toEqual([{ because: { code: 'a' } }, { because: { code: 'b', data: { n: 1 } } }]));

test('a refusal is said in the language of whoever hears it, its fields too', () => {
  const refusal = refuseField('until', 'lies in the past.', '时间已过。');
  expect(sayRefusal(refusal, 'zh')).toEqual({
    ok: false,
    refused: 'input',
    because: 'until：时间已过。',
    issues: [{ path: 'until', message: '时间已过。' }],
  });
  expect(sayRefusal(refusal, 'en')).toMatchObject({ because: 'until: lies in the past.' });
});
