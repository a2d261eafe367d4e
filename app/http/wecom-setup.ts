import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hiddenSecret } from '../../config/resource-yaml.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { chatDoor } from '../../ports/upkeep.ts';
import type { Cards } from '../chat/cards.ts';
import { chatFindings, expectedOn, findingsOf } from '../doctor/chat-findings.ts';
import { listeningFindings } from '../doctor/chat-listening.ts';
import { chatSeen } from '../doctor/see.ts';
import { bodyAs } from './body.ts';
import { configuredChat, keepChat, keptBy, notInDemo, peopleOn, runningOf, type ByAdmin, type ChatSetupParts } from './chat-setup.ts';
import { makeMenu, openTestRoom, postTestMessage } from './chat-test.ts';
import { adminOf } from './resources.ts';
import { keysMadeAt } from '../keys-made.ts';
import { freshKeys, makeKeys } from './wecom-keys.ts';

export interface WecomSetupParts extends ChatSetupParts {
  readonly cards: Pick<Cards, 'mint'>;
}

/** The chats that the wizard makes. */
const app = { name: 'wecom', type: 'wecom', label: { en: 'WeCom', zh: '企业微信' } } as const;
const bot = { name: 'wecom-aibot', type: 'wecom-aibot' } as const;

const Secret = z.string().trim().min(1).max(500);
/** `anyway`: also where WeCom cannot be asked just now. */
const Credentials = z.strictObject({
  corpId: z.string().trim().min(1).max(100),
  agentId: z.string().trim().min(1).max(20),
  secret: Secret,
  anyway: z.boolean().default(false),
});
const Bot = z.strictObject({ botId: z.string().trim().min(1).max(200), secret: Secret, anyway: z.boolean().default(false) });
/** A group has two members at least: `with` is a person here. */
const Test = z.union([z.strictObject({ what: z.literal('message') }), z.strictObject({ what: z.literal('room'), with: z.string() })]);

/** What leads an admin from an empty WeCom console to the first room: what is so far, what is missing and from which address we call; credentials
 *  that are tried before they are kept, keys for the callback, the menu, tests that show in WeCom, and the robot. */
export function wecomSetupRoutes(server: FastifyInstance, parts: WecomSetupParts): void {
  const admin = async (request: Parameters<typeof adminOf>[0]): Promise<ByAdmin> => ({ parts, caller: await adminOf(request, parts) });
  server.get('/api/v1/wecom', async (request) => (await admin(request), stateNow(parts)));
  server.get('/api/v1/wecom/findings', async (request) => (await admin(request), findingsNow(parts)));
  server.post('/api/v1/wecom', async (request, reply) => {
    const by = await admin(request);
    notInDemo(by);
    const { anyway, ...given } = bodyAs(Credentials, request.body);
    const fields = { ...given, ...(configuredChat(app.name, app.type, parts) ? {} : freshKeys()) };
    return keepChat({ ...app, fields, look: anyway ? null : looking(parts), fieldOf }, reply, by);
  });
  server.post('/api/v1/wecom/callback', async (request, reply) => {
    const by = await admin(request);
    notInDemo(by);
    const output = { url: callbackUrl(parts), ...(await makeKeys(app, by)) };
    return reply.header('cache-control', 'no-store').send({ ok: true, output });
  });
  server.post('/api/v1/wecom/menu', async (request) => {
    const by = await admin(request);
    await makeMenu(app, by);
    return { ok: true, output: {} };
  });
  server.post('/api/v1/wecom/test', async (request) => {
    const by = await admin(request);
    const asked = bodyAs(Test, request.body);
    if (asked.what === 'room') return { ok: true, output: await openTestRoom(app, by, [asked.with]) };
    return { ok: true, output: await postTestMessage(app, by, await testCard(by, parts)) };
  });
  server.post('/api/v1/wecom/bot', async (request, reply) => {
    const by = await admin(request);
    notInDemo(by);
    const { anyway, ...fields } = bodyAs(Bot, request.body);
    const look = anyway || isConnectedAs(fields, parts) ? null : looking(parts);
    return keepChat({ ...bot, fields, look, fieldOf: botFieldOf }, reply, by);
  });
}

