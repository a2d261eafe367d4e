import { expect, test } from 'vitest';
import { beside, slackOf } from '../harness/slack-firm.ts';
import { hours, seconds, type World } from '../harness/world.ts';

const number = 'INC-20261123-001';
const weekLater = async (w: World): Promise<void> => {
  await w.asks('ana', 'incident/resolve', { incident: number });
  await w.asks('ana', 'incident/close', { incident: number });
  await w.jumps(hours(24 * 7));
  await w.passes(seconds(3));
};

test.each([
  ['taken out of the archive', false, 1],
  ['replaced by another, where Slack does not let a bot do that', true, 2],
] as const)('reopened in Slack, the room is %s', async (_what, archiveEmpties, channels) => {
  const slack = await slackOf({ archiveEmpties });
  const w = await beside(slack);
  const rooms = () => slack.channels.filter(({ name }) => name.startsWith('inc-'));
  await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'] });
  await w.passes(seconds(8));
  expect(rooms()).toMatchObject([
    { name: 'inc-20261123-001-orders-are-rejected', bookmarks: [{ link: `http://tocsin.test/i/${number}` }] },
  ]);
  expect(JSON.stringify(rooms()[0]?.canvas)).toContain('SEV');
  await weekLater(w);
  expect(rooms().map((r) => r.is_archived)).toEqual([true]);
  await w.asks('bo', 'incident/reopen', { incident: number, reason: 'rejected again' });
  await w.passes(seconds(8));
  expect(rooms()).toHaveLength(channels);
  const [open, ...more] = rooms().filter((r) => !r.is_archived);
  expect(more).toEqual([]);
  expect([...(open?.members ?? [])]).toEqual(expect.arrayContaining(['UANA', 'UBO']));
  expect(open?.topic).toContain('open');
  expect(
    slack
      .messages(open?.id ?? '')
      .map((m) => m.text)
      .join('\n'),
  ).toContain('Bo reopened it: rejected again');
  expect(JSON.stringify(open?.canvas)).toContain('rejected again');
});
