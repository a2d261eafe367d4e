import { expect, test } from 'vitest';
import { pageCard, reminder } from '../../../domain/page/card.ts';
import type { Page, PageState } from '../../../domain/page/page.ts';

const page = (state: PageState, incident: string | null = 'INC-20261123-001'): Page => ({
  id: 'p',
  person: 'ana',
  about: { incident, group: null, title: 'Orders are rejected', severity: 'SEV1' },
  escalation: 'e',
  state,
  startedAt: 0,
  acknowledgedAt: null,
  acknowledgedVia: null,
  rules: [],
  tried: 0,
  attempts: [],
});

test.each<[state: PageState, word: string, tone: string, canAck: boolean]>([
  ['queued', 'calling', 'alarm', true],
  ['sent', 'waiting for you', 'alarm', true],
  ['failed', 'waiting for you', 'alarm', true],
  ['acked', 'acknowledged', 'good', false],
  ['stopped', 'no longer needed', 'quiet', false],
])('%s: %s', (state, word, tone, canAck) => {
  const card = pageCard(page(state), { lang: 'en', url: null });
  expect(card.state).toEqual({ word, tone });
  expect(card.actions?.map((a) => [a.skill, a.input])).toEqual(canAck ? [['page/ack', { page: 'p' }]] : undefined);
});

test('it says what it is about, with a link to the room where there is one', () => {
  expect(pageCard(page('sent'), { lang: 'en', url: 'http://x/i/1' })).toMatchObject({
    title: 'You are paged: INC-20261123-001 Orders are rejected',
    severity: 'SEV1',
    links: [{ url: 'http://x/i/1' }],
  });
  expect(pageCard(page('sent', null), { lang: 'zh', url: null }).title).toBe('呼叫你：Orders are rejected');
});

test('a reminder says the same in a line, and each is another line: which it is, and since when they are called', () => {
  const [one, other] = [page('sent'), { ...page('sent', null), startedAt: Date.UTC(2026, 10, 23, 19, 7) }];
  const zone = 'Asia/Shanghai';
  expect([reminder(one, { lang: 'en', nth: 1, zone: 'UTC' }), reminder(other, { lang: 'zh', nth: 2, zone })]).toEqual([
    'Still waiting for you (calling since 00:00, reminder 1): INC-20261123-001 Orders are rejected',
    '还在等你应答（03:07 起呼叫，第 2 次提醒）：Orders are rejected',
  ]);
});
