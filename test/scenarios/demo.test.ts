import { expect, test } from 'vitest';
import { demoArguments } from '../../app/demo/arguments.ts';
import { meaningOf } from '../../app/demo/heard.ts';
import { openingAfter, openingFrom } from '../../app/demo/opening.ts';
import { demoSettings } from '../../app/demo/settings.ts';
import { readSettings } from '../../config/settings.ts';
import { demoDesk, type DemoDesk } from '../harness/demo-desk.ts';

const first = 'INC-20261123-001';

/** What was said in the room of the story so far, by whom. */
const talk = async (d: DemoDesk): Promise<string[]> =>
  (await d.room(first.toLowerCase(), 'you')).messages.flatMap((m) => (m.card ? [] : [`${m.author.name}: ${m.text}`]));

/** The newcomer is here, and their screen rings. */
async function rung(lang: 'zh' | 'en' = 'en'): Promise<DemoDesk> {
  const d = await demoDesk();
  await d.arrives(lang);
  await d.reaches('ring', 30);
  return d;
}

async function inTheRoom(lang: 'zh' | 'en' = 'en'): Promise<DemoDesk> {
  const d = await rung(lang);
  await d.acks('you', 'ring');
  return d;
}

test('the firm’s clock stands at 09:30:50 until the newcomer comes, who is somebody of the firm at once, in their language', async () => {
  const d = await demoDesk('2026-11-22T17:00:00Z');
  await d.passes(120);
  expect(new Date(d.demo.now()).toISOString()).toBe('2026-11-23T01:30:50.000Z');
  const me = await d.arrives('zh');
  expect(me).toMatchObject({ person: { name: 'you', displayName: '你', locale: 'zh-CN' }, demo: true, now: '2026-11-23T01:30:50.000Z' });
  expect(d.demo.store.resources().get('person', 'lan')?.spec.displayName).toBe('林岚（演示）');
  const spoken = await d.room('ops', 'you');
  await d.passes(10);
  expect(spoken.messages).toEqual([]);
  expect((await d.room('ops', 'you')).lines[1]).toContain('2026.47.1');
});

test('within half a minute a warning, real alerts, an incident at 09:31 and a ring; the cards say that it is a demo', async () => {
  const d = await rung('en');
  expect(d.demo.now()).toBeLessThan(Date.parse('2026-11-23T01:31:20Z'));
  expect(await d.stage()).toMatchObject({ incident: first });
  expect(await d.incident('1')).toMatchObject({ severity: 'SEV1', people: ['you'], alertState: 'firing' });
  expect((await d.dm('you')).cards[0]).toMatchObject({ context: 'Demo · nobody is really called' });
  expect((await d.timeline()).join('\n')).toContain('Orders are being rejected');
});

test('a newcomer who acknowledges and watches sees it through to the end, and its times', async () => {
  const d = await inTheRoom('en');
  await d.reaches('over');
  expect(await d.incident(first)).toMatchObject({
    progress: 'resolved',
    alertState: 'recovered',
    acknowledgedBy: 'you',
    roles: { commander: 'min', operations: 'wei', scribe: 'yue' },
  });
  const said = await talk(d);
  expect(said.at(-1)).toMatch(/Detected 09:30:5\d · called 09:31:\d\d · acknowledged 09:31:\d\d \(You\) · mitigated .* · recovered /u);
  expect(said.filter((line) => line.includes('roll back')).length).toBeGreaterThan(0);
  expect(await d.incidents()).toEqual([first]);
  expect((await d.timeline(first)).filter((line) => line.includes('(demo)')).length).toBeGreaterThan(5);
});

test('a newcomer who leads is asked, and colleagues do what they say', async () => {
  const d = await inTheRoom('zh');
  await d.types('you', first, '/incident assign commander');
  await d.types('you', first, '大家好');
  await d.reaches('matching', 60);
  expect(await d.types('you', first, '谁在值班 撮合接入')).toMatchObject({ text: expect.stringContaining('周悦') });
  await d.reaches('decide', 120);
  await d.types('you', first, '同意');
  await d.reaches('mitigate', 60);
  expect(await talk(d)).not.toContain(expect.stringContaining('由我负责'));
  await d.types('you', first, 'Tocsin，已止损');
  await d.reaches('resolve', 60);
  await d.types('you', first, 'Tocsin，已恢复');
  await d.reaches('over', 30);
  const said = (await talk(d)).join('\n');
  expect(said).toContain('wei: 在的，你。现在拒单率 31%');
  expect(said).toContain('wei: 收到，是周悦，我拉进来。');
  expect(said).toContain('wei: 好的，你指挥');
  expect(said).not.toContain('我先来指挥');
  expect(said).toContain('wei: @you 建议回滚');
  expect(await d.incident(first)).toMatchObject({ roles: { commander: 'you' } });
});

