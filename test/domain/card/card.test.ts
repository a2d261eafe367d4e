import { describe, expect, test } from 'vitest';
import { cardText } from '../../../domain/card/text.ts';
import { cardSlot, targetId } from '../../../domain/card/view.ts';

const card = {
  title: 'Orders are rejected',
  severity: 'SEV1',
  state: { word: 'open', tone: 'alarm' },
  body: 'Gateway answers 503',
  fields: [{ label: 'Since', value: '09:30' }],
  links: [{ label: 'War room', url: 'http://x/i/1' }],
  actions: [
    { label: 'Acknowledge', skill: 'incident/ack', input: {} },
    { label: 'Resolve', skill: 'incident/resolve', input: {} },
  ],
  context: 'from prom-sh1',
} as const;

test('a card in plain lines, its actions numbered', () => {
  expect(cardText(card)).toBe(
    [
      'SEV1 · open · Orders are rejected',
      'Gateway answers 503',
      'Since: 09:30',
      'War room: http://x/i/1',
      '1. Acknowledge',
      '2. Resolve',
      'from prom-sh1',
    ].join('\n'),
  );
});
test('a card of a title alone is a line', () => expect(cardText({ title: 'Hello' })).toBe('Hello'));

describe('every place has a name of its own', () => {
  const view = { kind: 'incident', id: 'INC-1' } as const;
  test.each([
    [{ to: 'room', incident: 'INC-1', adapter: 'web' } as const, 'room/INC-1/web'],
    [{ to: 'channel', channel: 'ops' } as const, 'channel/ops'],
    [{ to: 'person', person: 'ana', adapter: 'slack' } as const, 'person/ana/slack'],
  ])('%o', (target, id) => {
    expect([targetId(target), cardSlot(view, target)]).toEqual([id, `card/incident/INC-1/${id}`]);
  });
});
