import { describe, expect, test } from 'vitest';
import { catchUpCard, catchUpOf, type LateComer } from '../../../domain/incident/catch-up.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { Happened } from '../../../domain/incident/story.ts';
import { fact, incident, number, t0 } from './an-incident.ts';

const minute = 60_000;
const happened = (type: string, data: unknown, after: number, by: Happened['by'] = 'person:bo'): Happened => ({
  type,
  key: `incident:${number}`,
  at: t0 + after * minute,
  by,
  via: 'console',
  data,
});
const reader = (lang: 'zh' | 'en') => ({ lang, name: (p: string) => (p === 'ana' ? '安娜' : p), zone: 'Asia/Shanghai' });
const nobody: LateComer = { person: 'dee', isCalled: false };
const card = (i: Incident, { lang = 'en', facts = [], ...late }: Partial<LateComer> & { lang?: 'zh' | 'en'; facts?: Happened[] } = {}) =>
  catchUpCard(catchUpOf(i, { ...nobody, ...late, facts, now: t0 + 42 * minute }, reader(lang)), reader(lang));
const field = (shown: ReturnType<typeof card>, label: string) => shown.fields?.find((f) => f.label === label)?.value;

test('it says what it is, how bad, since when and for how long, what it means and who has it', () => {
  const shown = card(
    incident(
      fact('incident.acked', { person: 'ana' }),
      fact('incident.assigned', { role: 'commander', person: 'bo' }),
      fact('incident.impacted', { text: 'No orders go out' }),
    ),
  );
  expect(shown).toMatchObject({ title: `${number} Orders are rejected`, severity: 'SEV2', state: { word: 'acknowledged' } });
  expect(field(shown, 'Business impact')).toBe('No orders go out');
  expect(field(shown, 'Since')).toBe('09:30 · 42 min');
  expect(field(shown, 'Leads')).toBe('bo');
  expect(field(shown, 'Has it')).toBe('安娜');
  expect(shown.context).toBe('Only you see this');
});

test('what was done last comes first, seven lines at most, without who was rung and who came', () => {
  const notes = Array.from({ length: 10 }, (_, n) => happened('incident.noted', { text: `step ${n}` }, n));
  const noise = [
    happened('people.joined', { adapter: 'web', joined: ['ana'], failed: [] }, 20),
    happened('room.opened', { adapter: 'web', ref: 'r', url: null }, 21),
    { ...happened('page.acked', {}, 22), key: `page:${number}.0.0.ana` as const },
  ];
  const lines = card(incident(), { facts: [...notes, ...noise] }).body?.split('\n') ?? [];
  expect(lines).toEqual([9, 8, 7, 6, 5, 4, 3].map((n) => `09:3${n} bo: step ${n}`));
});

test('before anything was done it says so', () => {
  expect(card(incident(), { facts: [happened('incident.declared', {}, 0)] }).body).toBe('Nothing has been noted yet.');
});

describe('what is asked of whoever comes', () => {
  const led = incident(
    fact('incident.assigned', { role: 'commander', person: 'bo' }),
    fact('incident.assigned', { role: 'scribe', person: 'eve' }),
  );
  test.each([
    ['is called', led, { person: 'ana', isCalled: true }, 'acknowledge it', ['Acknowledge']],
    ['leads', led, { person: 'bo' }, 'You lead it', []],
    ['holds another role', led, { person: 'eve' }, 'You hold a role', []],
    ['finds nobody leading', incident(), {}, 'Nobody leads yet', ['I take command']],
    ['may help', led, {}, 'Say in the room', []],
    ['is nobody here', led, { person: null }, 'Say in the room', []],
    ['comes when it is over', incident(fact('incident.resolved', { person: 'bo' })), { isCalled: true }, 'Nothing: it is over', []],
  ] as const)('somebody who %s', (_who, i, late, words, actions) => {
    const shown = card(i, late);
    expect(field(shown, 'Asked of you')).toContain(words);
    expect(shown.actions?.map((a) => a.label)).toEqual(actions);
  });
});

test('it is in the language of whoever reads', () => {
  const shown = card(incident(), { lang: 'zh', facts: [happened('incident.acked', { person: 'ana' }, 3)] });
  expect(JSON.stringify(shown)).not.toMatch(/[A-Za-z]{4,} (?:are|is|it|yet)\b(?! rejected)/u);
  expect(shown.body).toBe('09:33 安娜 已认领');
  expect(field(shown, '自')).toBe('09:30 · 42 分钟');
});
