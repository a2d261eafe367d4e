import { expect, test } from 'vitest';
import { OtherChat } from '../harness/other-chat.ts';
import { hours, minutes, seconds, world } from '../harness/world.ts';
import { anaThenBoDeclaring } from '../scenarios/firm.ts';

/** That the clock was set back is noticed at the next look, which is never later than this. */
const noticed = seconds(11);
const down = { alertname: 'Down' };

test('killed right after an ack was heard and down while the next step fell due, it pages nobody when it is back', async () => {
  for (let effects = 1; effects <= 8; effects++) {
    const other = new OtherChat('other');
    const w = await world(anaThenBoDeclaring, { chats: [other], mayFail: true });
    await w.signal(down);
    await w.passes(minutes(1));
    w.life.diesIn(effects);
    await Promise.race([w.asks('ana', 'page/ack', { page: 'INC-20261123-001.0.0.ana' }), w.life.died]);
    await w.crash();
    await w.jumps(minutes(30));
    await w.start();
    await w.passes(minutes(1));
    await w.paged('ana');
    expect(await w.incident('1'), `killed ${effects} effects after the ack`).toMatchObject({
      progress: 'acknowledged',
      acknowledgedBy: 'ana',
    });
    await w.close();
  }
});

test('down while steps fell due, it decides each of them once, and does not make up for lost time all at once', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.crash();
  await w.jumps(hours(3));
  await w.start();
  await w.passes(seconds(2));
  await w.paged('ana', 'bo');
  expect((await w.room('1')).lines, 'Bo has his ten minutes').toEqual(['Calling Bo']);
  await w.passes(minutes(10));
  expect((await w.room('1')).lines).toEqual(['Calling Bo', 'Nobody answered: Ana, Bo']);
  expect(await w.pages()).toHaveLength(2);
});

test('a page that could not go out for an hour is not sent any more, and the page says why', async () => {
  const other = new OtherChat('other');
  other.fails('dm', 'rate-limited', { times: 100, retryAfterMs: minutes(40) });
  const w = await world(anaThenBoDeclaring, { chats: [other] });
  await w.signal(down);
  await w.passes(hours(2));
  expect(other.in('dm-UANA')).toEqual([]);
  const { attempts = [] } = (await w.incident('1')).pages[0] ?? {};
  expect(attempts.filter((a) => a.by === 'chat')).toMatchObject([
    { chat: 'web', state: 'sent' },
    { chat: 'other', state: 'failed', error: expect.stringContaining('time was over') },
  ]);
});

test('the clock set forward by three hours: what is due is done once, and nothing is skipped', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.passes(minutes(1));
  await w.jumps(hours(3));
  await w.passes(seconds(2));
  await w.paged('ana', 'bo');
  expect(await w.pages()).toHaveLength(2);
  expect((await w.room('1')).lines).toEqual(['Calling Bo']);
  await w.passes(minutes(10));
  expect((await w.room('1')).lines).toEqual(['Calling Bo', 'Nobody answered: Ana, Bo']);
});

test('the clock set back by three hours: who waits for five minutes waits for five minutes', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.passes(minutes(1));
  await w.jumps(-hours(3));
  await w.passes(minutes(4) - seconds(1));
  await w.paged('ana');
  await w.passes(noticed);
  await w.paged('ana', 'bo');
  await w.passes(minutes(10) + noticed);
  expect((await w.room('1')).lines).toEqual(['Calling Bo', 'Nobody answered: Ana, Bo']);
  expect(await w.pages()).toHaveLength(2);
});

test('the clock set back while several wait: each of them still waits as long as it was to', async () => {
  const w = await world(anaThenBoDeclaring);
  await w.signal(down);
  await w.passes(minutes(2));
  await w.asks('bo', 'incident/declare', { title: 'another' });
  await w.jumps(-hours(3));
  await w.passes(minutes(3) + noticed);
  expect((await w.pages()).map((p) => p.id)).toContain('INC-20261123-001.0.1.bo');
  await w.passes(minutes(2));
  expect((await w.pages()).map((p) => p.id)).toContain('INC-20261123-002.0.1.bo');
});
