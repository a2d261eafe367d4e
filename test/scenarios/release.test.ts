import { expect, test } from 'vitest';
import { besideWecom, firm as wecomFirm } from '../harness/wecom-firm.ts';
import { beside, slackOf } from '../harness/slack-firm.ts';
import { minutes } from '../harness/world.ts';
import { docs } from './firm.ts';

const dee = `{ kind: person, name: dee, spec: { displayName: 小迪, chat: { wecom: dee } } }`;

test('whoever is not needed any more is out of the incident and of its rooms, and comes back when called again', async () => {
  const slack = await slackOf();
  const w = await beside(slack);
  await w.asks('ana', 'incident/declare', { title: 'Orders fail', severity: 'SEV2', people: ['bo'] });
  await w.settles();
  const room = slack.channels.find(({ name }) => name.startsWith('inc-')) ?? expect.fail('there is no room in Slack');
  const release = (people: string[], by = 'ana') =>
    w.request('POST', '/api/v1/skills/incident/release', { as: by, body: { incident: '1', people } });
  const called = await release(['bo']);
  expect([called.status, JSON.stringify(called.body)]).toEqual([409, expect.stringContaining('Bo is being called')]);
  await w.asks('ana', 'incident/ack', { incident: '1' });
  await w.settles();
  expect(room.members).toContain('UBO');
  expect(JSON.stringify((await release(['ana'])).body)).toContain('give it back first');
  await w.asks('bo', 'incident/release', { incident: '1' });
  await w.settles();
  expect(room.members).not.toContain('UBO');
  expect(slack.messages(room.id).map((m) => m.text)).toContain('Bo left the incident');
  expect((await w.incident('1')).people).toEqual(['ana']);
  expect(await w.asks('ana', 'incident/release', { incident: '1', people: ['bo'] })).toMatchObject({ existed: true });
  await w.asks('ana', 'incident/assign', { incident: '1', role: 'commander', person: 'bo' });
  await w.settles();
  expect(room.members).toContain('UBO');
  expect(JSON.stringify((await release(['bo'])).body)).toContain('Incident Commander');
  expect(JSON.stringify((await release(['nobody'])).body)).toContain('there is no person');
});

test('a private incident is not seen any more by who left it, and never by nobody', async () => {
  const w = await beside(await slackOf());
  await w.asks('ana', 'incident/declare', { title: 'A leak', private: true, people: ['vic'] });
  await w.settles();
  const sees = async () => (await w.request('POST', '/api/v1/skills/incident/show', { as: 'vic', body: { incident: '1' } })).status;
  expect(await sees()).toBe(200);
  await w.asks('ana', 'incident/ack', { incident: '1' });
  await w.passes(minutes(1));
  await w.asks('ana', 'incident/release', { incident: '1', people: ['vic'] });
  await w.settles();
  expect(await sees()).toBe(404);
  expect((await w.room('1', 'ana')).members ?? []).not.toContain('vic');
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  const last = await w.request('POST', '/api/v1/skills/incident/release', { as: 'ana', body: { incident: '1' } });
  expect(JSON.stringify(last.body)).toContain('Nobody would see this private incident');
});

test('in WeCom somebody is taken out of the group; the last two stay, and it is said why', async () => {
  const { w, wecom } = await besideWecom({ yaml: () => docs(wecomFirm, dee) });
  await w.asks('ana', 'incident/declare', { title: '委托网关拒单', severity: 'SEV2', people: ['ana', 'bo', 'dee'] });
  await w.settles();
  await w.asks('ana', 'incident/ack', { incident: '1' });
  await w.settles();
  const members = (): string[] => [...(wecom.chats[0]?.users ?? [])].toSorted();
  expect(members()).toEqual(['ana', 'bo', 'dee']);
  await w.asks('dee', 'incident/release', { incident: '1' });
  await w.settles();
  expect(members()).toEqual(['ana', 'bo']);
  await w.asks('ana', 'incident/release', { incident: '1', people: ['bo'] });
  await w.settles();
  expect(members()).toEqual(['ana', 'bo']);
  expect(await w.timeline()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/仍在作战室（企业微信）：企业微信的群至少留两个人|Still in the war room \(WeCom\).*keeps two people/u),
    ]),
  );
});
