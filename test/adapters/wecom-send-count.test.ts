import { beforeEach, expect, test } from 'vitest';
import { SendCount } from '../../adapters/im/wecom/send-count.ts';
import type { ChatMemory } from '../../ports/chat-memory.ts';
import { memoryInHand } from '../harness/chat-memory.ts';

import { HandClock } from '../harness/hand-clock.ts';
import { failureOf } from '../harness/slack-desk.ts';

let clock: HandClock;
let memory: ChatMemory;
let noted: string[];
beforeEach(() => {
  clock = new HandClock(Date.UTC(2026, 10, 23, 2));
  memory = memoryInHand(clock);
  noted = [];
});

/** As one process counts; what is kept is the same for all. */
const process = (over: Partial<ChatMemory> = {}): SendCount =>
  new SendCount({ name: 'wecom', clock, memory: { ...memory, ...over }, noted: (what) => noted.push(what) });
const page = (key: string) => ({ urgency: 'page', key }) as const;
const card = (key: string) => ({ urgency: 'card', key }) as const;
const keys = (n: number): string[] => Array.from({ length: n }, (_, i) => `${i}`);

test('what another process sent counts, and what an earlier life sent', async () => {
  for (const key of keys(15)) await process().take('ana', page(key));
  for (const key of keys(15)) await process().take('ana', page(`other ${key}`));
  expect(await failureOf(process().take('ana', page('more')))).toMatchObject({ why: { code: 'over-limit' } });
  await process().take('bo', page('to somebody else'));
  clock.jump(60_000);
  await process().take('ana', page('more'));
});

test('a member is the same in whichever case the id is written', async () => {
  for (const key of keys(22)) await process().take('Ana', card(key));
  expect(await failureOf(process().take('ana', card('more')))).toMatchObject({ failure: 'rate-limited', retryAfterMs: 60_000 });
  expect(await process().full()).toEqual(['ana']);
});

test('of many at once as many go out as WeCom shows', async () => {
  const count = process();
  const went = await Promise.allSettled(keys(50).map((key) => count.take('ana', page(key))));
  expect(went.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
});

test('of two processes that count in the same moment neither sends more than WeCom shows', async () => {
  for (const key of keys(29)) await process().take('ana', page(key));
  // Each has looked before either has counted.
  let looks = 0;
  const { promise: bothLooked, resolve } = Promise.withResolvers<void>();
  const slow = (): SendCount =>
    process({
      async under(start) {
        const found = await memory.under(start);
        looks += 1;
        if (looks === 2) resolve();
        if (looks <= 2) await bothLooked;
        return found;
      },
    });
  const went = await Promise.allSettled([slow().take('ana', page('one')), slow().take('ana', page('two'))]);
  expect(went.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  expect((await memory.under('sent/ana/')).size, 'who was refused left nothing behind').toBeLessThanOrEqual(30);
});

test('a message that is refused for now does not push its own time back', async () => {
  for (const key of keys(22)) await process().take('ana', card(key));
  clock.jump(20_000);
  for (let tries = 0; tries < 3; tries += 1)
    expect(await failureOf(process().take('ana', card('more')))).toMatchObject({ retryAfterMs: 40_000 });
  clock.jump(40_000);
  await process().take('ana', card('more'));
});

test('taken back, a further try of one message counts as the first did', async () => {
  await process().take('ana', page('one'));
  clock.jump(50_000);
  const back = await process().take('ana', page('one'));
  await back();
  for (const key of keys(21)) await process().take('ana', card(key));
  expect(await process().full()).toEqual(['ana']);
  clock.jump(10_000);
  expect(await process().full()).toEqual([]);
});

test.each(['under', 'keep'] as const)('what cannot be counted goes out all the same (%s)', async (broken) => {
  const away = async (): Promise<never> => {
    throw new Error('the store is away');
  };
  const back = await process({ [broken]: away }).take('ana', page('one'));
  await back();
  expect(noted).toEqual(['what a member got could not be counted']);
});

test('that it cannot be taken back fails nothing', async () => {
  const back = await process({ take: () => Promise.reject(new Error('the store is away')) }).take('ana', page('one'));
  await back();
  expect(noted).toEqual(['what a member got could not be counted']);
});
