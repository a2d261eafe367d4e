import { expect, test } from 'vitest';
import type { Message } from '../emulators/wecom/records.ts';
import type { Wecom } from '../emulators/wecom/wecom.ts';
import { besideWecom, firm } from '../harness/wecom-firm.ts';
import { minutes } from '../harness/world.ts';

const number = 'INC-20261123-001';
const url = `http://tocsin.test/i/${number}`;

/** A message as somebody reads it. */
const readable = (m: Message): string => {
  const card = m.card as { main_title?: { title: string; desc?: string } } | undefined;
  return card ? `[${card.main_title?.title} | ${card.main_title?.desc}]` : m.shown.map(({ text }) => text).join('');
};
const read = (wecom: Wecom, conv: string): string[] => wecom.messages(conv).map(readable);
const last = (wecom: Wecom, conv: string): Message => wecom.messages(conv).at(-1) ?? expect.fail(`nothing was said in ${conv}`);
const cardOf = (wecom: Wecom, user: string, title: string): Message =>
  wecom.messages(user).findLast((m) => m.card && readable(m).includes(title)) ?? expect.fail(`${user} has no card ${title}`);
const buttonsOf = ({ card }: Message): string[] => ((card?.['button_list'] ?? []) as { text: string }[]).map(({ text }) => text);
const group = (wecom: Wecom) => wecom.chats[0] ?? expect.fail('there is no group');

test('a whole incident told in WeCom alone: declared, answered by a number, led, mitigated, resolved after one more question', async () => {
  const { w, wecom } = await besideWecom();
  const ana = wecom.someone('ana');

  const declared = await ana.says('/incident declare SEV1 委托网关拒单');
  await declared.again();
  await w.settles();
  expect(declared.acked).toBe(true);
  expect(wecom.chats, 'one group, made with both by one call').toHaveLength(1);
  expect(wecom.count('appchat/create')).toBe(1);
  expect(group(wecom)).toMatchObject({ name: `${number} 委托网关拒单`, owner: 'ana', users: ['ana', 'bo'], isShown: true });
  expect(read(wecom, 'ana')).toContain(`${number} 已宣布\n${url}`);
  const [first] = read(wecom, group(wecom).chatid);
  expect(first).toContain('SEV1 · 待认领');
  expect(first, 'nothing can be pressed in the group: it says where').toContain('请在与应用的会话里点按钮，或回复数字');
  expect(last(wecom, group(wecom).chatid).shown).toContainEqual(expect.objectContaining({ url }));

  // Everybody has the card to themselves, with its buttons, beside the page.
  expect(buttonsOf(cardOf(wecom, 'bo', `${number} 委托`))).toEqual(expect.arrayContaining(['认领', '我来指挥', '解决']));
  await wecom.someone('bo').says('回复 1');
  await w.settles();
  expect(await w.incident('1')).toMatchObject({ progress: 'acknowledged', acknowledgedBy: 'bo' });
  expect(last(wecom, 'bo').shown[0]?.text).toBe(`已应答，${number}「委托网关拒单」`);
  expect(readable(cardOf(wecom, 'bo', '呼叫你')), 'the page cannot be pressed any more').toContain('已应答');
  expect(buttonsOf(cardOf(wecom, 'ana', '呼叫你'))).toEqual([]);
  expect(read(wecom, group(wecom).chatid)).toContain('小博 已认领');

  await ana.presses(cardOf(wecom, 'ana', `${number} 委托`), '我来指挥');
  await ana.says('记一下：已切到备用网关');
  await ana.says('已止损');
  await w.settles();
  expect((await w.incident('1')).roles).toMatchObject({ commander: 'ana' });
  expect(await w.timeline()).toEqual(
    expect.arrayContaining(['安娜 is Incident Commander', '安娜: 已切到备用网关', '安娜 mitigated the incident']),
  );

  // WeCom has no window that asks back.
  await ana.presses(cardOf(wecom, 'ana', `${number} 委托`), '解决');
  await w.settles();
  expect((await w.incident('1')).progress).toBe('mitigated');
  await ana.presses(cardOf(wecom, 'ana', '确认事件已解决'), '解决');
  await w.settles();
  expect((await w.incident(number)).progress).toBe('resolved');
  expect(read(wecom, group(wecom).chatid)).toContainEqual(expect.stringMatching(/安娜.*解决/u));
  expect(w.failures).toEqual([]);
});

test('a note that somebody takes alone is heard in the group, once', async () => {
  const { w, wecom } = await besideWecom();
  await w.asks('ana', 'incident/declare', { title: '委托网关拒单', severity: 'SEV2', people: ['ana', 'bo'] });
  await wecom.someone('bo').says('记一下：已切到备用网关');
  await w.settles();
  const heard = wecom.messages(wecom.chats[0]?.chatid ?? '').filter(({ text }) => text === '小博：已切到备用网关');
  expect(heard).toHaveLength(1);
  expect((await w.room('1', 'ana')).lines, 'the console shows the story beside its room').not.toContain('小博：已切到备用网关');
  expect((await w.incident('1')).timeline.filter(({ text }) => text.endsWith('已切到备用网关'))).toHaveLength(1);
});

