import { expect, test } from 'vitest';
import { minutes, world, type World } from '../harness/world.ts';
import { docs, people } from './firm.ts';

/** Ana and Bo take turns, 09 to 09, Ana first. */
const desk = `{ kind: schedule, name: desk, spec: { displayName: Desk, zone: Asia/Shanghai, layers: [
  { name: day, rotation: { start: '2026-11-23T09:00', unit: day, people: [ana, bo] } }] } }`;
const network = `{ kind: schedule, name: network, spec: { zone: Asia/Shanghai, layers: [{ people: [chen] }] } }`;
const calling = docs(
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ schedule: desk }], delayMinutes: 5 }] } }`,
  `{ kind: route, name: default, spec: { policy: default, channel: ops, declare: SEV3 } }`,
);
const firm = docs(people, desk);

/** With a channel to talk in. */
const talking = async (yaml: string): Promise<World> => {
  const w = await world(yaml);
  await w.asks('max', 'channel/test', { channel: 'ops' });
  return w;
};

const on = async (w: World, at = 'now'): Promise<string[]> => {
  const { schedules } = await w.asks<{ schedules: { people: { person: string }[] }[] }>('vic', 'oncall/who', { schedule: 'desk', at });
  return schedules.flatMap((s) => s.people.map((p) => p.person));
};
/** `ana 11-23 20:00-11-24 08:00`, in Shanghai. */
const turns = async (w: World): Promise<string[]> => {
  const { schedules } = await w.asks<{ schedules: { turns: { person: string; start: string; end: string }[] }[] }>('vic', 'oncall/roster', {
    schedule: 'desk',
    to: '2026-11-26T01:00:00Z',
  });
  const local = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(8, 13);
  return schedules.flatMap((s) => s.turns.map((t) => `${t.person} ${local(t.start)}-${local(t.end)}`));
};

test('"bo covers ana tonight 20-08": he is on call then, she before and after, and it is he who is called', async () => {
  const w = await talking(docs(people, desk, calling));
  const said = await w.types('ana', 'ops', '/oncall cover bo ana tonight 20-08');
  expect(said.text).toMatch(
    /^Bo covers Ana in Desk: Mon 23 Nov 20:00 – Tue 24 Nov 08:00 \(Asia\/Shanghai\) · to undo: \/oncall uncover [0-9a-f]{8}$/u,
  );
  expect(await turns(w)).toEqual(['ana 23T09-23T20', 'bo 23T20-24T08', 'ana 24T08-24T09', 'bo 24T09-25T09', 'ana 25T09-26T09']);
  expect([await on(w), await on(w, 'tonight 21:00')]).toEqual([['ana'], ['bo']]);
  await w.passes(minutes(10 * 60 + 1));
  await w.signal({ alertname: 'Down' });
  await w.paged('bo');
});

test('what is so already stays as it is, and a restart forgets nothing', async () => {
  const w = await world(firm);
  const input = { person: 'bo', instead: 'ana', from: '2026-11-23T20:00', to: '2026-11-24T08:00' };
  const first = await w.asks<{ cover: string; existed: boolean }>('ana', 'oncall/cover', input);
  await w.restart();
  expect(await w.asks('ana', 'oncall/cover', input)).toMatchObject({ cover: first.cover, existed: true });
  expect(await on(w, 'tonight 21:00')).toEqual(['bo']);
});

test('taken away before it begins it never was; half-way, what has been stays', async () => {
  const w = await world(firm);
  const { cover } = await w.asks<{ cover: string }>('bo', 'oncall/cover', { person: 'bo', from: 'now - 20:00' });
  await w.passes(minutes(120));
  expect(await w.asks('bo', 'oncall/uncover', { id: cover.slice(0, 4) })).toMatchObject({ is: 'cover', scheduleName: 'Desk' });
  expect(await on(w)).toEqual(['ana']);
  const calendar = await w.asks<{ turns: { person: string }[] }>('vic', 'oncall/calendar', {
    schedule: 'desk',
    from: '2026-11-23T02:00:00Z',
    to: '2026-11-24T01:00:00Z',
  });
  expect(calendar.turns.map((t) => t.person)).toEqual(['bo', 'ana']);
  const later = await w.asks<{ cover: string }>('bo', 'oncall/cover', { person: 'bo', from: 'tonight 20-08' });
  await w.asks('ana', 'oncall/uncover', { id: later.cover });
  expect(await on(w, 'tonight 21:00')).toEqual(['ana']);
});

test('a cover is covered in turn', async () => {
  const w = await world(firm);
  await w.asks('bo', 'oncall/cover', { person: 'bo', instead: 'ana', from: 'tonight 20-08' });
  await w.asks('chen', 'oncall/cover', { person: 'chen', instead: 'bo', from: 'tonight 22-23' });
  expect([await on(w, '21:00'), await on(w, '22:30'), await on(w, '23:00')]).toEqual([['bo'], ['chen'], ['bo']]);
});

test.each([
  ['ana', { person: 'ana', instead: 'ana', from: 'tonight 20-08' }, /nobody can cover themselves/u],
  ['ana', { person: 'anna', instead: 'bo', from: 'tonight 20-08' }, /no person "anna". Did you mean "ana"/u],
  [
    'ana',
    { person: 'ana', instead: 'bo', from: 'tonight 20-08' },
    /Bo is not on call in desk then. On call: Ana .*Next: Bo Tue 24 Nov 09:00/u,
  ],
  ['ana', { person: 'bo', instead: 'ana', from: 'soonish' }, /"soonish" is no stretch of time/u],
  ['ana', { person: 'bo', instead: 'ana' }, /say when/u],
  ['ana', { person: 'bo', instead: 'ana', from: '2026-11-23T08:00', to: '2026-11-23T09:30' }, /over already/u],
  ['ana', { person: 'bo', instead: 'ana', from: '2026-11-24T08:00', to: '2026-11-23T20:00' }, /before it begins/u],
  ['ana', { person: 'chen', from: '2026-11-24T08:00', to: '2026-11-24T10:00' }, /say instead of whom.*Ana.*Bo/u],
  ['chen', { person: 'bo', instead: 'ana', from: 'tonight 20-08' }, /这是别人的班/u],
  ['vic', { person: 'vic', instead: 'ana', from: 'tonight 20-08' }, /needs the role responder/u],
  ['ana', { schedule: 'dask', person: 'bo', from: 'tonight 20-08' }, /no schedule "dask". Did you mean "desk"/iu],
])('%s may not: %j', async (who, input, expected) => {
  const w = await world(firm);
  expect(await w.asks(who, 'oncall/cover', input)).toMatchObject({ ok: false, because: expect.stringMatching(expected) });
  expect(await turns(w)).toEqual(['ana 23T09-24T09', 'bo 24T09-25T09', 'ana 25T09-26T09']);
});

test('a second stand-in for the same hours is refused, and told who there is', async () => {
  const w = await world(firm);
  await w.asks('bo', 'oncall/cover', { person: 'bo', instead: 'ana', from: 'tonight 20-08' });
  const refused = await w.asks<{ because: string }>('ana', 'oncall/cover', { person: 'chen', instead: 'ana', from: '18-22' });
  expect(refused.because).toMatch(
    /^Bo already stands in for Ana: Mon 23 Nov 20:00 – Tue 24 Nov 08:00\. End that first \(oncall uncover [0-9a-f]{8}\), or cover Bo\.$/u,
  );
});

test('the schedule is found when only one fits, asked for when several do, and an operator may settle for others', async () => {
  const w = await world(docs(people, desk, network));
  expect(await w.asks('max', 'oncall/cover', { person: 'bo', instead: 'chen', from: 'tonight 20-08' })).toMatchObject({
    schedule: 'network',
  });
  expect(await w.asks('max', 'oncall/cover', { person: 'vic', from: 'tonight 20-08' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('which one? desk, network'),
  });
});

test('a dry run says what would be, and leaves no trace', async () => {
  const w = await world(firm);
  const { body } = await w.request<{ output: unknown }>('POST', '/api/v1/skills/oncall/cover?dryRun=1', {
    as: 'ana',
    body: { person: 'bo', instead: 'ana', from: 'tonight 20-08' },
  });
  expect(JSON.stringify(body)).toContain('cover.set');
  expect(await on(w, 'tonight 21:00')).toEqual(['ana']);
});

test('"I take bo’s shift": his next, or what is left of the one he is in', async () => {
  const w = await talking(firm);
  expect((await w.types('ana', 'ops', '/oncall take bo')).text).toMatch(/^Ana covers Bo in Desk: Tue 24 Nov 09:00 – Wed 25 Nov 09:00/u);
  expect((await w.types('bo', 'ops', '/oncall take')).text).toMatch(/^Bo covers Ana in Desk: Mon 23 Nov 10:00 – Tue 24 Nov 09:00/u);
  expect(await w.asks('bo', 'oncall/take', { from: 'vic' })).toMatchObject({ ok: false, because: expect.stringContaining('no shift') });
  expect(await on(w)).toEqual(['bo']);
});

test('a temporary schedule replaces everything, needs an operator, and is taken away again', async () => {
  const w = await world(firm);
  const input = { schedule: 'desk', people: ['陈晨'], from: 'tomorrow 9-18', because: 'exercise' };
  expect(await w.asks('ana', 'oncall/temporary', input)).toMatchObject({ ok: false, because: expect.stringContaining('operator') });
  const { id } = await w.asks<{ id: string }>('max', 'oncall/temporary', input);
  expect([await on(w, 'tomorrow 10:00'), await on(w, 'tomorrow 18:00')]).toEqual([['chen'], ['bo']]);
  await w.asks('max', 'oncall/uncover', { id });
  expect(await on(w, 'tomorrow 10:00')).toEqual(['bo']);
  const shifts = [{ people: ['ana'], from: 'tomorrow 9-12' }];
  await w.asks('max', 'oncall/temporary', { schedule: 'desk', shifts, from: 'tomorrow 9-18' });
  expect([await on(w, 'tomorrow 10:00'), await on(w, 'tomorrow 13:00')]).toEqual([['ana'], []]);
  expect(await w.asks('vic', 'oncall/gaps', { days: 2 })).toMatchObject({
    gaps: [{ schedule: 'desk', start: '2026-11-24T04:00:00.000Z', end: '2026-11-24T10:00:00.000Z', isPlanned: false }],
  });
});

test('a shadow is listed and never called', async () => {
  const w = await talking(docs(people, desk, calling));
  expect((await w.types('chen', 'ops', '/oncall shadow me now - 18:00')).text).toMatch(/^陈晨 见习 Desk：11-23 周一 10:00 – 18:00/u);
  expect(await w.asks('vic', 'oncall/who')).toMatchObject({ schedules: [{ people: [{ person: 'ana' }], shadows: [{ person: 'chen' }] }] });
  await w.signal({ alertname: 'Down' });
  await w.paged('ana');
});

test('my shifts, the next hand-overs, and who carried how much', async () => {
  const w = await world(firm);
  expect(await w.asks('bo', 'oncall/shifts', { days: 2 })).toMatchObject({
    displayName: 'Bo',
    shifts: [{ schedule: 'desk', start: '2026-11-24T01:00:00.000Z', isShadow: false }],
  });
  expect(await w.asks('vic', 'oncall/handoffs', { days: 1 })).toMatchObject({
    handoffs: [{ at: '2026-11-24T01:00:00.000Z', off: [{ person: 'ana' }], on: [{ person: 'bo' }] }],
  });
  const share = await w.asks('vic', 'oncall/fairness', { from: '2026-11-23T02:00:00Z', to: '2026-11-30T01:00:00Z' });
  expect(share).toMatchObject({
    schedules: [
      {
        people: [
          { person: 'ana', turns: 4, hours: 95, nights: 4, nightHours: 32, weekends: 1, weekendHours: 24 },
          { person: 'bo', turns: 3, hours: 72, nights: 3, nightHours: 24, weekends: 1, weekendHours: 24 },
        ],
      },
    ],
  });
});

test('a schedule that is changed does not rewrite who had the shifts that are over', async () => {
  const w = await world(firm);
  await w.passes(minutes(24 * 60), minutes(30));
  const changed = docs(people, desk.replace('[ana, bo]', '[chen]'));
  w.configure(changed);
  await expect.poll(async () => on(w)).toEqual(['chen']);
  const share = await w.asks<{ schedules: { people: { person: string; hours: number }[] }[] }>('vic', 'oncall/fairness', {
    from: '2026-11-23T02:00:00Z',
    to: '2026-11-24T14:00:00Z',
  });
  expect(share.schedules[0]?.people.map((p) => [p.person, p.hours])).toEqual([
    ['ana', 23],
    ['chen', 12],
    ['bo', 1],
  ]);
});

test.each([
  ['ana', 'Tocsin, bo covers me tonight 20-08', /^Bo covers Ana in Desk: Mon 23 Nov 20:00 – Tue 24 Nov 08:00/u],
  ['chen', 'Tocsin，Bo 今晚20-08替 Ana', /这是别人的班/u],
  ['ana', 'Tocsin, bo covers me tonight 08-20', /A night begins in the evening\. Did you mean tonight 20-08, or today 08-20\?/u],
  ['chen', 'Tocsin，bo 明早20-23替 我', /早上到中午为止。是指明天 20-23？/u],
  ['ana', 'Tocsin, bo covers me yesterday 9-17', /over already/u],
  ['bo', '@Tocsin I cover ana tonight', /^Bo covers Ana in Desk: Mon 23 Nov 20:00 – Tue 24 Nov 08:00/u],
  ['bo', "Tocsin, I'll take ana's shift", /^Bo covers Ana in Desk: Mon 23 Nov 10:00 – Tue 24 Nov 09:00/u],
  ['ana', 'Tocsin, swap with bo', /^Asked Bo to swap; nothing changes until they agree · Desk: Bo takes Wed 25 Nov 09:00/u],
  ['ana', 'Tocsin, swap with zoe', /^There is no person "zoe"\.$/u],
  ['ana', 'Tocsin, take my shift', /^Who should take it\? Say: bo covers me tonight 20-08/u],
  ['bo', 'my shifts', /^Tue 24 Nov 09:00 – Wed 25 Nov 09:00 · Desk\n/u],
  ['chen', '我的班', /^陈晨 近期没有班$/u],
  ['ana', 'are there any gaps?', /^No gaps$/u],
  ['ana', 'who is on call tomorrow at 10:00?', /^Desk: Bo \(until Wed 25 Nov 09:00\)$/u],
  ['chen', '明天10点谁值班', /^Desk: Bo（至 11-25 周三 09:00）$/u],
  ['ana', 'Tocsin, who is on call for dusk?', /^There is no schedule "dusk"\. Did you mean "Desk"\?$/iu],
])('%s says “%s”', async (who, said, expected) => {
  const w = await talking(firm);
  expect((await w.types(who, 'ops', said)).text).toMatch(expected);
});

const second = `{ kind: schedule, name: night-desk, spec: { displayName: 夜班台, zone: Asia/Shanghai, layers: [{ people: [ana] }] } }`;

test('somebody on two schedules: the question says a whole sentence, which is understood, and undone as it says', async () => {
  const w = await talking(docs(people, desk, second));
  const says = async (who: string, said: string): Promise<string> => (await w.types(who, 'ops', said)).text ?? '';
  const question = await says('ana', 'Tocsin, bo covers ana tonight 20-08');
  expect(question).toMatch(/which one\? desk, night-desk\. Say it whole, such as: bo covers ana tonight 20-08 on desk$/u);
  const done = await says('ana', `Tocsin, ${/such as: (.*)$/u.exec(question)?.[1]}`);
  expect(done).toMatch(/^Bo covers Ana in Desk: Mon 23 Nov 20:00/u);
  expect(await says('ana', /\/oncall uncover .*$/u.exec(done)?.[0] ?? '')).toMatch(/^Ended: Desk is as it was/u);
  expect(await says('ana', 'Tocsin，bo 替 ana 今晚20-08 值 夜班台')).toMatch(/^Bo covers Ana in 夜班台/u);
  expect(await says('ana', 'Tocsin, bo covers me tomorrow 20-22 on night-dask')).toMatch(/Did you mean "night-desk"/u);
});

test('who covers whom, who was on call, and over a stretch', async () => {
  const w = await talking(firm);
  const says = async (who: string, said: string): Promise<string> => (await w.types(who, 'ops', said)).text ?? '';
  expect(await says('bo', 'who covers ana tonight?')).toBe(
    'Nobody covers Ana then\nAna is on call · Desk: Mon 23 Nov 09:00 – Tue 24 Nov 09:00',
  );
  await says('ana', 'Tocsin, bo covers me tonight 20-08');
  expect(await says('ana', 'who covers me tonight')).toMatch(/^Bo covers Ana · Desk: Mon 23 Nov 20:00 – Tue 24 Nov 08:00$/u);
  expect(await says('chen', '今晚20-08谁替ana')).toMatch(/^Bo 替 Ana · Desk：?:? ?11-23 周一 20:00/u);
  expect(await says('vic', 'who is on call this weekend?')).toBe(
    'Desk: Ana Sat 28 Nov 00:00 – 09:00, Bo Sat 28 Nov 09:00 – Sun 29 Nov 09:00, Ana Sun 29 Nov 09:00 – Mon 30 Nov 00:00',
  );
  expect(await says('bo', 'what are my shifts next week')).toMatch(/^Mon 30 Nov 09:00 – Tue 1 Dec 09:00 · Desk\n/u);
  await w.passes(minutes(24 * 60));
  expect(await says('vic', 'who was on call last night?')).toMatch(/Bo Mon 23 Nov 20:00 – Tue 24 Nov 08:00/u);
  expect(await says('vic', 'who was on call yesterday at 21:00')).toMatch(/^Desk: Bo \(until Tue 24 Nov 08:00\)$/u);
});

test('a question whether somebody should cover is only offered, and done by a press', async () => {
  const w = await talking(firm);
  const reply = await w.types('ana', 'ops', 'Tocsin, should bo cover me tonight?');
  expect(reply).toMatchObject({ ok: true, text: 'Shall I do this?', card: { actions: [{ label: 'Do it' }] } });
  expect(await on(w, 'tonight 21:00')).toEqual(['ana']);
  const { card } = reply as unknown as { card: { actions: { token: string }[] } };
  await w.pressesToken('ana', card.actions[0]?.token ?? '');
  expect(await on(w, 'tonight 21:00')).toEqual(['bo']);
});

test('a swap is agreed to and declined in words, by whoever was asked', async () => {
  const w = await talking(firm);
  const says = async (who: string, said: string): Promise<string> => (await w.types(who, 'ops', said)).text ?? '';
  expect(await says('bo', 'Tocsin, agree')).toBe('No swap waits for you.');
  await says('ana', 'Tocsin, swap with bo');
  expect(await says('ana', 'Tocsin, agree')).toBe('No swap waits for you.');
  expect(await says('bo', '机器人，不同意换班')).toMatch(/^Bo declined the swap/u);
  await says('ana', 'Tocsin, swap with bo');
  expect(await says('bo', 'Tocsin，同意换班')).toMatch(/^Ana and Bo have swapped/u);
});

test.each([
  ['bo', /^Ended: Desk/u],
  ['ana tonight', /^Ended: Desk/u],
  ['tonight 20-08', /^Ended: Desk/u],
  ['bo 今晚', /^Ended: Desk/u],
  ['bo tomorrow 12-14', /There is no cover/u],
  ['chen', /There is no cover/u],
])('/oncall uncover %s, without its id', async (words, expected) => {
  const w = await talking(firm);
  await w.types('ana', 'ops', 'Tocsin, bo covers me tonight 20-08');
  const { text } = await w.types('ana', 'ops', `/oncall uncover ${words}`);
  expect(text).toMatch(expected);
});
