import { expect, test } from 'vitest';
import { severityOf } from '../../../domain/alert/severity.ts';

test.each([
  ['critical', 'SEV1'],
  ['CRITICAL', 'SEV1'],
  ['page', 'SEV1'],
  ['error', 'SEV2'],
  ['warning', 'SEV3'],
  ['info', 'SEV4'],
  ['P2', 'SEV2'],
  ['sev4', 'SEV4'],
  ['', 'SEV3'],
  ['whatever', 'SEV3'],
  ['constructor', 'SEV3'],
  ['__proto__', 'SEV3'],
])('severity="%s" is %s', (severity, expected) => expect(severityOf({ severity })).toBe(expected));

test('without the label it is SEV3', () => expect(severityOf({})).toBe('SEV3'));
