import { onTestFinished } from 'vitest';
import { Wecom, type WecomOptions } from '../emulators/wecom/wecom.ts';
import { docs } from '../scenarios/firm.ts';
import { until } from './until.ts';
import { usualStart, world, type World, type WorldOptions } from './world.ts';

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

export interface BesideWecom {
  readonly wecom: Wecom;
  readonly w: World;
}

interface Options extends Omit<WorldOptions, 'wecom'> {
  readonly yaml?: (wecom: Wecom) => string;
  readonly corp?: Omit<WecomOptions, 'now'>;
}

/** The firm's WeCom with its people, and Tocsin beside it, both by one clock: it can be called and, where the bot is among its chats, listens. */
export async function besideWecom({ yaml = () => firm, corp, ...options }: Options = {}): Promise<BesideWecom> {
  const started: { w: World | null } = { w: null };
  const wecom = await new Wecom({ ...corp, now: () => started.w?.now ?? Date.parse(options.at ?? usualStart) }).listen();
  onTestFinished(() => wecom.stop());
  wecom.user('ana', { name: '安娜', email: 'ana@example.com' });
  wecom.user('bo', { name: '小博', email: 'bo@example.com' });
  wecom.user('dee', { name: '小迪', email: 'dee@example.com' });
  const w = await world(yaml(wecom), { ...options, wecom });
  started.w = w;
  if (!(await wecom.callsTo(`${await w.origin()}/im/wecom/callback`))) throw new Error('WeCom could not verify the callback');
  if (yaml(wecom).includes('wecom-aibot')) await until(() => wecom.connections > 0, { what: 'the bot to be connected' });
  return { wecom, w };
}
