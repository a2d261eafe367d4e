import { expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { besideWecom, botOf, firm } from '../harness/wecom-firm.ts';
import { docs } from './firm.ts';

const secret = '内幕交易调查';

test('in a group the bot tells nobody of a private incident, whoever asks; alone it tells those who may know', async () => {
  const admin = `{ kind: person, name: dee, spec: { displayName: 小迪, roles: [admin], chat: { wecom: dee } } }`;
  const { w, wecom } = await besideWecom({ yaml: (corp) => docs(firm, admin, botOf(corp)) });
  const conv = wecom.group('闲聊', { members: ['ana', 'bo', 'dee'] });
  await w.asks('ana', 'incident/declare', { title: secret, people: ['ana'], private: true });
  await w.asks('ana', 'incident/declare', { title: '委托变慢', people: ['ana'] });
  const said = (where: string): string =>
    wecom
      .messages(where)
      .map(({ markdown = '' }) => markdown)
      .join('\n');
  const answered = (where: string, times: number) =>
    until(async () => (await w.settles(), wecom.messages(where).filter(({ stream }) => stream?.finished).length >= times), {
      what: 'an answer',
    });

  for (const [n, user] of ['ana', 'dee'].entries()) {
    await wecom.someone(user).mentionsBot(conv, '有哪些事件');
    await answered(conv, n + 1);
    expect(said(conv)).toContain('委托变慢');
  }
  await wecom.someone('ana').mentionsBot(conv, '记一下 事件 1 有新情况');
  await wecom.someone('ana').mentionsBot(conv, 'incident show 1');
  await answered(conv, 4);
  expect(said(conv)).not.toContain(secret);

  await wecom.someone('ana').saysToBot('有哪些事件');
  await answered('bot:ana', 1);
  expect(said('bot:ana')).toContain(secret);
  await wecom.someone('bo').saysToBot('有哪些事件');
  await answered('bot:bo', 1);
  expect(said('bot:bo')).not.toContain(secret);
});
