import { describe, expect, test } from 'vitest';
import { readCalendar } from '../../../domain/oncall/ics/calendar.ts';
import { feedTurns, feedWindow } from '../../../domain/oncall/ics/feed.ts';
import { publish, type PublishedTurn, type Turn } from '../../../domain/oncall/ics/publish.ts';
import { calendarText, type FeedVoice } from '../../../domain/oncall/ics/write.ts';
import { Schedule } from '../../../domain/oncall/schedule.ts';
import { resourcesOf } from '../../../domain/resource/resource.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-23T01:30:00Z');
const window = feedWindow(now);
const turn = (start: number, end: number, more: Partial<Turn> = {}): Turn => ({
  schedule: 'desk',
  person: 'ana',
  isShadow: false,
  isEndless: false,
  start: now + start * day,
  end: now + end * day,
  ...more,
});
const says = (
  before: readonly PublishedTurn[],
  turns: readonly Turn[],
  at = now,
  askedAt: number | null = before.length > 0 ? now : null,
) => publish({ before, turns, now: at, window: feedWindow(at), askedAt });
const brief = (all: readonly PublishedTurn[]) =>
  all.map((p) => [p.uid, p.sequence, p.isCancelled, (p.start - now) / day, (p.end - now) / day]);

describe('what a feed says', () => {
  test('is the same as long as nothing changes', () => {
    const first = says([], [turn(1, 2), turn(3, 4, { person: 'bo' })]);
    expect(says(first, [turn(3, 4, { person: 'bo' }), turn(1, 2)], now + 1000)).toEqual(first);
    expect(new Set(first.map((p) => p.uid)).size).toBe(2);
  });
  test('a turn that ends earlier, or begins later, is the same event, changed', () => {
    const [first] = says([], [turn(1, 4)]);
    const cut = says(first ? [first] : [], [turn(2, 4)], now + 1000);
    expect(brief(cut)).toEqual([[first?.uid, 1, false, 2, 4]]);
    expect(cut[0]?.changedAt).toBe(now + 1000);
    expect(brief(says(cut, [turn(1, 4)], now + 2000))).toEqual([[first?.uid, 2, false, 1, 4]]);
  });
  test('a cover in the middle leaves the longer part with the event, and makes one of the rest and of the cover', () => {
    const first = says([], [turn(1, 8)]);
    const covered = says(first, [turn(1, 2), turn(2, 3, { person: 'bo' }), turn(3, 8)]);
    expect(brief(covered).map(([, ...rest]) => rest)).toEqual([
      [1, false, 1, 2],
      [0, false, 2, 3],
      [0, false, 3, 8],
    ]);
    expect(covered[0]?.uid).toBe(first[0]?.uid);
    expect(new Set(covered.map((p) => p.uid)).size).toBe(3);
    const back = says(covered, [turn(1, 8)]);
    expect(brief(back.filter((p) => !p.isCancelled))).toEqual([[first[0]?.uid, 2, false, 1, 8]]);
    expect(back.filter((p) => p.isCancelled).map((p) => p.sequence)).toEqual([1, 1]);
  });
  test('a turn that is gone is said to be cancelled for thirty days, and comes back as itself', () => {
    const first = says([], [turn(20, 50)]);
    const gone = says(first, [], now + day);
    expect(brief(gone)).toEqual([[first[0]?.uid, 1, true, 20, 50]]);
    expect(says(gone, [], now + 30 * day, now + day)).toEqual(gone);
    expect(says(gone, [], now + 32 * day, now + day)).toEqual([]);
    expect(brief(says(gone, [turn(20, 50)], now + 2 * day))).toEqual([[first[0]?.uid, 2, false, 20, 50]]);
  });
  test('what was over when it was last asked for stays as it was said', () => {
    const first = says([], [turn(-3, -2), turn(-1, 1)], now, null);
    expect(says(first, [turn(-3, -2, { person: 'bo' }), turn(-1, 1)], now + 1000, now)).toEqual(first);
    expect(says(first, [turn(-1, 1)], now + 29 * day, now)[0]?.isCancelled, 'and leaves without a word after thirty days').toBe(false);
  });
  test('two who share a start are two events, and so are learning and being on call', () => {
    const all = says([], [turn(1, 2), turn(1, 2, { person: 'bo' }), turn(1, 2, { isShadow: true }), turn(1, 2, { schedule: 'other' })]);
    expect(new Set(all.map((p) => p.uid)).size).toBe(4);
  });
});