test('a form is asked question by question, and can be dropped', async () => {
  const { w, wecom } = await besideWecom();
  const ana = wecom.someone('ana');
  const says = async (text: string): Promise<string> => {
    await ana.says(text);
    await w.settles();
    return readable(last(wecom, 'ana'));
  };
  expect(await says('/incident declare')).toMatch(/发生了什么？[^]*回复“取消”放弃/u);
  expect(await says('取消')).toBe('已取消。');
  await says('/incident declare');
  expect(await says('清算文件迟到')).toMatch(/级别？\n1\. SEV1\n2\. SEV2\n3\. SEV3\n4\. SEV4\n0\. 默认（SEV3）/u);
  await says('2');
  expect(await w.incident('1')).toMatchObject({ title: '清算文件迟到', severity: 'SEV2' });
  expect((await w.incidents()).length).toBe(1);
});

test('a number that no card shows is told with what it would do, and done when it is said again', async () => {
  const { w, wecom } = await besideWecom();
  await wecom.someone('ana').says('/incident declare SEV3 慢');
  await w.settles();
  await wecom.someone('bo').says('1');
  await w.settles();
  await wecom.someone('bo').says('1');
  await w.settles();
  expect(readable(last(wecom, 'bo'))).toMatch(/请再回复一次数字：\n1\. 我来指挥\n2\. 已止损/u);
  expect((await w.incident('1')).roles).toEqual({});
  await wecom.someone('bo').says('1');
  await w.settles();
  expect((await w.incident('1')).roles).toMatchObject({ commander: 'bo' });
});

test('after a crash a number still answers the page, and the group is still the room', async () => {
  const { w, wecom } = await besideWecom();
  await wecom.someone('ana').says('/incident declare SEV2 行情延迟');
  await w.settles();
  await w.crash();
  await w.restart();
  await wecom.someone('bo').says('1');
  await w.settles();
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'bo' });
  expect(wecom.chats).toHaveLength(1);
  expect(read(wecom, group(wecom).chatid)).toContain('小博 已认领');
});

test('whoever is nobody here is told so, and nothing is done', async () => {
  const { w, wecom } = await besideWecom();
  await wecom.someone('dee').says('/incident declare SEV1 试试');
  await w.settles();
  expect(await w.incidents()).toEqual([]);
  expect(readable(last(wecom, 'dee'))).toContain('我还不认识你');
});

test('where the app may not make groups the console’s room goes on, the card says why, and it is made once it is allowed', async () => {
  const { w, wecom } = await besideWecom({ corp: { rootVisible: false } });
  await wecom.someone('ana').says('/incident declare SEV2 行情延迟');
  await w.settles();
  expect((await w.incident('1')).rooms).toMatchObject([
    { platform: 'web', state: 'open' },
    { platform: 'wecom', state: 'failed' },
  ]);
  await w.paged('ana', 'bo');
  const why = '请把最上级部门加入应用的可见范围：建群需要它（60011：';
  const { timeline, rooms } = await w.incident('1', 'ana');
  expect(timeline.map(({ text }) => text)).toContainEqual(expect.stringContaining(`作战室打开失败（企业微信）：${why}`));
  expect(rooms.map(({ because }) => because)).toContainEqual(expect.stringContaining(why));
  expect(JSON.stringify((await w.room('1', 'ana')).cards)).toContain('最上级部门');
  wecom.withdrawsRoot(false);
  await w.passes(minutes(10));
  expect((await w.incident('1')).rooms).toMatchObject([
    { platform: 'web', state: 'open' },
    { platform: 'wecom', state: 'open' },
  ]);
  expect(wecom.chats).toHaveLength(1);
});

test('with two incidents open the app is told which one is meant, by its number or by choosing it', async () => {
  const { w, wecom } = await besideWecom();
  const bo = wecom.someone('bo');
  await bo.says('/incident declare SEV2 行情延迟');
  await bo.says('/incident declare SEV1 委托网关拒单');
  await w.settles();
  await bo.says('记一下 INC-20261123-001 备线已通');
  await bo.says('记一下 2 已切备用网关');
  await bo.says('#1 记一下：行情商在查');
  await bo.says('2 升级到 SEV3');
  await bo.says('记一下 3 台机器没有响应');
  await w.settles();
  await bo.says('1');
  await w.settles();
  const [first, second] = [await w.timeline('INC-20261123-001'), await w.timeline('INC-20261123-002')];
  expect(first).toEqual(expect.arrayContaining(['小博: 备线已通', '小博: 行情商在查']));
  expect(second).toEqual(expect.arrayContaining(['小博: 已切备用网关', '小博: 3 台机器没有响应']));
  expect(await w.incident('2')).toMatchObject({ severity: 'SEV3', progress: 'open' });
  expect(w.failures).toEqual([]);
});

