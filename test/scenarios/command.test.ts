import { expect, test } from 'vitest';
import { hours, minutes, seconds, world } from '../harness/world.ts';
import { anaThenBo, anaThenBoDeclaring, docs, people } from './firm.ts';

const down = { alertname: 'Down' };
const firm = docs(people, anaThenBo);

test('whoever escalates calls the next step at once, hears who that is, and the calling goes on from there', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.paged('ana');
  expect(await w.asks('chen', 'incident/escalate', { incident: '1' })).toMatchObject({ people: ['bo'], names: ['Bo'] });
  await w.paged('ana', 'bo');
  expect(await w.timeline()).toEqual(expect.arrayContaining(['陈晨 escalated at once: Bo', 'Calling Bo']));
  await w.passes(minutes(9));
  expect(await w.pages(), 'the old alarm of the second step is gone').toHaveLength(2);
  await w.passes(minutes(1));
  expect((await w.room('1')).lines).toContain('Nobody answered: Ana, Bo');
});

test('after the last step an escalation begins from the top, and an acknowledged incident can call for more hands too', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.takes('ana', '1');
  expect(await w.asks('ana', 'incident/escalate', { incident: '1' })).toMatchObject({ people: ['bo'] });
  expect(await w.asks('ana', 'incident/escalate', { incident: '1' })).toMatchObject({ people: ['ana'] });
  expect((await w.pages()).map((p) => p.person)).toEqual(['ana', 'bo', 'ana']);
  await w.takes('bo', '1');
  await w.passes(hours(1));
  expect(await w.pages(), 'an acknowledgement ends it').toHaveLength(3);
});

test('where nobody is left to escalate to, that is said, and nothing is called', async () => {
  const w = await world(docs(people, `{ kind: route, name: default, spec: { channel: ops, declare: SEV3 } }`));
  await w.asks('ana', 'incident/declare', { title: 'Slow' });
  expect(await w.asks('ana', 'incident/escalate', { incident: '1' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('Call people in by name instead'),
  });
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  expect(await w.asks('ana', 'incident/escalate', { incident: 'INC-20261123-001' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('is over'),
  });
  await w.paged();
});

test('a mention of a team calls its people into the incident of the room', async () => {
  const w = await world(docs(firm, `{ kind: team, name: network, spec: { people: [chen, bo] } }`));
  await w.asks('ana', 'incident/declare', { title: 'Slow', people: ['ana'] });
  expect(await w.types('ana', '1', '/page @network @max')).toMatchObject({ ok: true, text: 'INC-20261123-001: calling 陈晨, Bo, Max' });
  await w.paged('ana', 'max', 'chen', 'bo');
  expect((await w.types('ana', '1', '/page @nobody')).text).toBe('people: there is no person "nobody".');
});

test('people and teams are mustered by name: each is called until they answer, and is in the room', async () => {
  const w = await world(docs(firm, `{ kind: team, name: network, spec: { people: [chen, bo] } }`));
  await w.asks('ana', 'incident/declare', { title: 'Slow', people: ['ana'] });
  await w.takes('ana', '1');
  expect(await w.asks('ana', 'incident/muster', { incident: '1', people: ['max', 'ana'], teams: ['network'] })).toMatchObject({
    people: ['max', 'chen', 'bo'],
    existed: false,
  });
  await w.paged('ana', 'max', 'chen', 'bo');
  expect((await w.room('1')).members.toSorted()).toEqual(['ana', 'bo', 'chen', 'max']);
  expect(await w.timeline()).toContain('Ana called in Max, 陈晨, Bo');
  expect(await w.asks('ana', 'incident/muster', { incident: '1', people: ['bo'] }), 'who rings is not rung twice').toMatchObject({
    existed: true,
  });
  await w.acks('bo');
  expect((await w.incident('1')).pages.map((p) => [p.person, p.state])).toEqual(
    expect.arrayContaining([
      ['bo', 'acked'],
      ['chen', 'sent'],
    ]),
  );
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  expect(await w.rings('chen'), 'over for those who have not come').toEqual([]);
  expect(await w.asks('ana', 'incident/muster', { incident: 'INC-20261123-001', people: ['bo'] })).toMatchObject({ ok: false });
});

test('whoever nobody knows is not mustered, and neither is nobody', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Slow', people: ['ana'] });
  expect(await w.asks('ana', 'incident/muster', { incident: '1', people: ['zoe'] })).toMatchObject({
    because: expect.stringContaining('"zoe"'),
  });
  expect(await w.asks('ana', 'incident/muster', { incident: '1', teams: ['none'] })).toMatchObject({
    because: expect.stringContaining('"none"'),
  });
  expect(await w.asks('ana', 'incident/muster', { incident: '1', people: ['ana'] })).toMatchObject({ ok: false });
  await w.paged('ana');
});

test('a role goes from one to the other, and both read so where they read for themselves', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Slow' });
  await w.asks('ana', 'incident/assign', { incident: '1', role: 'commander' });
  expect(await w.asks('bo', 'incident/handover', { incident: '1', role: 'commander', person: 'chen' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('You are not Incident Commander'),
  });
  expect(await w.asks('ana', 'incident/handover', { incident: '1', role: 'commander', person: 'chen' })).toMatchObject({ existed: false });
  expect((await w.incident('1')).roles).toEqual({ commander: 'chen' });
  expect((await w.dm('ana')).lines).toContain('Ana handed Incident Commander over to 陈晨');
  expect((await w.dm('chen')).lines).toContain('Ana 将故障指挥官移交给 陈晨');
  expect((await w.room('1')).members).toContain('chen');
  expect(await w.asks('ana', 'incident/handover', { incident: '1', role: 'commander', person: 'chen' })).toMatchObject({ existed: true });
});

test('a resolved incident is closed, once, and its room says so', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  expect(await w.asks('ana', 'incident/close', { incident: '1' })).toMatchObject({
    ok: false,
    because: expect.stringContaining('resolve it before'),
  });
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  const incident = 'INC-20261123-001';
  expect(await w.asks('ana', 'incident/close', { incident })).toMatchObject({ existed: false });
  expect(await w.asks('ana', 'incident/close', { incident })).toMatchObject({ existed: true });
  expect((await w.room(incident)).cards[0]).toMatchObject({ state: { word: 'closed', tone: 'quiet' } });
  expect((await w.incident(incident)).progress).toBe('closed');
  await w.asks('ana', 'incident/reopen', { incident, reason: 'back' });
  expect((await w.incident(incident)).progress).toBe('open');
});

