import { expect, test } from 'vitest';
import type { Message } from '../emulators/wecom/records.ts';
import type { Wecom } from '../emulators/wecom/wecom.ts';
import { until } from '../harness/until.ts';
import { besideWecom, botOf, firm, type BesideWecom } from '../harness/wecom-firm.ts';
import type { World } from '../harness/world.ts';
import { docs } from './firm.ts';

const number = 'INC-20261123-001';

const readable = (m: Message): string => {
  const card = m.card as { main_title?: { title: string; desc?: string } } | undefined;
  return card ? `[${card.main_title?.title} | ${card.main_title?.desc}]` : m.shown.map(({ text }) => text).join('');
};
const read = (wecom: Wecom, conv: string): string[] => wecom.messages(conv).map(readable);
const cardIn = (wecom: Wecom, conv: string): Message =>
  wecom.messages(conv).findLast((m) => m.card) ?? expect.fail(`there is no card in ${conv}`);
const rooms = async ({ w }: BesideWecom, said = '1'): Promise<string[]> =>
  (await w.incident(said)).rooms.map((r) => `${r.platform} ${r.state}`);

/** Over the bot's own connection nobody says when something has come in. */
const comes = (w: World, look: () => unknown, what: string): Promise<unknown> =>
  until(
    async () => {
      await w.settles();
      return look();
    },
    { what },
  );
const says = (beside: BesideWecom, conv: string, text: string): Promise<unknown> =>
  comes(beside.w, () => read(beside.wecom, conv).some((said) => said.includes(text)), `“${text}” in ${conv}`);

/** The firm’s bot, and a group of three of its people that it is in. */
async function bound(): Promise<BesideWecom & { conv: string }> {
  const beside = await besideWecom({ yaml: (wecom) => docs(firm, botOf(wecom)) });
  const conv = beside.wecom.group('交易系统应急', { members: ['ana', 'bo', 'dee'] });
  return { ...beside, conv };
}

test('a whole incident in a group that people made: bound by a word, shown as a card, answered, led and resolved there', async () => {
  const { w, wecom, conv } = await bound();
  const ana = wecom.someone('ana');
  const bo = wecom.someone('bo');
  await w.asks('max', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1', people: ['ana'] });
  await ana.mentionsBot(conv, '绑定 1');
  await says({ w, wecom }, conv, `本群现在是 ${number}`);
  await comes(w, () => cardIn(wecom, conv), 'the card');
  expect(readable(cardIn(wecom, conv))).toBe(`[${number} 委托网关拒单 | SEV1 · 待认领]`);
  expect(await rooms({ w, wecom })).toContain('wecom-aibot open');

  await bo.pressesBot(conv, cardIn(wecom, conv), '认领');
  await says({ w, wecom }, conv, '小博 已认领');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'bo', progress: 'acknowledged' });

  await ana.mentionsBot(conv, '我来指挥');
  await ana.mentionsBot(conv, '记一下 已切备用网关');
  await bo.mentionsBot(conv, '网关日志里没有报错');
  await says({ w, wecom }, conv, '已转到这起事件的其他作战室');
  expect(await w.timeline()).toEqual(expect.arrayContaining(['安娜 is Incident Commander', '安娜: 已切备用网关']));
  expect(
    (await w.room('1', 'ana')).messages.map((m) => m.text),
    'what is no order is for the other rooms',
  ).toContain('小博（企业微信群）：网关日志里没有报错');
  await ana.mentionsBot(conv, '已解决');
  await says({ w, wecom }, conv, '标记为已解决');
  expect((await w.incident(number)).progress).toBe('resolved');
  expect(w.failures).toEqual([]);
});