test('where one person alone is called there is no group yet: they are told why and where the room is, and it comes with the second', async () => {
  const { w, wecom } = await besideWecom({
    yaml: () => firm.replace('[{ person: ana }, { person: bo }]', '[{ person: ana }]'),
  });
  await wecom.someone('ana').says('/incident declare SEV1 委托网关拒单');
  await w.passes(minutes(2));
  expect(wecom.chats).toEqual([]);
  const told = read(wecom, 'ana').filter((text) => text.includes('无法在这里打开'));
  expect(told).toEqual([expect.stringContaining('企业微信建群至少要两个人')]);
  expect(told[0]).toMatch(/https?:\/\/\S+INC-20261123-001/u);
  expect((await w.timeline()).join()).toContain('a group of WeCom needs two people');
  expect((await w.timeline()).join()).not.toContain('wecom: wecom:');
  await w.asks('ana', 'incident/muster', { incident: '1', people: ['bo'] });
  await w.passes(minutes(5));
  expect(wecom.chats.map(({ users }) => users.toSorted())).toEqual([['ana', 'bo']]);
  expect((await w.incident('1')).rooms.find((r) => r.platform === 'wecom')).toMatchObject({ state: 'open', because: null, missing: [] });
});

test('whoever is called alone has the card to themselves as soon as it is theirs, and it is the same one when the group comes', async () => {
  const { w, wecom } = await besideWecom({
    yaml: () => firm.replace('[{ person: ana }, { person: bo }]', '[{ person: ana }]'),
  });
  const ana = wecom.someone('ana');
  const title = `[${number} 委托网关拒单 | SEV1`;
  const cards = (user: string): Message[] => wecom.messages(user).filter((m) => readable(m).startsWith(title));
  const pressable = (user: string): Message[] => cards(user).filter((card) => buttonsOf(card).length > 0);
  await ana.says('/incident declare SEV1 委托网关拒单');
  await w.settles();
  await ana.says('1');
  await w.settles();
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  expect(pressable('ana').map(buttonsOf)).toEqual([expect.arrayContaining(['我来指挥', '已止损', '解决'])]);
  expect(JSON.stringify(cards('ana')[0]?.card), 'the console’s room').toContain(url);
  await ana.says('1');
  await ana.says('1');
  await w.settles();
  expect((await w.incident('1')).roles, 'the number means its button, once it was told').toMatchObject({ commander: 'ana' });

  await w.asks('ana', 'incident/muster', { incident: '1', people: ['bo'] });
  await w.passes(minutes(5));
  expect(wecom.chats).toHaveLength(1);
  expect([pressable('ana').length, pressable('bo').length]).toEqual([1, 1]);
  await wecom.someone('bo').presses(pressable('bo')[0] ?? expect.fail('Bo has no card'), '已止损');
  await w.settles();
  // Its one code went with the role: another takes its place, and says so.
  expect(readable(pressable('ana')[1] ?? expect.fail())).toContain('已止损');
  expect(JSON.stringify(pressable('ana')[1])).toContain('取代上面的旧卡片');
  expect(w.failures).toEqual([]);
});

test('whoever is called alone and answers nothing has the card beside the page once no group came', async () => {
  const { w, wecom } = await besideWecom({
    yaml: () => firm.replace('[{ person: ana }, { person: bo }]', '[{ person: ana }]'),
  });
  await w.asks('max', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1', people: ['ana'], private: true });
  await w.passes(minutes(2));
  const card = wecom.messages('ana').find((m) => readable(m).startsWith(`[${number} 委托网关拒单 | SEV1`));
  expect(buttonsOf(card ?? expect.fail('she has no card'))).toEqual(expect.arrayContaining(['认领', '我来指挥', '解决']));
});

test('whose userid is written in other letters than WeCom has it presses, answers by number and leads like anybody', async () => {
  const { w, wecom } = await besideWecom({ yaml: () => firm.replace('wecom: ana', 'wecom: Ana').replace('wecom: bo', 'wecom: BO') });
  await wecom.someone('ana').says('/incident declare SEV1 委托网关拒单');
  await w.settles();
  await wecom.someone('bo').says('1');
  await w.settles();
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'bo', people: ['ana', 'bo'] });
  await wecom.someone('ana').presses(cardOf(wecom, 'ana', `${number} 委托`), '我来指挥');
  await w.settles();
  expect((await w.incident('1')).roles).toMatchObject({ commander: 'ana' });
  expect(group(wecom).users.toSorted()).toEqual(['ana', 'bo']);
});