describe('the turns of a feed', () => {
  const schedule = (spec: object) => Schedule.parse(spec);
  const duty = resourcesOf([
    {
      kind: 'schedule',
      name: 'week',
      spec: schedule({ zone: 'Asia/Shanghai', layers: [{ rotation: { start: '2026-11-23T09:00', unit: 'week', people: ['ana', 'bo'] } }] }),
    },
    { kind: 'schedule', name: 'boss', spec: schedule({ layers: [{ people: ['ana'] }, { people: ['chen'], shadow: true }] }) },
  ]);
  test('of a person are theirs in every schedule, 30 days back and 180 ahead', () => {
    const turns = feedTurns({ kind: 'person', name: 'ana' }, duty, window);
    expect(new Set(turns.map((t) => t.schedule))).toEqual(new Set(['week', 'boss']));
    expect(turns.every((t) => t.person === 'ana' && t.end > window.start && t.start < window.end)).toBe(true);
    expect(turns.filter((t) => t.schedule === 'week')).toHaveLength(15);
  });
  test('of somebody who is always on call are one event, the same tomorrow', () => {
    const boss = (at: number) => feedTurns({ kind: 'schedule', name: 'boss' }, duty, feedWindow(at));
    expect(boss(now).map((t) => [t.person, t.isShadow, new Date(t.start).toISOString(), new Date(t.end).toISOString()])).toEqual([
      ['ana', false, '2026-10-01T00:00:00.000Z', '2027-06-01T00:00:00.000Z'],
      ['chen', true, '2026-10-01T00:00:00.000Z', '2027-06-01T00:00:00.000Z'],
    ]);
    expect(boss(now + day)).toEqual(boss(now));
    const first = publish({ before: [], turns: boss(now), now, window, askedAt: null });
    const later = now + 20 * day;
    const moved = publish({ before: first, turns: boss(later), now: later, window: feedWindow(later), askedAt: now });
    expect(moved.map((p) => [p.uid, p.sequence])).toEqual(first.map((p) => [p.uid, 1]));
  });
});

describe('as text', () => {
  const voice: FeedVoice = {
    lang: 'zh',
    isOfPerson: false,
    title: '支付; 清算, 夜班',
    schedule: () => '委托网关与行情接入值班表（上海张江数据中心，含夜间清算与日切）🔔🔔🔔🔔',
    person: () => '安娜\\一\n二',
    url: 'https://tocsin.example/oncall',
  };
  const text = calendarText(says([], [turn(1, 2), turn(3, 4, { isShadow: true })]), voice);
  const lines = text.split('\r\n');
  test('no line is longer than 75 octets, none breaks a character, all end with CRLF', () => {
    expect(lines.at(-1)).toBe('');
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(Buffer.from(line).toString('utf8'), 'whole characters').not.toContain('\uFFFD');
      expect(line).not.toMatch(/\p{Surrogate}/u);
    }
    expect(lines.some((l) => l.startsWith(' '))).toBe(true);
  });
  test('a reader finds in it what was written', () => {
    const { events, faults } = readCalendar(text, 'UTC');
    expect(faults).toEqual([]);
    expect(events.map((e) => [e.summary, e.start.wall, e.endOf(e.start.wall), e.sequence])).toEqual([
      [`${voice.person('')} 值班：${voice.schedule('')}`, now + day, now + 2 * day, 0],
      [`${voice.person('')} 值班：${voice.schedule('')}（跟班）`, now + 3 * day, now + 4 * day, 0],
    ]);
    expect(text).toContain('X-WR-CALNAME:值班：支付\\; 清算\\, 夜班\r\n');
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n');
  });
  test('one that was called off says so', () => {
    const gone = calendarText(says(says([], [turn(1, 2)]), []), { ...voice, lang: 'en' });
    expect(gone).toMatch(/SEQUENCE:1\r\n(?:.*\r\n)*STATUS:CANCELLED/u);
  });
});
