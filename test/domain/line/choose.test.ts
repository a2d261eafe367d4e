import { expect, test } from 'vitest';
import { choose, type Choice } from '../../../domain/line/choose.ts';
import { applyLine, idle, type Line, type LineItem } from '../../../domain/line/line.ts';

const minute = 60_000;
const about = (incident: string, page = `${incident}.0.0.ana`): LineItem => ({ page, attempt: 1, about: incident });
const twilio = {
  name: 'twilio',
  spec: { type: 'twilio', for: ['phone', 'sms'], numbers: [], priority: 0, accountSid: 'AC000000', authToken: 'x', from: '+14155550100' },
};
type Wish = Parameters<typeof choose>[1];
const wish = (items: LineItem[], nowMin: number, more: Partial<Wish> = {}): Wish => ({
  by: 'phone',
  items,
  now: nowMin * minute,
  to: '+8613800000001',
  carriers: [twilio] as unknown as Wish['carriers'],
  ...more,
});
const used = (line: Line, atMin: number, items: LineItem[], carrier: string | null = 'twilio'): Line =>
  applyLine(line, { type: 'line.used', data: { by: 'phone', carrier, items }, at: atMin * minute });

test('the first call about an incident goes out at once, however many went before it', () => {
  const busy = [0, 1, 2, 3, 4].reduce((line, at) => used(line, at, [about(`INC-${at}`)]), idle);
  expect(choose(busy, wish([about('INC-9')], 4.1))).toEqual({ is: 'now', carrier: 'twilio', items: [about('INC-9')] });
});

test('more about what one knows of waits until it can be borne', () => {
  const line = used(idle, 0, [about('INC-1')]);
  expect(choose(line, wish([about('INC-1')], 0.5))).toEqual<Choice>({ is: 'held', until: minute, items: [about('INC-1')] });
  expect(choose(line, wish([about('INC-1')], 1))).toMatchObject({ is: 'now' });
});

test('what is new takes along what waits: one call for all', () => {
  const held = applyLine(used(idle, 0, [about('INC-1')]), {
    type: 'line.held',
    data: { by: 'phone', items: [about('INC-1', 'INC-1.1.0.ana')], until: minute },
    at: 30_000,
  });
  expect(choose(held, wish([about('INC-2')], 0.6))).toMatchObject({
    is: 'now',
    items: [{ page: 'INC-1.1.0.ana' }, { page: 'INC-2.0.0.ana' }],
  });
});

test('many at one moment are one call', () => {
  expect(choose(idle, wish([about('INC-1'), about('INC-2'), about('INC-3')], 0))).toMatchObject({ is: 'now', items: { length: 3 } });
});

test('texts and calls do not hinder each other', () => {
  const line = used(idle, 0, [about('INC-1')]);
  expect(choose(line, wish([about('INC-1')], 0.5, { by: 'sms' }))).toMatchObject({ is: 'now' });
});

test('without a number or a carrier the attempt goes on, to say so itself', () => {
  expect(choose(idle, wish([about('INC-1')], 0, { to: null }))).toMatchObject({ is: 'now', carrier: null });
  expect(choose(idle, wish([about('INC-1')], 0, { carriers: [] }))).toMatchObject({ is: 'now', carrier: null });
});

test('what was used more than a day ago is forgotten', () => {
  expect(used(used(idle, 0, [about('INC-1')]), 1441, [about('INC-2')]).used).toHaveLength(1);
});
