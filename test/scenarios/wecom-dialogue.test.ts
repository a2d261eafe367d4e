import { expect, test } from 'vitest';
import type { Message } from '../emulators/wecom/records.ts';
import { besideWecom } from '../harness/wecom-firm.ts';
import { minutes, seconds } from '../harness/world.ts';

const readable = (m: Message | undefined): string => {
  const card = m?.card as { main_title?: { title: string; desc?: string }; sub_title_text?: string } | undefined;
  return card ? JSON.stringify(card) : (m?.shown.map(({ text }) => text).join('') ?? '');
};

/** The firm beside WeCom, and Ana, who is answered. */
async function besideAna() {
  const { w, wecom } = await besideWecom();
  const ana = wecom.someone('ana');
  const answer = (): string => readable(wecom.messages('ana').at(-1));
  const says = async (text: string): Promise<string> => {
    await ana.says(text);
    await w.settles();
    return answer();
  };
  return { w, wecom, ana, says, answer };
}

test('what the menu says may be typed', async () => {
  const { says } = await besideAna();
  expect(await says('开放事件')).toBe('没有符合条件的事件');
  expect(await says('谁负责？')).toBe('没有未关闭的事件');
  expect(await says('发起应急')).toMatch(/^发生了什么？/u);
});

test('what is not over stands before what is, however old, and alone where that was asked for', async () => {
  const { w, says } = await besideAna();
  await w.asks('ana', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1' });
  for (const title of ['报表慢', '行情延迟', '短信重复']) await w.asks('ana', 'incident/declare', { title });
  for (const number of ['2', '3']) await w.asks('ana', 'incident/resolve', { incident: number });
  const open = 'INC-20261123-004 SEV3 待认领 短信重复\nINC-20261123-001 SEV1 待认领 委托网关拒单';
  expect(await says('有哪些事件')).toBe(open);
  expect(await says('开放事件')).toBe(open);
  expect(await says('/incident list ongoing')).toBe(open);
  expect(await says('/incident list')).toBe(
    `${open}\n已结束（2）：\nINC-20261123-003 SEV3 已解决 行情延迟\nINC-20261123-002 SEV3 已解决 报表慢`,
  );
  expect(await says('/incident list resolved')).toMatch(/^INC-20261123-003/u);
  expect(await says('/incident list limit=2')).toContain('更早的未列出；未结束的：/incident list ongoing');
});

test('a question that names no incident is about the only one that is not over', async () => {
  const { w, says } = await besideAna();
  expect(await says('/incident catch-up')).toBe('没有未结束的事件。已结束的请写上编号：/incident catch-up 3');
  await w.asks('bo', 'incident/declare', { title: '委托网关拒单', people: ['bo'] });
  await w.asks('bo', 'incident/declare', { title: '报表慢', people: ['bo'] });
  expect(await says('/incident catch-up')).toMatch(/^事件？/u);
  await says('取消');
  await w.asks('bo', 'incident/resolve', { incident: '2' });
  expect(await says('/incident catch-up')).toContain('INC-20261123-001 委托网关拒单');
  expect(await says('事件进展')).toContain('INC-20261123-001 委托网关拒单');
  expect(await says('/incident resolve'), 'what changes something is asked for').toMatch(/^事件？/u);
});

test('who is called as a test is named as people call them', async () => {
  const { says, wecom } = await besideAna();
  await says('测试呼叫我');
  expect(wecom.messages('ana').map(readable)).toContain('正在呼叫 安娜（测试）');
});

test('help is short, and says where the rest is', async () => {
  const { says } = await besideAna();
  const help = await says('帮助');
  expect(help.split('\n')).toHaveLength(12);
  expect(help).toMatch(/^最常用的命令：\n\/incident list/u);
  expect(help).toContain('/tocsin help incident');
  expect(await says('/help')).toBe(help);
  expect(await says('/tocsin help oncall')).toMatch(/^可以输入：\n(?:\/oncall .+\n?)+$/u);
});

test('a number answers the call that came after the question, and the question still waits', async () => {
  const { w, wecom, says } = await besideAna();
  await says('发起应急');
  expect(await says('报表慢')).toMatch(/^级别？[^]*0\. 默认（SEV3）/u);
  await w.passes(minutes(1));
  await w.asks('bo', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1' });
  await w.settles();
  const [first] = await w.incidents();
  expect(await says('１')).toBe(`已应答，${first}「委托网关拒单」\n问题还在等：级别？（回复“取消”放弃）`);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  expect(await w.incidents()).toHaveLength(1);
  await says('２');
  expect(await w.incident('2')).toMatchObject({ title: '报表慢', severity: 'SEV2' });
  expect(wecom.messages('ana').map(readable)).toContainEqual(expect.stringContaining(`${(await w.incident('2')).number} 已宣布`));
});

test.each(['认领', '收到', '我来处理', 'ack', '认领 1'])(
  'whoever is called in the middle of a form and says “%s” has taken it on',
  async (said) => {
    const { w, says } = await besideAna();
    await says('发起应急');
    await w.passes(minutes(1));
    await w.asks('bo', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1' });
    await w.settles();
    expect(await says(said)).toMatch(/问题还在等：发生了什么？（回复“取消”放弃）$/u);
    expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
    expect(await w.incidents()).toHaveLength(1);
    await says('认领');
    expect(await says('0'), 'nobody calls any more: it is a title').not.toContain('发生了什么');
    expect(await w.incident('2')).toMatchObject({ title: '认领' });
  },
);

test('words mean the call that came before the question, too', async () => {
  const { w, says } = await besideAna();
  await w.asks('bo', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1' });
  await w.passes(minutes(1));
  await says('发起应急');
  expect(await says('收到')).toMatch(/^已应答，[^]*问题还在等：发生了什么？/u);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
});

test('whoever is called and takes it on in words means the call, however much else is open', async () => {
  const { w, says } = await besideAna();
  await w.asks('max', 'incident/declare', { title: '报表慢', people: ['max'] });
  await w.asks('bo', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1' });
  await w.settles();
  expect(await says('收到')).toMatch(/^已应答，INC-.+「委托网关拒单」$/u);
  expect([(await w.incident('1')).acknowledgedBy, (await w.incident('2')).acknowledgedBy]).toEqual([null, 'ana']);
});

test('a number answers the question that was asked after the call', async () => {
  const { w, says } = await besideAna();
  await w.asks('bo', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1' });
  await w.passes(minutes(1));
  await says('发起应急');
  await says('报表慢');
  await says('1');
  expect(await w.incident('2')).toMatchObject({ title: '报表慢', severity: 'SEV1' });
  expect((await w.incident('1')).acknowledgedBy).toBeNull();
});

test('a test call is answered where nothing else calls, and what was answered is said', async () => {
  const { w, says } = await besideAna();
  await w.asks('bo', 'incident/declare', { title: '委托网关拒单', severity: 'SEV1' });
  await w.settles();
  await says('测试呼叫我');
  expect(await says('1')).toMatch(/^已应答，INC-.+「委托网关拒单」$/u);
  expect(await w.incident('1')).toMatchObject({ acknowledgedBy: 'ana' });
  expect(await says('1')).toBe('已应答「测试呼叫」');
});

test('what is asked in the middle of a form is answered, and the form goes on', async () => {
  const { says } = await besideAna();
  expect(await says('取消')).toBe('没有要取消的。');
  await says('发起应急');
  expect(await says('谁在值班？')).toMatch(/问题还在等：发生了什么？（回复“取消”放弃）$/u);
  expect(await says('/incident list')).toMatch(/^没有符合条件的事件\n问题还在等：发生了什么？/u);
  expect(await says('慢'.repeat(301))).toMatch(/^太长了：最多 300 个字，现在 301 个。\n发生了什么？/u);
  await says('报表慢');
  expect(await says('/incident declare')).toMatch(/^之前没填完的已放弃。\n发生了什么？/u);
  expect(await says('取消')).toBe('已取消。');
  expect(await says('取消')).toBe('没有要取消的。');
});

test('the question back says what is resolved, and its printed number does it', async () => {
  const { w, says, answer } = await besideAna();
  await says('/incident declare SEV3 报表慢');
  await says('1');
  await says('1');
  expect(answer()).toMatch(/请再回复一次数字：[^]*3\. 解决/u);
  await says('3');
  const { number } = await w.incident('1');
  expect(answer()).toContain('确认事件已解决？');
  expect(answer()).toContain(`${number} 报表慢`);
  expect(answer()).toContain('回复 1');
  await says('1');
  expect(await w.incident(number)).toMatchObject({ progress: 'resolved' });
});

test('what was asked back long ago is told anew before a number does it', async () => {
  const { w, says } = await besideAna();
  await says('/incident declare SEV3 报表慢');
  await says('1');
  await says('1');
  await says('3');
  await w.passes(minutes(16));
  expect(await says('1')).toMatch(/请再回复一次数字：[^]*1\. /u);
  expect(await w.incident('1')).toMatchObject({ progress: 'acknowledged' });
  await says('1');
  expect(await w.incident('1')).toMatchObject({ progress: 'resolved' });
});

test.each(['1', '收到'])(
  'a number that is said once more than a call needs does not do what was asked back before the call (%s)',
  async (answer) => {
    const { w, says } = await besideAna();
    await says('/incident declare SEV3 报表慢');
    await says('1');
    await says('1');
    expect(await says('3')).toContain('确认事件已解决？');
    await w.passes(seconds(5));
    await w.asks('bo', 'incident/declare', { title: '行情中断', severity: 'SEV1', people: ['ana'] });
    await w.settles();
    expect(await says(answer)).toContain('已应答');
    const { number } = await w.incident('2');
    expect(await says('1'), 'what the newest card does').toMatch(new RegExp(`^${number} 行情中断\\n请再回复一次数字：\\n1\\. `, 'u'));
    expect([await w.incident('1'), await w.incident('2')]).toMatchObject([{ progress: 'acknowledged' }, { progress: 'acknowledged' }]);
  },
);

test.each([
  ['发起应急', '宣布事件 SEV1 全部交易中断'],
  ['/incident note 1', '宣布事件：全部交易中断'],
  ['/incident severity 1', 'declare SEV1: all trading is down'],
])('in the middle of “%s” an incident is declared all the same: %s', async (form, declaration) => {
  const { w, wecom, says } = await besideAna();
  await w.asks('max', 'incident/declare', { title: '报表慢', people: ['max'] });
  await says(form);
  await says(declaration);
  expect(wecom.messages('ana').map(readable)).toContainEqual(expect.stringMatching(/^INC-[^]*问题还在等：/u));
  expect(await w.incident('2')).toMatchObject({ title: expect.stringMatching(/^(?:全部交易中断|all trading is down)$/u) });
  expect((await w.incident('1')).timeline.filter(({ text }) => /交易中断|trading/u.test(text))).toEqual([]);
});

test('an order in words is no answer where one of several is to be chosen', async () => {
  const { w, says } = await besideAna();
  for (const title of ['报表慢', '行情中断']) await w.asks('max', 'incident/declare', { title, people: ['max'] });
  expect(await says('/incident resolve')).toMatch(/^事件？/u);
  expect(await says('有哪些事件')).toMatch(/^INC-[^]*问题还在等：事件？/u);
  expect(await says('静默 委托网关 30 分钟')).toMatch(/问题还在等：事件？/u);
  expect(await says('报表')).not.toContain('没有这一项');
  expect(await w.incident('1')).toMatchObject({ progress: 'resolved' });
});

test('a question whose sending went unanswered is asked in the same words, whatever can be chosen by then', async () => {
  const { w, wecom, says } = await besideAna();
  for (const title of ['报表慢', '行情中断', '慢'.repeat(300)]) await w.asks('max', 'incident/declare', { title, people: ['max'] });
  expect(await says('/incident note')).toMatch(/事件？[^]*1\. 慢{1,60}… · INC-\d+-003\n2\. 行情中断 · INC-\d+-002/u);
  wecom.goesWrong('message/send', 'late');
  await wecom.someone('ana').says('没有这样的');
  await w.asks('max', 'incident/resolve', { incident: '3' });
  await w.passes(minutes(1));
  const asked = wecom
    .seenBy('ana')
    .map(readable)
    .filter((text) => text.includes('事件？'));
  expect(asked).toHaveLength(2);
  expect(asked[1]).toMatch(/^没有这一项/u);
});

test('what was asked back before a call that is over is told anew, with what it is about', async () => {
  const { w, says } = await besideAna();
  await says('/incident declare SEV3 报表慢');
  await says('1');
  await says('1');
  await says('3');
  await w.passes(seconds(5));
  await w.asks('ana', 'page/test', {});
  await w.settles();
  expect(await says('1')).toContain('已应答');
  const { number } = await w.incident('1');
  expect(await says('1')).toMatch(new RegExp(`^确认事件已解决？\\n${number} 报表慢\\n请再回复一次数字：\\n1\\. `, 'u'));
  expect(await w.incident('1')).toMatchObject({ progress: 'acknowledged' });
  await says('1');
  expect(await w.incident('1')).toMatchObject({ progress: 'resolved' });
});

test('what is over is not offered by a number any more', async () => {
  const { w, says } = await besideAna();
  await says('/incident declare SEV3 报表慢');
  await says('1');
  await w.asks('bo', 'incident/resolve', { incident: '1' });
  await w.settles();
  expect(await says('2')).toBe('现在没有呼叫你，这里也没有可以用数字操作的卡片。');
});

test('a picture, and a voice that nobody made words of, are answered with where they can be put', async () => {
  const { w, ana, wecom, answer } = await besideAna();
  const shows = async (): Promise<string> => {
    await ana.sends('曲线.png', Buffer.from('graph'));
    await w.settles();
    return answer();
  };
  const nowhere = '这里只看得懂文字，图片、语音和文件不会保存。图片和文件请放到事件在控制台的作战室。';
  expect(await shows()).toBe(nowhere);
  await w.asks('bo', 'incident/declare', { title: '报表慢', people: ['bo'] });
  await w.asks('ana', 'incident/declare', { title: '委托网关拒单', people: ['ana', 'bo'], private: true });
  await w.settles();
  const hers = '请放到 INC-20261123-002 在控制台的作战室：http://tocsin.test/i/INC-20261123-002';
  expect(await shows(), 'the only one that she is in').toContain(hers);
  await ana.speaks(Buffer.from('voice'));
  await w.settles();
  expect(wecom.messages('ana').filter((m) => readable(m).includes(hers))).toHaveLength(2);
  await w.asks('ana', 'incident/declare', { title: '行情延迟', people: ['ana'] });
  expect(await shows(), 'of two nobody knows which').toBe(nowhere);
  await wecom.someone('dee').sends('曲线.png', Buffer.from('graph'));
  await w.settles();
  expect(readable(wecom.messages('dee').at(-1))).toContain('我还不认识你');
  expect(w.failures).toEqual([]);
});
