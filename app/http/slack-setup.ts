import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { newAppUrl, slackManifest } from '../../adapters/im/slack/manifest.ts';
import { checkMade } from '../../config/made-here.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { SlackChat } from '../../domain/chat/slack-chat.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { Words } from '../../domain/text/lang.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { Im } from '../../ports/im.ts';
import type { Outward } from '../../ports/outward.ts';
import { asReached, configuredChats, type ChatSettings } from '../chats.ts';
import type { Finding } from '../doctor/check.ts';
import { slackChatFindings } from '../doctor/checks/slack.ts';
import { listeningFinding } from '../doctor/checks/slack-listening.ts';
import { chatSeen } from '../doctor/see.ts';
import { bodyAs } from './body.ts';
import { refusal } from './may.ts';
import { adminOf, keep, withSecrets, type ResourceParts } from './resources.ts';
import { postTestMessage, openTestRoom } from './slack-test.ts';

export interface SlackSetupParts extends ResourceParts {
  readonly ims: ReadonlyMap<string, Im>;
  readonly outward: Outward;
  readonly origin: () => string;
  /** What the environment says of chats. */
  readonly env: ChatSettings;
  /** A demo reaches nothing outside. */
  readonly isDemo: boolean;
}

/** The chat that the wizard makes. */
const chatName = 'slack';

/** `anyway`: also where Slack cannot be asked just now. A secret that comes back as it was shown stays what it was. */
const Tokens = z.strictObject({
  botToken: z.string().trim().min(1).max(500),
  appToken: z.string().trim().max(500).default(''),
  signingSecret: z.string().trim().max(500).default(''),
  anyway: z.boolean().default(false),
});
const Test = z.strictObject({ what: z.enum(['message', 'room']) });

/** What leads an admin from nothing to a Slack that works: what is so far, what is missing, tokens that are tried before they are kept, and a
 *  test that shows in Slack. */
export function slackSetupRoutes(app: FastifyInstance, parts: SlackSetupParts): void {
  app.get('/api/v1/slack', async (request) => stateFor(await adminOf(request, parts), parts));
  app.get('/api/v1/slack/findings', async (request) => {
    await adminOf(request, parts);
    return { findings: await findingsNow(parts), at: rfc3339(parts.clock.now()) };
  });
  app.post('/api/v1/slack', async (request, reply) => {
    const caller = await adminOf(request, parts);
    if (parts.isDemo) throw refusal(caller, inDemo, 409);
    return keepTokens(bodyAs(Tokens, request.body), reply, { parts, caller });
  });
  app.post('/api/v1/slack/test', async (request) => {
    const caller = await adminOf(request, parts);
    const { what } = bodyAs(Test, request.body);
    const made = what === 'room' ? await openTestRoom(chatName, { parts, caller }) : await postTestMessage(chatName, { parts, caller });
    return { ok: true, output: made };
  });
}

const inDemo: Words = { en: 'The demo reaches nothing outside.', zh: '演示不会连接外部系统。' };

function stateFor({ lang }: Caller, parts: SlackSetupParts): object {
  const { store, door, origin, env, ims, isDemo } = parts;
  const publicUrl = origin();
  const manifestIn = (mode: 'socket' | 'http') => slackManifest({ skills: door.all.keys(), publicUrl, mode, name: 'Tocsin', lang });
  const offered = (mode: 'socket' | 'http'): object => {
    const manifest = manifestIn(mode);
    return { json: JSON.stringify(manifest, null, 2), url: newAppUrl(manifest) };
  };
  return {
    isDemo,
    publicUrl,
    manifests: { socket: offered('socket'), http: publicUrl.startsWith('https://') ? offered('http') : null },
    kept: keptIn(store.resources(), env),
    ears: ims.get(chatName)?.ears?.state().state ?? null,
    people: peopleIn(store.duty()),
  };
}

