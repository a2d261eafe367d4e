import { onTestFinished } from 'vitest';
import { Wecom, type WecomOptions } from '../emulators/wecom/wecom.ts';
import { docs } from '../scenarios/firm.ts';
import { until } from './until.ts';
import { world, type World, type WorldOptions } from './world.ts';

/** A firm that works in Chinese: Ana and Bo are in its WeCom, Cai is only here, Max runs it. */
export const firm = docs(
  `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: zh-CN } }`,
  `{ kind: person, name: ana, spec: { displayName: 安娜, chat: { wecom: ana } } }`,
  `{ kind: person, name: bo, spec: { displayName: 小博, chat: { wecom: bo } } }`,
  `{ kind: person, name: cai, spec: { displayName: 小蔡 } }`,
  `{ kind: person, name: max, spec: { displayName: 老马, roles: [admin] } }`,
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }, { person: bo }], delayMinutes: 5 }] } }`,
);

/** The bot of the same firm. */
export const botOf = ({ bot, botUrl }: Wecom): string =>
  `{ kind: chat, name: wecom-aibot, spec: { type: wecom-aibot, botId: ${bot.botId}, secret: ${bot.secret}, url: "${botUrl}" } }`;

/** The firm's WeCom, with its people. Ends with the test. */
export async function wecomOf(options: WecomOptions = {}): Promise<Wecom> {
  const wecom = await new Wecom(options).listen();
  onTestFinished(() => wecom.stop());
  wecom.user('ana', { name: '安娜', email: 'ana@example.com' });
  wecom.user('bo', { name: '小博', email: 'bo@example.com' });
  wecom.user('dee', { name: '小迪', email: 'dee@example.com' });
  return wecom;
}

/** Tocsin beside it, once it can be called and, where the bot is among its chats, listens. */
export async function besideWecom(wecom: Wecom, { yaml = firm, ...options }: WorldOptions & { yaml?: string } = {}): Promise<World> {
  const w = await world(yaml, { ...options, wecom });
  if (!(await wecom.callsTo(`${await w.origin()}/im/wecom/callback`))) throw new Error('WeCom could not verify the callback');
  if (yaml.includes('wecom-aibot')) await until(() => wecom.connections > 0, { what: 'the bot to be connected' });
  return w;
}