test('a card that could not be changed is told of by the one below, and pressing it after somebody else says that one more is at it', async () => {
  const { w, wecom, conv } = await bound();
  await w.asks('max', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1', people: ['ana'] });
  await wecom.someone('ana').mentionsBot(conv, '绑定 1');
  await comes(w, () => cardIn(wecom, conv), 'the card');
  const old = cardIn(wecom, conv);
  await w.asks('ana', 'incident/ack', { incident: '1' });
  await comes(w, () => cardIn(wecom, conv).id !== old.id, 'the second card');
  expect(JSON.stringify(cardIn(wecom, conv).card)).toContain('取代上面的旧卡片');
  await wecom.someone('bo').pressesBot(conv, old, '认领');
  await says({ w, wecom }, conv, '小博 也加入处理（安娜 已认领）');
  expect(read(wecom, conv)).not.toContain('小博 已认领');
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  await comes(w, () => readable(wecom.messages(conv).find(({ id }) => id === old.id)!).includes('处理中'), 'the old one to be true again');
});

test('an old card that is pressed in vain shows what is true by then', async () => {
  const { w, wecom, conv } = await bound();
  await w.asks('max', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1', people: ['ana'] });
  await wecom.someone('ana').mentionsBot(conv, '绑定 1');
  await comes(w, () => cardIn(wecom, conv), 'the card');
  const old = cardIn(wecom, conv);
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  await comes(w, () => cardIn(wecom, conv).id !== old.id, 'the second card');
  await wecom.someone('bo').pressesBot(conv, old, '认领');
  await says({ w, wecom }, conv, '若尚未结束，请先重新打开');
  await comes(w, () => readable(wecom.messages(conv).find(({ id }) => id === old.id)!).includes('已解决'), 'the old one to be true again');
});

test('what is said in the console’s room is read in the group', async () => {
  const { w, wecom, conv } = await bound();
  await w.asks('ana', 'incident/declare', { title: '慢', people: ['ana'] });
  await wecom.someone('ana').mentionsBot(conv, '绑定');
  await says({ w, wecom }, conv, '本群现在是');
  await w.types('bo', '1', '正在看数据库');
  await says({ w, wecom }, conv, '小博（网页）：正在看数据库');
});

test('of what is too long for a chat it shows the beginning, and says where the whole is', async () => {
  const { w, wecom, conv } = await bound();
  await w.asks('ana', 'incident/declare', { title: '慢', people: ['ana'] });
  await wecom.someone('ana').mentionsBot(conv, '绑定');
  await says({ w, wecom }, conv, '本群现在是');
  const long = '网关日志里没有报错。'.repeat(600);
  await w.types('bo', '1', long);
  await says({ w, wecom }, conv, '…（太长，全文见网页）');
});

test('a group that is given to another incident is no more the room of the first', async () => {
  const { w, wecom, conv } = await bound();
  await w.asks('ana', 'incident/declare', { title: '一', people: ['ana'] });
  await w.asks('ana', 'incident/declare', { title: '二', people: ['ana'] });
  await wecom.someone('ana').mentionsBot(conv, '绑定 1');
  await says({ w, wecom }, conv, '本群现在是');
  await wecom.someone('ana').mentionsBot(conv, '绑定 那个慢的');
  await says({ w, wecom }, conv, '要绑定哪一起事件？');
  await wecom.someone('ana').mentionsBot(conv, '绑定 二');
  await says({ w, wecom }, conv, `不再是 ${number} 的`);
  expect(await rooms({ w, wecom }, '1')).not.toContain('wecom-aibot open');
  expect(await rooms({ w, wecom }, '2')).toContain('wecom-aibot open');
  await wecom.someone('ana').mentionsBot(conv, '我来处理');
  await says({ w, wecom }, conv, '安娜 已认领');
  expect(await w.incident('2')).toMatchObject({ acknowledgedBy: 'ana' });
  expect((await w.incident('1')).acknowledgedBy).toBeNull();
});

test('what one of the group is asked back is theirs: the number of somebody else does not do it', async () => {
  const { w, wecom, conv } = await bound();
  const [ana, bo] = [wecom.someone('ana'), wecom.someone('bo')];
  await w.asks('max', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1', people: ['max'] });
  await ana.mentionsBot(conv, '绑定 1');
  await comes(w, () => cardIn(wecom, conv), 'the card');
  await ana.pressesBot(conv, cardIn(wecom, conv), '解决');
  await says({ w, wecom }, conv, '确认事件已解决？');
  await bo.mentionsBot(conv, '1');
  await says({ w, wecom }, conv, '请再回复一次数字');
  await bo.mentionsBot(conv, '1');
  await comes(w, async () => (await w.incident('1')).progress !== 'open', 'something was done');
  expect(await w.incident('1'), 'what he was told that it does').toMatchObject({ progress: 'acknowledged', acknowledgedBy: 'bo' });
  await ana.mentionsBot(conv, '1');
  await comes(w, async () => (await w.incident('1')).progress === 'resolved', 'it is resolved');
});

test('a group that was the room of an incident that is over by now stays with who has it, though the first is opened again', async () => {
  const { w, wecom, conv } = await bound();
  const ana = wecom.someone('ana');
  await w.asks('max', 'incident/declare', { title: '委托网关拒单', people: ['ana'] });
  await ana.mentionsBot(conv, '绑定 1');
  await says({ w, wecom }, conv, `本群现在是 ${number}`);
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  await w.asks('max', 'incident/declare', { title: '行情延迟', people: ['ana'] });
  await ana.mentionsBot(conv, '绑定 2');
  await says({ w, wecom }, conv, `（不再是 ${number} 的）`);
  await w.asks('max', 'incident/reopen', { incident: '1', reason: '又来了' });
  await w.types('bo', '1', '只说第一起');
  await w.types('bo', '2', '只说第二起');
  await says({ w, wecom }, conv, '只说第二起');
  expect(read(wecom, conv).join('\n')).not.toContain('只说第一起');
  expect(await rooms({ w, wecom }, '1')).not.toContain('wecom-aibot open');
  await wecom.someone('bo').mentionsBot(conv, '我来处理');
  await says({ w, wecom }, conv, '小博 已认领');
  expect([(await w.incident('1')).acknowledgedBy, (await w.incident('2')).acknowledgedBy]).toEqual([null, 'bo']);
});

test('the word alone gives a group whose incident is over to the only other one that is open', async () => {
  const { w, wecom, conv } = await bound();
  const ana = wecom.someone('ana');
  await w.asks('max', 'incident/declare', { title: '委托网关拒单', people: ['ana'] });
  await ana.mentionsBot(conv, '绑定');
  await says({ w, wecom }, conv, `本群现在是 ${number}`);
  await w.asks('ana', 'incident/resolve', { incident: '1' });
  await ana.mentionsBot(conv, '绑定');
  await says({ w, wecom }, conv, `${number} 已结束，需先重新打开才能绑定`);
  await w.asks('max', 'incident/declare', { title: '行情延迟', people: ['ana'] });
  await ana.mentionsBot(conv, '绑定');
  await says({ w, wecom }, conv, '本群现在是 INC-20261123-002「行情延迟」的作战室');
  expect(await rooms({ w, wecom }, '2')).toContain('wecom-aibot open');
});

test.each([
  ['in a chat of two', false, '请在要作为作战室的群里说'],
  ['for a private incident', true, '私密事件不能在群里处理，也不能绑定到群'],
])('a group is not bound %s', async (_where, isPrivate, refusal) => {
  const { w, wecom, conv } = await bound();
  await w.asks('ana', 'incident/declare', { title: '一', people: ['ana'], private: isPrivate });
  const ana = wecom.someone('ana');
  await (isPrivate ? ana.mentionsBot(conv, '绑定 1') : ana.saysToBot('绑定 1'));
  await says({ w, wecom }, isPrivate ? conv : 'bot:ana', refusal);
  expect(await rooms({ w, wecom }, isPrivate ? number : '1')).not.toContain('wecom-aibot open');
});

test('what everybody in the group reads does not say that only one does', async () => {
  const { w, wecom, conv } = await bound();
  await w.asks('ana', 'incident/declare', { title: '一', people: ['ana'] });
  await wecom.someone('ana').mentionsBot(conv, '绑定 1');
  await says({ w, wecom }, conv, '本群现在是');
  const before = wecom.messages(conv).length;
  await wecom.someone('bo').mentionsBot(conv, '怎么回事');
  const answer = await comes(
    w,
    () =>
      wecom
        .messages(conv)
        .slice(before)
        .find((m) => m.from !== 'bo'),
    'the answer',
  );
  expect(JSON.stringify(answer)).toContain('需要你');
  expect(JSON.stringify(answer)).not.toContain('仅你可见');
  expect((await w.types('bo', '1', '怎么回事')).card, 'in the console only one does').toMatchObject({ context: '仅你可见' });
});

test('whoever the bot does not know is told the name under which the users of its platform are written', async () => {
  const { w, wecom, conv } = await bound();
  await wecom.someone('dee').mentionsBot(conv, '谁在值班');
  await says({ w, wecom }, conv, 'chat: { wecom: dee }');
});