test('an incident that nobody had acknowledged calls again when it is reopened; one that somebody had does not', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.asks('chen', 'incident/resolve', { incident: '1' });
  const incident = 'INC-20261123-001';
  await w.asks('chen', 'incident/reopen', { incident, reason: 'Errors are back' });
  expect((await w.pages()).map((p) => [p.person, p.state])).toEqual([
    ['ana', 'stopped'],
    ['ana', 'sent'],
  ]);
  await w.passes(minutes(5));
  await w.paged('ana', 'bo');
  await w.acks('bo');
  await w.asks('chen', 'incident/resolve', { incident });
  await w.asks('chen', 'incident/reopen', { incident, reason: 'Again' });
  expect(await w.pages()).toHaveLength(3);
});

test('the topic of a room follows the incident', async () => {
  const w = await world(anaThenBoDeclaring);
  const topic = async (): Promise<string | undefined> => {
    const { body } = await w.request<{ rooms: { id: string; topic: string }[] }>('GET', '/api/v1/chat/rooms');
    return body.rooms.find((room) => room.id === 'inc-20261123-001')?.topic;
  };
  await w.signal(down);
  expect(await topic()).toMatch(/^SEV3 · open/u);
  await w.takes('ana', '1');
  expect(await topic()).toMatch(/^SEV3 · acknowledged/u);
  await w.asks('ana', 'incident/severity', { incident: '1', severity: 'SEV1' });
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  expect(await topic()).toMatch(/^SEV1 · resolved/u);
});

test('somebody who does not answer is called once more, by the same ways, but not twice in a moment', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  const page = (await w.incident('1')).pages[0]?.id;
  expect(await w.asks('chen', 'page/resend', { page })).toMatchObject({ existed: true, person: 'ana' });
  await w.passes(seconds(31));
  expect(await w.asks('chen', 'page/resend', { page })).toMatchObject({ existed: false });
  expect((await w.pages())[0]?.attempts.map((a) => a.by)).toEqual(['chat', 'ring', 'chat', 'ring']);
  expect((await w.dm('ana')).lines).toEqual([
    expect.stringMatching(/^Still waiting for you \(calling since \d\d:\d\d, reminder 1\): INC-20261123-001/u),
  ]);
  await w.acks('ana');
  expect(await w.asks('max', 'page/resend', { page })).toMatchObject({ ok: false, because: expect.stringContaining('over') });
});

test('what belongs to a private incident cannot be called again by those who may not see it', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Leak', private: true, people: ['ana'] });
  const page = (await w.incident('1', 'ana')).pages[0]?.id ?? '';
  const told = async (id: string): Promise<unknown> => (await w.asks('bo', 'page/resend', { page: id }))['because'];
  expect(await told(page)).toBe(`There is no page "${page}".`);
  expect(await told('no-such-page')).toBe('There is no page "no-such-page".');
});

test('of two who press on a card that showed no commander one leads, and the other reads who does and how to take over', async () => {
  const w = await world(firm);
  await w.asks('ana', 'incident/declare', { title: 'Slow', people: ['ana', 'bo', 'chen'] });
  const shown = await w.token('bo', 'I take command', '1');
  expect(await w.presses('ana', 'I take command', '1')).toMatchObject({ ok: true });
  expect(await w.pressesToken('bo', shown)).toMatchObject({
    ok: false,
    text: 'Ana is Incident Commander already. To take over, tell me: assign Incident Commander to me INC-20261123-001',
  });
  expect((await w.pressesToken('chen', shown)).text).toContain('要接手，请对我说：故障指挥官由我担任 INC-20261123-001');
  expect((await w.incident('1')).roles).toEqual({ commander: 'ana' });
  expect(await w.pressesToken('ana', shown), 'she has it').toMatchObject({ ok: true });
  await expect(w.token('chen', 'I take command', '1'), 'the card offers it no more').rejects.toThrow('sees no');
  await w.types('bo', 'dm', 'assign Incident Commander to me INC-20261123-001');
  expect((await w.incident('1')).roles).toEqual({ commander: 'bo' });
  await w.types('chen', 'dm', '故障指挥官由我担任 INC-20261123-001');
  expect((await w.incident('1')).roles).toEqual({ commander: 'chen' });
  expect((await w.room('1')).lines).toContain('陈晨 took over as Incident Commander from Bo');
  expect((await w.dm('chen')).lines).toContain('陈晨 从 Bo 接手故障指挥官');
});