function oursIn(resources: Resources, env: ChatSettings): { name: string; spec: SlackChat } | null {
  const spec = configuredChats(resources, env).find(({ name }) => name === chatName)?.spec;
  return spec?.type === 'slack' ? { name: chatName, spec } : null;
}

/** How it is kept, without a secret: `from` says who has the last word about it. */
function keptIn(resources: Resources, env: ChatSettings): object | null {
  const chat = oursIn(resources, env);
  if (!chat) return null;
  const document = resources.get('chat', chatName);
  const from = document === undefined ? 'environment' : document.origin ? 'file' : 'console';
  const place = document?.origin ? `${document.origin.file}:${document.origin.line}` : null;
  return { from, place, mode: chat.spec.appToken === undefined ? 'http' : 'socket' };
}

function peopleIn(resources: Resources): object {
  const people = resources.all('person');
  const missing = people.filter(({ spec }) => spec.chat[chatName] === undefined);
  return {
    all: people.length,
    linked: people.length - missing.length,
    missing: missing.map(({ name, spec }) => ({ name, displayName: spec.displayName ?? name, email: spec.email ?? null })),
  };
}

/** Empty where nothing is kept: there is nothing to look at yet. */
async function findingsNow(parts: SlackSetupParts): Promise<readonly Finding[]> {
  const { store, clock, env, ims, outward, origin, isDemo } = parts;
  const chat = oursIn(store.resources(), env);
  if (!chat || isDemo) return [];
  const seen = chatSeen(chat);
  const now = clock.now();
  const listening = listeningFinding(seen, { now, ims: [...ims.values()], outward, publicUrl: origin() });
  return [...(await slackChatFindings(seen, { now, resources: store.duty() })), await listening];
}

/** Where a finding stands in the form. Anything else is no reason not to keep the tokens: it can be mended later. */
const fieldOf: Readonly<Record<string, string>> = {
  'slack.token-refused': 'botToken',
  'slack.socket-refused': 'appToken',
  'slack.two-apps': 'appToken',
  'slack.unreachable': 'anyway',
};

async function keepTokens(
  { anyway, ...tokens }: z.output<typeof Tokens>,
  reply: FastifyReply,
  { parts, caller }: { parts: SlackSetupParts; caller: Caller },
): Promise<FastifyReply> {
  const { store, kinds, clock } = parts;
  const present = store.resources();
  const given = Object.fromEntries(Object.entries(tokens).filter(([, value]) => value !== ''));
  const before = present.get('chat', chatName)?.spec;
  const { botToken: _b, appToken: _a, signingSecret: _s, ...others } = before?.type === 'slack' ? before : { type: 'slack' };
  const document = { kind: 'chat', name: chatName, spec: { ...others, ...given } };
  const { resources, errors } = checkMade(withSecrets([document], present), present, kinds);
  const wrong = errors.map(({ path, message }) => ({ path: path.split('.').at(-1) ?? '', message }));
  if (wrong.length > 0) return refuse(reply, wrong);
  const made = resources.find((each) => each.kind === 'chat');
  if (!made) return refuse(reply, [{ path: '', message: 'nothing to keep' }]);
  const found = anyway ? [] : await slackChatFindings(chatSeen(asReached(made, parts.env)), { now: clock.now(), resources: store.duty() });
  const refused = found.flatMap((finding) => {
    const path = fieldOf[finding.code ?? ''];
    return path === undefined || !('fix' in finding)
      ? []
      : [{ path, message: `${finding.found[caller.lang]}. ${finding.fix[caller.lang]}` }];
  });
  if (refused.length > 0) return refuse(reply, refused);
  await keep(resources, { parts, caller });
  return reply.send({ ok: true, output: { kept: { kind: 'chat', name: chatName } } });
}

const refuse = (reply: FastifyReply, issues: readonly { path: string; message: string }[]): FastifyReply =>
  reply.status(400).send({ ok: false, because: issues.map(({ message }) => message).join('\n'), issues });