/** That the address is not trusted yet is no reason: it is told in the next step, and WeCom lets it be trusted only after that. */
const fieldOf: Readonly<Record<string, string>> = {
  'wecom.corp-unknown': 'corpId',
  'wecom.token-refused': 'secret',
  'wecom.app-unknown': 'agentId',
  'wecom.unreachable': 'anyway',
};
const botFieldOf: Readonly<Record<string, string>> = { 'wecom-aibot.token-refused': 'secret', 'wecom-aibot.unreachable': 'anyway' };

const looking =
  ({ clock, store }: ChatSetupParts) =>
  (chat: Parameters<typeof chatSeen>[0]) =>
    chatFindings(chatSeen(chat), { now: clock.now(), resources: store.duty() });

/** A look would take the connection from ourselves. */
function isConnectedAs({ botId, secret }: { botId: string; secret: string }, parts: ChatSetupParts): boolean {
  const known = configuredChat(bot.name, bot.type, parts)?.spec;
  const isSame = known?.botId === botId && (secret === known.secret || secret === hiddenSecret);
  return isSame && parts.ims.get(bot.name)?.ears?.state().state === 'listening';
}

const callbackUrl = ({ origin }: ChatSetupParts): string => `${origin()}/im/${app.name}/callback`;

async function stateNow(parts: ChatSetupParts): Promise<object> {
  const { store, ims, isDemo } = parts;
  const [ours, robot] = [configuredChat(app.name, app.type, parts), configuredChat(bot.name, bot.type, parts)];
  const door = (await store.upkeep.doors())[chatDoor(app.name)];
  return {
    isDemo,
    publicUrl: parts.origin(),
    kept: ours && { ...keptBy(app.name, store.resources()), corpId: ours.spec.corpId, agentId: ours.spec.agentId },
    callback: {
      url: callbackUrl(parts),
      madeAt: rfc3339(await keysMadeAt(store, app.name)),
      calledAt: rfc3339(door?.at || null),
      refusedAt: rfc3339(door?.failedAt ?? null),
    },
    people: peopleOn(app.name, store.duty()),
    guests: guestsIn(parts),
    bot: robot && { ...keptBy(bot.name, store.resources()), botId: robot.spec.botId, ears: ims.get(bot.name)?.ears?.state() ?? null },
  };
}

/** Whom a test room can be opened with. */
function guestsIn({ store }: ChatSetupParts): object[] {
  const resources = store.duty();
  return resources
    .all('person')
    .filter(({ spec }) => spec.chat[app.name] !== undefined)
    .map(({ name, spec }) => ({ name, displayName: spec.displayName ?? name }));
}

/** `ip`: from where WeCom sees us call, where it does not trust that. */
async function findingsNow(parts: ChatSetupParts): Promise<object> {
  const at = rfc3339(parts.clock.now());
  const ours = configuredChat(app.name, app.type, parts);
  if (!ours || parts.isDemo) return { findings: [], ip: null, at };
  const seen = chatSeen(ours);
  const running = runningOf(parts);
  const firm = { now: running.now, resources: parts.store.duty() };
  const [diagnosed, listening] = await Promise.all([seen.diagnose(expectedOn(seen, firm)), listeningFindings(seen, running)]);
  const ip = diagnosed.find(({ code }) => code === 'ip-refused');
  return { findings: [...findingsOf(diagnosed, seen, firm), ...listening], ip: ip?.code === 'ip-refused' ? ip.ip : null, at };
}

/** Pressed, it shows that what people press comes in. */
const testCard = ({ caller: { lang } }: ByAdmin, { cards }: WecomSetupParts) =>
  cards.mint(
    {
      title: lang === 'zh' ? 'Tocsin 测试' : 'A test of Tocsin',
      actions: [{ label: lang === 'zh' ? '谁在值班' : 'On call?', style: 'primary', skill: 'oncall/who', input: {} }],
    },
    'test/wecom',
  );
