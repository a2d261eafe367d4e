import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Language } from '../../web/src/state/language.ts';
import { createNotices } from '../../web/src/state/notices.ts';

const language = { say: (word: string) => word } as unknown as Language;
const made = () => {
  const notices = createNotices(language);
  return { notices, said: () => notices.shown.value.map(({ text }) => text) };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the same bad news again is one notice, the last of all', () => {
  const { notices, said } = made();
  const refusal = { status: 409, because: 'You are not linked.', issues: [] };
  notices.refused(refusal);
  notices.tell('Saved', 'warn');
  notices.refused(refusal);
  notices.refused(refusal);
  expect(said()).toEqual(['Saved', 'You are not linked.']);
});

test('the same good news again stays its whole time from then on', () => {
  const { notices, said } = made();
  notices.tell('Saved', 'good');
  vi.advanceTimersByTime(4_000);
  notices.tell('Saved', 'good');
  vi.advanceTimersByTime(4_000);
  expect(said()).toEqual(['Saved']);
  vi.advanceTimersByTime(4_000);
  expect(said()).toEqual([]);
});

test('the same words in another tone are another notice', () => {
  const { notices, said } = made();
  notices.tell('Slack', 'good');
  notices.tell('Slack', 'alarm');
  expect(said()).toEqual(['Slack', 'Slack']);
});
