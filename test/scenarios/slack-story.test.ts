import { expect, test } from 'vitest';
import type { TimelineLine } from '../../domain/incident/outward.ts';
import { beside, slackOf } from '../harness/slack-firm.ts';
import { until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Slack } from '../emulators/slack/slack.ts';

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==', 'base64');

/** A war room in Slack, with Ana and Bo in it. */
async function warRoom(slack: Slack): Promise<{ w: World; room: string }> {
  const w = await beside(slack);
  await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'] });
  const room = slack.channels.find(({ name }) => name.startsWith('inc-')) ?? expect.fail('there is no room');
  return { w, room: room.id };
}

async function notes(w: World): Promise<TimelineLine[]> {
  await w.settles();
  const { timeline } = await w.asks<{ timeline: TimelineLine[] }>('ana', 'incident/show', { incident: '1' });
  return timeline.filter((line) => line.note !== undefined);
}
const comes = (w: World, what: string) => until(async () => (await notes(w)).some((line) => line.text.includes(what)), { what });

test('a message marked with a pin in Slack is in the timeline with its author, picture and address, and follows it until it is deleted', async () => {
  const slack = await slackOf();
  const { w, room } = await warRoom(slack);
  const [ana, bo] = [slack.someone('ana'), slack.someone('bo')];
  const { ts } = await bo.says(room, 'rack 4 is dark, <@UANA>', { files: [{ name: 'curve.png', bytes: png, mimetype: 'image/png' }] });
  await ana.reacts(room, ts, 'eyes');
  await ana.reacts(room, ts, 'pushpin');
  await comes(w, 'rack 4');
  const [line] = await notes(w);
  expect(line).toMatchObject({
    text: 'Bo: rack 4 is dark, @ana',
    person: 'bo',
    via: 'chat:slack',
    note: { source: { platform: 'slack', url: expect.stringContaining(`/archives/${room}/p${ts.replace('.', '')}`) }, lost: [] },
  });
  const [file] = line?.note?.files ?? [];
  expect(file).toMatchObject({ name: 'curve.png', type: 'image/png', width: 2 });
  expect((await w.request('GET', `/api/v1/incidents/INC-20261123-001/files/${file?.id}`, { as: 'vic' })).status).toBe(200);
  expect(slack.calls.map((call) => call.method)).not.toContain('files.sharedPublicURL');

  await bo.edits(room, ts, 'rack 4 and rack 5 are dark');
  await comes(w, 'rack 5');
  expect((await notes(w)).map((l) => [l.note?.editedAt === null, l.note?.files.length])).toEqual([[false, 1]]);
  await bo.deletes(room, ts);
  await comes(w, 'was deleted');
  expect((await notes(w)).map((l) => l.text)).toEqual(['A message by Bo was deleted']);
});

test('an answer in a thread is captured too; the last mark taken off withdraws it', async () => {
  const slack = await slackOf();
  const { w, room } = await warRoom(slack);
  const [ana, bo] = [slack.someone('ana'), slack.someone('bo')];
  const root = await ana.says(room, 'what changed?');
  const { ts } = await bo.says(room, 'the gateway, at 09:30', { thread_ts: root.ts });
  await bo.reacts(room, ts, 'pushpin');
  await ana.reacts(room, ts, 'pushpin');
  await comes(w, 'the gateway');
  expect((await notes(w))[0]?.note?.source?.url).toContain(`thread_ts=${root.ts}`);
  await bo.unreacts(room, ts, 'pushpin');
  expect((await notes(w)).map((l) => l.text)).toEqual(['Bo: the gateway, at 09:30']);
  await ana.unreacts(room, ts, 'pushpin');
  await comes(w, 'was withdrawn');
});

test('what Tocsin itself has said is in the story already; who may only look is told so', async () => {
  const slack = await slackOf();
  const { w, room } = await warRoom(slack);
  const card = slack.messages(room).find((m) => m.blocks?.length) ?? expect.fail('there is no card');
  await slack.someone('ana').reacts(room, card.ts, 'pushpin');
  const { ts } = await slack.someone('bo').says(room, 'from Bo');
  await slack.someone('vic').joins(room);
  await slack.someone('vic').reacts(room, ts, 'pushpin');
  const toVic = () => slack.ephemerals(room, 'UVIC').map((m) => m.text);
  await until(async () => (await w.settles(), toVic().length > 0), { what: 'a word to Vic' });
  expect(toVic().join('\n')).toContain('needs the role responder');
  expect(await notes(w)).toEqual([]);
});

test('mentions of people and groups name them in commands', async () => {
  const slack = await slackOf();
  const { w, room } = await warRoom(slack);
  await slack.someone('ana').runs('/incident', 'assign scribe <@UBO|bo>', { in: room });
  await w.settles();
  expect((await w.incident('1')).roles).toMatchObject({ scribe: 'bo' });
  await slack.someone('ana').runs('/incident', 'note at=09:59 <!subteam^S0PAYMENTS1|@payments> is informed', { in: room });
  await comes(w, 'informed');
  expect((await notes(w)).map((l) => [l.at, l.text])).toEqual([['2026-11-23T01:59:00.000Z', 'Ana: @payments is informed']]);
});