test('a newcomer who says no is heard, until the duty manager decides', async () => {
  const d = await inTheRoom('en');
  await d.types('you', first, '/incident assign commander');
  await d.reaches('decide', 180);
  await d.types('you', first, 'no, wait');
  await d.passes(15);
  const said = await talk(d);
  expect(said.at(-1)).toContain('I wait');
  await d.reaches('over');
  expect((await talk(d)).join('\n')).toContain('min: It is the open, we cannot wait any longer');
});

test('a newcomer who never acknowledges: the call goes on to a colleague, who does, and the story goes on', async () => {
  const d = await rung('en');
  await d.passes(80);
  expect(await d.incident('1')).toMatchObject({ acknowledgedBy: 'lan' });
  expect(await d.rings('you')).toEqual([]);
  expect(await d.stage()).toMatchObject({ stage: 'taken' });
  await d.reaches('over');
  expect(await d.incident(first)).toMatchObject({ roles: { commander: 'lan' }, progress: 'resolved' });
});

test('a newcomer who resolves too early is told, and it is opened again, once', async () => {
  const d = await inTheRoom('en');
  await d.passes(10);
  await d.types('you', first, '/incident resolve');
  await d.passes(20);
  expect(await d.incident(first)).toMatchObject({ progress: 'acknowledged' });
  expect((await talk(d)).join('\n')).toContain('31% of orders are still rejected and the alerts fire');
  await d.types('you', first, '/incident resolve');
  await d.reaches('over');
  expect((await d.timeline(first)).filter((line) => line.includes('reopened'))).toHaveLength(1);
});

test('a newcomer who silences the gateway before it breaks: people declare it', async () => {
  const d = await demoDesk();
  await d.arrives('en');
  await d.asks(null, 'alert/silence', { match: ['system="order-gateway"'], minutes: 60, comment: 'trying' });
  await d.until(async () => (await d.incidents()).length > 0, 60);
  expect(await d.incident('1')).toMatchObject({ title: 'Orders are being rejected', severity: 'SEV1' });
  await d.reaches('over', 400);
});

test('what the newcomer declares beside it finds somebody too', async () => {
  const d = await inTheRoom('en');
  await d.asks(null, 'incident/declare', { title: 'Quotes are late', people: ['you'] });
  await d.passes(30);
  expect(await d.incident('2')).toMatchObject({ acknowledgedBy: 'min' });
  expect((await d.room('2', 'you')).lines.join('\n')).toContain('I take this one');
});

test('killed in the middle, it goes on where it was, and nothing is said or done twice', async () => {
  const d = await inTheRoom('zh');
  for (let i = 0; i < 12; i++) {
    await d.passes(9);
    const before = d.demo.now();
    await d.restart();
    expect(d.demo.now()).toBe(before);
  }
  await d.reaches('over');
  const said = await talk(d);
  expect(said.filter((line) => line.startsWith('min') || line.startsWith('wei') || line.startsWith('yue'))).toHaveLength(
    new Set(said.filter((line) => line.startsWith('min') || line.startsWith('wei') || line.startsWith('yue'))).size,
  );
  expect(await d.incidents()).toEqual([first]);
  expect(d.demo.store.resources().get('person', 'you')?.spec.displayName).toBe('你');
});

test('killed after any of its commits, the story comes to the same end', async () => {
  const d = await inTheRoom('en');
  for (let i = 0; i < 25; i++) {
    d.life.diesIn(1 + (i % 4));
    await d.passes(6);
    if (d.life.isDead) await d.restart();
  }
  await d.reaches('over');
  const said = await talk(d);
  expect(said).toHaveLength(new Set(said).size);
  expect(await d.incident(first)).toMatchObject({ progress: 'resolved', alertState: 'recovered' });
});

