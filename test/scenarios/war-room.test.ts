import { expect, test } from 'vitest';
import { field } from '../harness/desk.ts';
import { minutes, world } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, docs, people } from './firm.ts';

const firm = docs(people, anaThenBo);
const down = { alertname: 'Down' };

test('roles, severity, notes, resolving and reopening are seen in the story and on the card', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.types('ana', '1', '/incident assign commander');
  await w.types('ana', '1', '/incident severity SEV1');
  await w.types('ana', '1', '/incident note failover has begun');
  let [card] = (await w.room('1')).cards;
  expect(card).toMatchObject({ severity: 'SEV1' });
  expect(field(card, 'Incident Commander')).toBe('Ana');
  await w.types('ana', '1', '/incident resolve');
  [card] = (await w.room('1')).cards;
  expect(card).toMatchObject({ state: { word: 'resolved', tone: 'good' } });
  expect(card?.actions ?? []).toEqual([]);
  await w.types('bo', '1', '/incident reopen errors are back');
  expect((await w.room('1')).cards[0]).toMatchObject({ state: { word: 'open', tone: 'alarm' } });
  expect((await w.timeline()).slice(7, 13)).toEqual([
    'Ana is Incident Commander',
    'Ana changed the severity from SEV3 to SEV1',
    'Ana: failover has begun',
    'Ana resolved the incident',
    'Bo reopened it: errors are back',
    'Calling Ana',
  ]);
  expect((await w.room('1')).cards, 'one card, edited').toHaveLength(1);
});

test('what it means for the business is said on the card, and taken back when it is over', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.types('ana', '1', '/incident impact Orders of 12 branches wait');
  expect(field((await w.room('1')).cards[0], 'Business impact')).toBe('Orders of 12 branches wait');
  expect((await w.room('1')).lines.at(-1)).toBe('Ana on the business impact: Orders of 12 branches wait');
  await w.asks('ana', 'incident/impact', { incident: '1', text: '' });
  expect(field((await w.room('1')).cards[0], 'Business impact')).toBeUndefined();
  expect((await w.timeline()).at(-1)).toBe('Ana: no business impact any more');
});

test('that the harm has stopped is a milestone of its own, on the card, in the room and in the story', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.takes('ana', '1');
  expect(await w.presses('ana', 'Mitigated', '1')).toMatchObject({ ok: true, text: 'INC-20261123-001 mitigated' });
  const { cards, lines } = await w.room('1');
  expect(cards).toMatchObject([
    { state: { word: 'mitigated', tone: 'warn' }, actions: [{ label: 'I take command' }, { label: 'Resolve' }] },
  ]);
  expect(lines).toEqual(['Ana acknowledged', 'Ana mitigated the incident']);
  expect(await w.timeline()).toContain('Ana mitigated the incident');
  const inChinese = await w.asks<{ timeline: { text: string }[] }>('chen', 'incident/show', { incident: '1' }, 'api');
  expect(inChinese.timeline.map((line) => line.text)).toContain('Ana 标记为已止损');
  expect(await w.asks('ana', 'incident/mitigate', { incident: '1' })).toMatchObject({
    ok: false,
    because: 'INC-20261123-001 is mitigated already; only an open or acknowledged incident can be mitigated.',
  });
  await w.types('ana', '1', '/incident resolve');
  expect(await w.asks('ana', 'incident/mitigate', { incident: 'INC-20261123-001' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('is resolved already'),
  });
});

test('whoever is given a role is brought into the room', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'a', people: ['ana'] });
  await w.asks('ana', 'incident/assign', { incident: '1', role: 'scribe', person: 'bo' });
  expect((await w.room('1')).members).toEqual(['ana', 'bo']);
});

test('whoever acknowledges without having been called is brought into the room', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.takes('chen', '1');
  expect((await w.room('1')).members).toEqual(['ana', 'chen']);
});

test('a stale button on a resolved incident is refused with the reason', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  const [ack, page] = [await w.token('ana', 'Acknowledge', '1'), await w.token('ana', 'Acknowledge')];
  await w.asks('bo', 'incident/resolve', { incident: '1' });
  expect(await w.pressesToken('ana', ack)).toMatchObject({
    ok: false,
    text: expect.stringContaining('INC-20261123-001 is resolved already'),
  });
  expect(await w.pressesToken('ana', page)).toMatchObject({
    ok: false,
    text: expect.stringContaining('This page is over: the incident is resolved'),
  });
  expect(await w.pressesToken('ana', 'made-up-token')).toMatchObject({ ok: false, text: expect.stringContaining('no longer valid') });
  expect(await w.incident('INC-20261123-001')).toMatchObject({ progress: 'resolved', acknowledgedBy: null });
});

test('an incident that is not there is named in the refusal', async () => {
  const w = await world(firm);
  expect(await w.asks('ana', 'incident/ack', { incident: '7' })).toMatchObject({ ok: false, because: expect.stringContaining('"7"') });
});

