import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint } from '../../../domain/alert/fingerprint.ts';
import vectors from '../../fixtures/oncall-vectors.json' with { type: 'json' };

const prime = 0x1_0000_0001_b3n;
const offset = 0xcbf2_9ce4_8422_2325n;

/** The rule once more, slowly: BigInt arithmetic over the UTF-8 bytes, names in the order of their bytes. */
function slowly(labels: Readonly<Record<string, string>>): string {
  const names = Object.keys(labels).map((name) => Buffer.from(name));
  const bytes = names.toSorted(Buffer.compare).flatMap((name) => [...name, 0xff, ...Buffer.from(labels[name.toString()] ?? ''), 0xff]);
  const hash = bytes.reduce((h, b) => BigInt.asUintN(64, (h ^ BigInt(b)) * prime), offset);
  return hash.toString(16).padStart(16, '0');
}

const cases = vectors.extras.fingerprints.cases.map(({ labels, expect: hex, source }) => ({
  labels: labels as Record<string, string>,
  hex,
  source,
}));

test.each(cases)('$hex, as $source has it', ({ labels, hex }) => {
  expect(fingerprint(labels)).toBe(hex);
  expect(slowly(labels)).toBe(hex);
});

const text = fc.string({ unit: 'binary', maxLength: 40 }).map((s) => s.toWellFormed());

test('any labels hash as the slow way does, whatever the script', () => {
  fc.assert(
    fc.property(fc.dictionary(text, text, { maxKeys: 12, noNullPrototype: true }), (labels) => fingerprint(labels) === slowly(labels)),
    { numRuns: 2_000 },
  );
});

test('the order in which labels are given does not matter', () => {
  fc.assert(
    fc.property(
      fc.dictionary(text, text),
      (labels) => fingerprint(labels) === fingerprint(Object.fromEntries(Object.entries(labels).toReversed())),
    ),
  );
});

test('names sort by their bytes, not by their UTF-16 halves', () => {
  const labels = { '\u{1f600}': 'astral', '\uff01': 'wide' };
  expect(fingerprint(labels)).toBe(slowly(labels));
});

test.each([
  ['("ab", "c") and ("a", "bc")', { ab: 'c' }, { a: 'bc' }],
  ['a value that looks like the next label', { a: '1', b: '2' }, { a: '1ÿb', ÿ2: '' }],
])('%s are told apart', (_why, one, other) => {
  expect(fingerprint(one)).not.toBe(fingerprint(other));
});

test('a value of 60,000 Chinese characters is hashed like any other', () => {
  const labels = { alertname: '磁'.repeat(60_000) };
  expect(fingerprint(labels)).toBe(slowly(labels));
});