test('played again, it is another morning with another incident; in the middle of one, that one is put away', async () => {
  const d = await inTheRoom('en');
  await d.reaches('over');
  await d.request('POST', '/api/v1/demo/again');
  await d.settles();
  expect(new Date(d.demo.now()).toISOString()).toMatch(/^2026-11-24T01:30:50/u);
  await d.reaches('ring', 30);
  expect(await d.stage()).toMatchObject({ incident: 'INC-20261124-001', run: 2 });
  await d.request('POST', '/api/v1/demo/again');
  await d.settles();
  expect(await d.incident('INC-20261124-001')).toMatchObject({ progress: 'resolved' });
  await d.reaches('ring', 30);
  await d.acks('you', 'ring');
  await d.reaches('over');
  expect(await d.incident('INC-20261125-001')).toMatchObject({ progress: 'resolved', acknowledgedBy: 'you' });
});

test.each([
  ['2026-11-22T17:00:00Z', '2026-11-23T01:30:50.000Z', 'Monday, one in the morning there'],
  ['2026-11-23T08:00:00Z', '2026-11-23T01:30:50.000Z', 'the same day after the close'],
  ['2026-11-27T20:00:00Z', '2026-11-30T01:30:50.000Z', 'Saturday there'],
  ['2026-11-29T02:00:00Z', '2026-11-30T01:30:50.000Z', 'Sunday'],
])('at %s the demo opens at %s (%s)', (at, opens) => {
  expect(new Date(openingFrom(Date.parse(at))).toISOString()).toBe(opens);
});

test('after Friday’s opening comes Monday’s', () => {
  const friday = openingFrom(Date.parse('2026-11-27T01:00:00Z'));
  expect(new Date(openingAfter(friday)).toISOString()).toBe('2026-11-30T01:30:50.000Z');
});

test.each([
  ['yes', 'yes'],
  ['@Wei Chen yes please', 'yes'],
  ['roll back!', 'yes'],
  ['同意回滚', 'yes'],
  ['好的', 'yes'],
  ['好，回滚吧', 'yes'],
  ['go ahead', 'yes'],
  ['好像不太对', null],
  ['行情正常', null],
  ['要不要回滚？', 'asks'],
  ['can we roll back?', 'asks'],
  ['I would not roll back now', 'no'],
  ['现在不能回滚', 'no'],
  ['no, wait', 'no'],
  ["don't roll back yet", 'no'],
  ['先别回滚', 'no'],
  ['不同意', 'no'],
  ['hello', 'greets'],
  ['大家好', 'greets'],
  ['thanks everybody', 'thanks'],
  ['辛苦了', 'thanks'],
  ['what is the ratio?', 'asks'],
  ['现在什么情况', 'asks'],
  ['the logs are on node 3', null],
])('a colleague takes “%s” as %s', (text, meaning) => {
  expect(meaningOf(text)).toBe(meaning);
});

test('nothing of the environment reaches a demo but its port, its folder and its log', () => {
  const env = {
    PORT: '9999',
    TOCSIN_DATA: '/somewhere',
    TOCSIN_HOST: '0.0.0.0',
    TOCSIN_PUBLIC_URL: 'https://tocsin.example.com',
    TOCSIN_ADMIN_TOKEN: 'a-token',
    TOCSIN_CONFIG: '/not/there',
    DATABASE_URL: 'postgres://db.example.com/tocsin',
    REDIS_URL: 'not even an address',
    SMTP_URL: 'smtp://mail.example.com',
    SLACK_BOT_TOKEN: 'xoxb',
  };
  const untold = readSettings({}, () => false);
  expect(demoSettings(env, '/firm')).toEqual({ ...untold, port: 9999, dataDirectory: '/somewhere/demo', configDirectory: '/firm' });
  expect(untold).toMatchObject({ host: '127.0.0.1', publicUrl: null, adminToken: null, databaseUrl: null, redisUrl: null, smtpUrl: null });
});

test.each([
  [[], null],
  [['--demo'], { pace: 1 }],
  [['--demo', '--pace', '10'], { pace: 10 }],
  [['--demo', '--pace=2.5'], { pace: 2.5 }],
])('started with %j it is %j', (args, expected) => {
  expect(demoArguments(args)).toEqual(expected);
});

test.each([
  [['--dmeo'], '--dmeo is not known here'],
  [['demo'], 'demo is not known here'],
  [['--pace', '3'], '--pace is for the demo'],
  [['--demo', '--pace', 'fast'], '--pace is not a number from 1 to 100'],
])('started with %j it says why not', (args, why) => {
  expect(() => demoArguments(args)).toThrow(why);
});