test('a private incident is seen by its people and by nobody else: not in the list, not by number, not in chat', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Leak', private: true, people: ['ana'] });
  expect(await w.incidents('ana')).toEqual(['INC-20261123-001']);
  expect((await w.room('inc-20261123-001', 'ana')).cards).toHaveLength(1);
  expect(await w.incidents('bo')).toEqual([]);
  expect(await w.asks('bo', 'incident/show', { incident: '1' })).toMatchObject({ ok: false });
  expect(await w.asks('bo', 'incident/ack', { incident: 'INC-20261123-001' })).toMatchObject({ ok: false });
  expect((await w.room('inc-20261123-001', 'bo')).messages).toEqual([]);
  const rooms = await w.request<{ rooms: { id: string }[] }>('GET', '/api/v1/chat/rooms', { as: 'bo' });
  expect(JSON.stringify(rooms.body)).not.toContain('inc-20261123-001');
  expect(await w.types('bo', 'inc-20261123-001', 'hello?')).toMatchObject({ ok: false });
  await w.asks('ana', 'incident/assign', { incident: '1', role: 'operations', person: 'bo' });
  expect(await w.incidents('bo')).toEqual(['INC-20261123-001']);
});

test('what happens in a private incident goes live to its people only', async () => {
  const w = await world(firm);
  const [ana, bo] = [await w.watches('ana'), await w.watches('bo')];
  await w.asks('ana', 'incident/declare', { title: 'Leak', private: true, people: ['ana'] });
  await w.asks('ana', 'incident/declare', { title: 'Slow', people: ['ana'] });
  await ana.sees('INC-20261123-002');
  await bo.sees('INC-20261123-002');
  expect(ana.text()).toContain('Leak');
  expect(bo.text()).not.toMatch(/Leak|INC-20261123-001/u);
});

test('nobody acts as another: a login with a name keeps it', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Leak', private: true, people: ['ana'] });
  const { body } = await w.request<{ person: { name: string } }>('GET', '/api/v1/me', { as: 'bo; tocsin_as=ana' });
  expect(body.person.name).toBe('bo');
});

test('a person without the right is refused, and help shows only what they may do', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'a' });
  expect(await w.types('vic', '1', '/incident ack')).toMatchObject({ ok: false });
  expect(await w.asks('vic', 'incident/ack', { incident: '1' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('needs the role responder'),
  });
  expect(await w.pressesToken('vic', await w.token('ana', 'Resolve', '1'))).toMatchObject({ ok: false });
  for (const [help, shown] of [
    ['/help', '/incident list'],
    ['/help incident', '/incident show'],
  ] as const) {
    const { text } = await w.types('vic', '1', help);
    expect(text).toContain(shown);
    expect(text).not.toContain('/incident ack');
  }
  expect((await w.types('ana', '1', '/help')).text).toContain('/incident ack');
  expect(await w.incident('1')).toMatchObject({ progress: 'open' });
});

test('an unknown command says so and how to get help', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'a' });
  expect(await w.types('ana', '1', '/incident explode')).toMatchObject({ ok: false, text: expect.stringContaining('/help') });
});

test('everybody reads their own language: pages, answers, help and refusals; a room speaks the language of the firm', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Slow', people: ['ana', 'chen'] });
  expect((await w.dm('ana')).cards[0]?.title).toBe('You are paged: INC-20261123-001 Slow');
  expect((await w.dm('chen')).cards[0]?.title).toBe('呼叫你：INC-20261123-001 Slow');
  expect((await w.types('chen', '1', '/help')).text).toContain('认领事件');
  expect(await w.incident('1', 'chen')).toMatchObject({
    timeline: expect.arrayContaining([expect.objectContaining({ text: '呼叫 Ana、陈晨' })]),
  });
  expect((await w.presses('chen', '认领')).text).toBe('已应答 INC-20261123-001'.replace(' ', '，'));
  expect((await w.room('1')).lines).toEqual(['陈晨 acknowledged']);
});

test('a firm that speaks Chinese reads Chinese in its rooms', async () => {
  const w = await world(firm.replace('zone: Asia/Shanghai, locale: en', 'zone: Asia/Shanghai, locale: zh-CN'));
  await w.asks('ana', 'incident/declare', { title: 'Slow' });
  await w.takes('ana', '1');
  expect((await w.room('1')).lines).toEqual(['Ana 已认领']);
  expect((await w.room('1')).cards[0]?.state?.word).toBe('处理中');
});

test('what is said in the room stays there, and is no command', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'a' });
  await w.types('ana', '1', 'restarting db-1 now');
  await w.types('ana', '1', '1');
  expect((await w.room('1')).lines).toEqual(['restarting db-1 now', '1']);
  expect(await w.incident('1')).toMatchObject({ progress: 'open' });
});

test('nothing is paged or said twice when a person presses twice', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  const token = await w.token('ana', 'Acknowledge');
  await Promise.all([w.pressesToken('ana', token), w.pressesToken('ana', token), w.pressesToken('ana', token)]);
  await w.passes(minutes(30));
  expect((await w.room('1')).lines).toEqual(['Ana acknowledged']);
  await w.paged('ana');
});
