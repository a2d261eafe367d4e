import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../domain/page/page.ts';
import { afterReport, type Report, type ReportWord } from '../../../domain/page/report.ts';

const call: Attempt = { by: 'phone', state: 'sent', at: 0, carrier: 'twilio', ref: 'CA1' };
const report = (word: ReportWord, more: Partial<Report> = {}): Report => ({ word, ref: 'CA1', seq: null, ...more });

describe('what a carrier says moves an attempt', () => {
  test.each<[why: string, before: Attempt, said: Report, after: Partial<Attempt> | null]>([
    ['ringing', call, report('ringing'), { state: 'ringing' }],
    ['picked up', call, report('answered'), { state: 'answered' }],
    ['picked up is further than ringing', { ...call, state: 'answered' }, report('ringing'), null],
    [
      'at its end nobody has pressed a key',
      { ...call, state: 'answered' },
      report('completed'),
      { state: 'answered', over: true, code: 'no-key' },
    ],
    ['busy', call, report('busy'), { state: 'failed', code: 'busy' }],
    ['no such number', call, report('refused', { raw: 'SIP 404' }), { state: 'failed', code: 'number-refused', raw: 'SIP 404' }],
    ['a text that arrived', { ...call, by: 'sms' }, report('delivered'), { state: 'delivered', over: true }],
    ['a text that did not', { ...call, by: 'sms' }, report('undelivered'), { state: 'failed', code: 'undelivered' }],
    ['nothing after the end', { ...call, state: 'answered', over: true }, report('failed'), null],
    ['nothing after a failure', { ...call, state: 'failed' }, report('answered'), null],
    ['an ack stays an ack', { ...call, state: 'acked' }, report('completed'), null],
    ['the same number of order twice', { ...call, seq: 2 }, report('completed', { seq: 2 }), null],
    ['an earlier number of order', { ...call, seq: 2 }, report('completed', { seq: 1 }), null],
    ['a later number of order', { ...call, seq: 2 }, report('completed', { seq: 3 }), { seq: 3, over: true }],
    ['another call', call, report('failed', { ref: 'CA2' }), null],
    ['before the carrier’s own answer was kept', { by: 'phone', state: 'queued', at: 0 }, report('queued'), { state: 'sent', ref: 'CA1' }],
    [
      'a guess who picked up',
      { ...call, state: 'answered' },
      report('answered', { answeredBy: 'machine' }),
      { state: 'answered', answeredBy: 'machine' },
    ],
  ])('%s', (_why, before, said, after) => {
    if (after === null) expect(afterReport(before, said)).toBeNull();
    else expect(afterReport(before, said)).toMatchObject(after);
  });
});
