import { expect, test } from 'vitest';
import { incidentDocument, type DocumentScene } from '../../../domain/incident/document.ts';
import { roomLinks } from '../../../domain/incident/room-links.ts';
import { sayLength } from '../../../domain/time/span.ts';
import { summaryOf, type IncidentSummary } from '../../../domain/incident/outward.ts';
import { incident as anIncident } from './an-incident.ts';

const at = (time: string): number => Date.parse(`2026-11-23T${time}:00+08:00`);
const incident: IncidentSummary = {
  ...summaryOf(anIncident()),
  declaredAt: new Date(at('10:00')).toISOString(),
  progress: 'acknowledged',
  alertState: 'firing',
  system: 'matching',
  impact: 'Orders of *all* clients are rejected',
  acknowledgedBy: 'ana',
  roles: { commander: 'bo' },
  people: ['ana', 'bo'],
};
const scene: DocumentScene = {
  incident,
  groups: [
    { title: 'OrderRejects payments', firing: 3 },
    { title: 'Disk', firing: 0 },
  ],
  story: [
    { at: at('10:00'), text: 'ana declared SEV2' },
    { at: at('10:05'), text: 'bo: <!channel> [fix](http://evil.example)' },
  ],
  links: [{ label: 'Runbook', url: 'https://wiki.example/a_(b)?x=1 2' }],
  now: at('10:42'),
};
const names: Readonly<Record<string, string>> = { ana: '安娜', bo: 'Bo' };
const reader = (lang: 'zh' | 'en') => ({ lang, zone: 'Asia/Shanghai', name: (p: string) => names[p] ?? p });
const markdown = (change: Partial<DocumentScene> = {}, lang: 'zh' | 'en' = 'en'): string =>
  incidentDocument({ ...scene, ...change }, reader(lang)).markdown;

test('it says how bad it is, since when and for how long, what it means and who has it', () => {
  const text = markdown();
  expect(text.split('\n')[0]).toBe(`**${incident.severity} · acknowledged · alerts firing**`);
  for (const line of [
    '- **Since**: 2026-11-23 10:00:00',
    '- **So far**: 42 min (10:42)',
    'Orders of \\*all\\* clients are rejected',
    '- **Incident Commander**: Bo',
    '- **Has it**: 安娜',
    '- **People**: 安娜, Bo',
    '- OrderRejects payments · 3 firing',
    '- Disk · alerts recovered',
  ])
    expect(text.split('\n')).toContain(line);
});

test('in Chinese every word is Chinese', () => {
  const text = markdown({}, 'zh');
  expect(text).toContain('- **已持续**：42 分钟 (10:42)');
  expect(text).toContain('- **故障指挥官**：Bo');
  expect(text).not.toMatch(/Since|People|Timeline|firing/u);
});

test('the story stands with the newest first, and what came from outside makes nothing', () => {
  const text = markdown();
  expect(text.indexOf('bo:')).toBeLessThan(text.indexOf('ana declared'));
  expect(text).toContain('- 2026-11-23 10:05 bo: \\<\\!channel\\> \\[fix\\]\\(http\\://evil.example\\)');
  expect(text).toContain('- [Runbook](https://wiki.example/a_%28b%29?x=1%202)');
});

test('a long story is cut behind the newest, and says so', () => {
  const story = Array.from({ length: 1_000 }, (_, n) => ({ at: at('10:00') + n, text: `line ${n}` }));
  const text = markdown({ story });
  expect(text.length).toBeLessThan(10_000);
  expect(text).toContain('line 999');
  expect(text).not.toContain('line 1\n');
  expect(text).toContain('What was before stands in the war room');
});

test.each([
  [{ impact: null }, 'not said yet'],
  [{ roles: {}, acknowledgedBy: null }, '**Incident Commander**: nobody yet'],
  [{ private: true }, '> A private incident: do not pass this on'],
  [{ resolvedAt: new Date(at('11:05')).toISOString(), progress: 'resolved' as const }, '**Lasted**: 1 h 5 min'],
])('%j shows as %j', (change, shown) => {
  expect(markdown({ incident: { ...incident, ...change } })).toContain(shown);
});

test('what is missing is named with the reason', () => {
  const rooms = [
    { platform: 'slack', id: 'C1', url: null, state: 'open' as const, because: null, missing: [{ person: 'bo', because: 'cant_invite' }] },
    { platform: 'wecom', id: null, url: null, state: 'failed' as const, because: 'token gone', missing: [] },
  ];
  const text = markdown({ incident: { ...incident, rooms } });
  expect(text).toContain('- slack: Bo \\(cant\\_invite\\)\n- wecom: token gone');
});

test('more alert groups than can be read are counted', () => {
  const groups = Array.from({ length: 25 }, (_, n) => ({ title: `group ${n}`, firing: 1 }));
  expect(markdown({ groups })).toContain('- and 5 more alert groups');
});

test.each([
  [59_000, 'under a minute', '不到 1 分钟'],
  [60_000, '1 min', '1 分钟'],
  [3_900_000, '1 h 5 min', '1 小时 5 分钟'],
  [86_400_000, '1 d', '1 天'],
  [97_260_000, '1 d 3 h', '1 天 3 小时'],
  [-5, 'under a minute', '不到 1 分钟'],
])('%i ms is %j, %j', (ms, en, zh) => {
  expect([sayLength(ms, 'en'), sayLength(ms, 'zh')]).toEqual([en, zh]);
});

test('a room leads to its war room, to what its system has, and to the room whose place it took', () => {
  const room = { former: [{ ref: 'C1', url: 'https://chat.example/C1', because: 'x' }] };
  const system = { links: [{ label: 'Runbook', url: 'https://wiki.example' }] };
  expect(roomLinks({ url: 'https://tocsin.example/i/1', room, system }, 'en').map((l) => l.label)).toEqual([
    'War room in Tocsin',
    'Runbook',
    'Former room',
  ]);
  expect(roomLinks({ url: 'https://tocsin.example/i/1', room: {}, system: undefined }, 'zh')).toEqual([
    { label: '作战室（Tocsin）', url: 'https://tocsin.example/i/1' },
  ]);
});
