import { expect, test } from 'vitest';
import { besideWecom, firm as wecomFirm } from '../harness/wecom-firm.ts';
import { world, type World } from '../harness/world.ts';
import { anaThenBoDeclaring, docs } from './firm.ts';

const boss = `{ kind: person, name: person-3, spec: { displayName: 陈总, locale: zh-CN, chat: { wecom: chen } } }`;
const twins = docs(
  `{ kind: person, name: person-4, spec: { displayName: 小戴 } }`,
  `{ kind: person, name: person-5, spec: { displayName: 小戴 } }`,
);
const network = `{ kind: team, name: network, spec: { displayName: 网络组, people: [bo, chen] } }`;
const number = 'INC-20261123-001';

async function inTheRoom(): Promise<World> {
  const w = await world(docs(anaThenBoDeclaring, boss, twins, network));
  await w.asks('chen', 'incident/declare', { title: '委托网关拒单', people: ['chen'] });
  return w;
}

test.each(['陈总', '@陈总', '1 陈总', `${number} @陈总`, 'person-3', 'people=陈总'])('“/incident muster %s” calls 陈总', async (said) => {
  const w = await inTheRoom();
  expect(await w.types('chen', '1', `/incident muster ${said}`)).toMatchObject({ ok: true, text: `${number} 正在呼叫 陈总` });
  await w.paged('chen', 'person-3');
});

test('a team is meant by what it is called, and who has the same name as another is not guessed', async () => {
  const w = await inTheRoom();
  expect((await w.types('chen', '1', '/incident muster 网络组 陈总')).text).toBe(`${number} 正在呼叫 Bo、陈总`);
  expect((await w.types('chen', '1', '/incident muster 小戴')).text).toBe('people：是哪一个？小戴 (person-4)、小戴 (person-5)');
  expect((await w.types('chen', '1', '/incident muster 陈总经')).text).toContain('没有“陈总经”这个人。是指“陈总”吗？');
  await w.paged('chen', 'bo', 'person-3');
});

test('roles are given, handed over and taken on by what people are called', async () => {
  const w = await inTheRoom();
  expect((await w.types('chen', '1', '/incident assign 1 commander 陈晨')).text).toBe(`${number}：陈晨 担任故障指挥官`);
  expect((await w.types('chen', '1', '/incident handover 1 commander @陈总')).text).toBe(`${number} 角色已移交`);
  expect((await w.types('chen', '1', '/incident ack 1 person=陈总')).ok).toBe(true);
  expect(await w.incident('1')).toMatchObject({ roles: { commander: 'person-3' }, acknowledgedBy: 'person-3' });
});

test('people are brought in and taken out in plain words', async () => {
  const w = await inTheRoom();
  expect((await w.types('chen', '1', '机器人，把陈总拉进来')).text).toBe(`${number} 正在呼叫 陈总`);
  expect((await w.types('chen', '1', '机器人，呼叫 Max 和 Bo')).text).toBe(`${number} 正在呼叫 Max、Bo`);
  expect((await w.types('chen', '1', '机器人 呼叫小戴')).text).toBe('是哪一个？小戴 (person-4)、小戴 (person-5)');
  await w.acks('bo');
  expect((await w.types('chen', '1', '机器人，移出Bo')).text).toContain('Bo');
  expect((await w.types('ana', '1', 'Tocsin, take Max out')).text).toContain('Max');
  const offered = await w.types('chen', '1', '拉Ana进来');
  expect(offered).toMatchObject({ card: { title: '集结人员：Ana' } });
  expect((await w.types('chen', '1', '呼叫已经停止了')).text, 'talk stays talk').toBe('');
  await w.paged('chen', 'person-3', 'max', 'bo');
});

test('who is gone from the configuration is still taken out by their own name', async () => {
  const yaml = docs(anaThenBoDeclaring, boss);
  const w = await world(yaml);
  await w.asks('ana', 'incident/declare', { title: 'Slow', people: ['ana', 'person-3'] });
  await w.acks('person-3');
  w.configure(anaThenBoDeclaring);
  await w.settles();
  await w.takes('ana', '1');
  expect((await w.types('ana', '1', '/incident release 1 person-3')).text).not.toContain('no person');
});

test('in WeCom an id of WeCom is somebody’s name, and so is a mention', async () => {
  const { w, wecom } = await besideWecom({ yaml: () => docs(wecomFirm, boss) });
  wecom.user('chen', { name: '陈总', email: 'chen@example.com' });
  await w.asks('bo', 'incident/declare', { title: '委托网关拒单', people: ['bo'] });
  const ana = wecom.someone('ana');
  const says = async (text: string): Promise<string> => {
    await ana.says(text);
    await w.settles();
    return (
      wecom
        .messages('ana')
        .at(-1)
        ?.shown.map(({ text: t }) => t)
        .join('') ?? ''
    );
  };
  expect(await says('/incident muster 1 chen')).toBe(`${number} 正在呼叫 陈总`);
  expect(await says('/incident muster 1 @陈总')).toBe(`${number} 已在呼叫 陈总`);
  expect(await says('呼叫陈总')).toBe(`${number} 已在呼叫 陈总`);
  expect(await says('/incident muster')).toMatch(/^事件？/u);
  expect(await says('1')).toContain('呼叫的人？');
  expect(await says('@陈总、小蔡'), 'the question who is answered as a command is').toBe(`${number} 正在呼叫 小蔡`);
});
