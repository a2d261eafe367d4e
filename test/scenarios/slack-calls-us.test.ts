import { describe, expect, test } from 'vitest';
import { beside, slackOf } from '../harness/slack-firm.ts';

const ops = 'C0OPS000001';

test('where Slack calls us an incident is declared, acknowledged and noted as over our own connection', async () => {
  const slack = await slackOf();
  const w = await beside(slack, { slackCallsUs: true, isRealTime: true });
  expect(slack.sockets).toBe(0);
  const ran = await slack.someone('ana').runs('/incident', 'declare SEV2 by calls', { in: ops });
  await w.settles();
  expect(ran.acked).toBe(true);
  const room = slack.channels.find(({ name }) => name.startsWith('inc-')) ?? expect.fail('there is no room');
  const card = slack.messages(room.id).find((m) => m.blocks?.some(({ type }) => type === 'actions')) ?? expect.fail('there is no card');
  await slack.someone('bo').presses(room.id, card.ts, 'Acknowledge');
  await slack.someone('ana').mentions(room.id, 'incident note it goes on');
  await w.settles();
  // By the clock on the wall: the day in its number is today's.
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'bo' });
  expect((await w.incident('1')).timeline.map((l) => l.text)).toContain('Ana: it goes on');
});

test('what is said to the bot is done once, though it comes as two events, and these twice', async () => {
  const slack = await slackOf();
  const w = await beside(slack, { slackCallsUs: true, isRealTime: true });
  const said = await slack.someone('ana').mentions(ops, 'incident declare SEV3 title="said to the bot"');
  await said.again();
  await w.settles();
  expect(said.acked).toBe(true);
  expect(slack.channels.filter(({ name }) => name.startsWith('inc-'))).toHaveLength(1);
});

describe('what is not signed by Slack', () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'c' });
  test.each<[string, number, (sign: (body: string, seconds?: number) => Record<string, string>) => Record<string, string>]>([
    ['rightly signed is answered', 200, (sign) => sign(body)],
    ['unsigned is refused', 403, () => ({})],
    ['another body’s signature is refused', 403, (sign) => sign(`${body} `)],
    ['six minutes old is refused', 403, (sign) => sign(body, -360)],
    ['six minutes ahead is refused', 403, (sign) => sign(body, 360)],
  ])('%s', async (_name, status, headersOf) => {
    const slack = await slackOf();
    const w = await beside(slack, { slackCallsUs: true, isRealTime: true });
    const sign = (text: string, aheadSeconds = 0): Record<string, string> =>
      slack.sign(text, Math.floor(Date.now() / 1_000) + aheadSeconds);
    const answer = await fetch(`${await w.origin()}/im/slack/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headersOf(sign) },
      body,
    });
    expect([answer.status, status === 200 ? await answer.text() : 'c']).toEqual([status, 'c']);
  });
  test('and nobody is called at a chat that is not there', async () => {
    const slack = await slackOf();
    const w = await beside(slack);
    expect((await fetch(`${await w.origin()}/im/teams/events`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});
