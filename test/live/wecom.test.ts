import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Message } from '../emulators/wecom/records.ts';
import { Wecom } from '../emulators/wecom/wecom.ts';
import { show, skill } from '../harness/api.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { botOf, firm } from '../harness/wecom-firm.ts';

/** A WeCom with a way to go, with a group of its people that its bot is in, and a Tocsin of its own process beside it. */
async function running() {
  const wecom = await new Wecom({ delayMs: 100 }).listen();
  const config = tempFolder('config');
  for (const name of ['ana', 'bo', 'dee']) wecom.user(name);
  writeFileSync(join(config.path, 'tocsin.yaml'), `${firm}\n---\n${botOf(wecom)}`);
  const env = {
    WECOM_CORP_ID: wecom.corpId,
    WECOM_AGENT_ID: String(wecom.agentId),
    WECOM_SECRET: wecom.secret,
    WECOM_TOKEN: wecom.token,
    WECOM_ENCODING_AES_KEY: wecom.encodingAesKey,
    WECOM_API_URL: wecom.apiUrl,
  };
  const tocsin = await startTocsin({ configDir: config.path, env });
  onTestFinished(async () => {
    await tocsin.stop();
    await wecom.stop();
    config.remove();
  });
  const listens = () => until(() => wecom.connections > 0, { what: 'the bot to be connected', context: () => tocsin.output() });
  await listens();
  expect(await wecom.callsTo(`${tocsin.origin}/im/wecom/callback`)).toBe(true);
  return { wecom, tocsin, listens };
}

const titleOf = ({ card }: Message): string => (card?.['main_title'] as { title: string } | undefined)?.title ?? '';
const texts = (wecom: Wecom, conv: string): string[] => wecom.messages(conv).map((m) => m.shown.map(({ text }) => text).join(''));
const times = (all: readonly string[], part: string): number =>
  all.filter((text) => text.includes(part) && !text.includes('可能重复')).length;

test('killed -9 at three calls while it makes a room, there is one group in the end with everybody in it, and nobody is paged twice', async () => {
  const { wecom, tocsin } = await running();
  const declared = wecom.someone('ana').says('/incident declare SEV1 委托网关拒单 people=ana,bo');
  for (const method of ['appchat/create', 'appchat/send', 'message/send']) {
    const before = wecom.count(method);
    await until(() => wecom.count(method) > before || (wecom.chats[0]?.messages.length ?? 0) > 0, { what: method, everyMs: 1 });
    await tocsin.kill9();
    await tocsin.restart();
  }
  if (!(await declared).acked) expect((await wecom.retries('now')).every(({ acked }) => acked)).toBe(true);
  const isComplete = () => wecom.chats.some((chat) => chat.users.length === 2 && times(texts(wecom, chat.chatid), '委托网关拒单') > 0);
  await until(isComplete, { what: 'the group with its card', timeoutMs: 60_000, context: () => tocsin.output() });
  for (const person of ['ana', 'bo']) {
    const pages = () => wecom.messages(person).filter((m) => titleOf(m).startsWith('呼叫你'));
    await until(() => pages().length > 0, { what: `${person} to be paged`, timeoutMs: 60_000 });
    expect(pages()).toHaveLength(1);
  }
  expect(wecom.chats).toHaveLength(1);
}, 150_000);

test('what was pressed while it was down is brought again and done once, and the group of the bot is still the room', async () => {
  const { wecom, tocsin, listens } = await running();
  const conv = wecom.group('交易系统应急', { members: ['ana', 'bo', 'dee'] });
  await skill(tocsin, 'incident/declare', { title: '委托网关拒单', severity: 'SEV1', people: ['ana', 'bo'] });
  await wecom.someone('ana').mentionsBot(conv, '绑定 1');
  await until(() => times(texts(wecom, conv), '本群现在是') > 0, { what: 'the group to be bound', context: () => tocsin.output() });
  const page = await until(() => wecom.messages('bo').find((m) => titleOf(m).startsWith('呼叫你')), { what: 'the page' });
  const pressing = wecom.someone('bo').presses(page, '认领');
  await tocsin.kill9();
  const { acked } = await pressing;
  if (!acked) await wecom.retries('now');
  await tocsin.restart();
  await listens();
  await wecom.retries('now');
  await wecom.retries('now');
  const [number = ''] = /INC-\d+-\d+/u.exec(titleOf(page) + JSON.stringify(page.card)) ?? [];
  const told = await until(
    async () => {
      const incident = await show(tocsin, number);
      return incident.acknowledgedBy === 'bo' && incident;
    },
    { what: 'the acknowledgement', timeoutMs: 60_000, context: () => tocsin.output() },
  );
  expect(told.timeline.filter(({ kind }) => kind === 'incident.acked')).toHaveLength(1);
  await wecom.someone('ana').mentionsBot(conv, '我来指挥');
  const isLed = async () => JSON.stringify((await show(tocsin, number)).timeline).includes('Incident Commander');
  await until(isLed, { what: 'an order in the bound group', timeoutMs: 60_000, context: () => texts(wecom, conv).join('\n') });
}, 150_000);
