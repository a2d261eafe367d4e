import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { newAppUrl, slackManifest } from '../../adapters/im/slack/manifest.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { Finding } from '../doctor/check.ts';
import { chatFindings } from '../doctor/chat-findings.ts';
import { chatSeen } from '../doctor/see.ts';
import { bodyAs } from './body.ts';
import { configuredChat, findingsOn, keepChat, keptBy, notInDemo, peopleOn, type ChatSetupParts } from './chat-setup.ts';
import { openTestRoom, postTestMessage } from './chat-test.ts';
import { adminOf } from './resources.ts';

/** The chat that the wizard makes. */
const chat = { name: 'slack', label: { en: 'Slack', zh: ' Slack ' } };

/** `anyway`: also where Slack cannot be asked just now. */
const Tokens = z.strictObject({
  botToken: z.string().trim().min(1).max(500),
  appToken: z.string().trim().max(500).default(''),
  signingSecret: z.string().trim().max(500).default(''),
  anyway: z.boolean().default(false),
});
const Test = z.strictObject({ what: z.enum(['message', 'room']) });

/** What leads an admin from nothing to a Slack that works: what is so far, what is missing, tokens that are tried before they are kept, and a
 *  test that shows in Slack. */
export function slackSetupRoutes(app: FastifyInstance, parts: ChatSetupParts): void {
  app.get('/api/v1/slack', async (request) => stateFor(await adminOf(request, parts), parts));
  app.get('/api/v1/slack/findings', async (request) => {
    await adminOf(request, parts);
    return { findings: await findingsNow(parts), at: rfc3339(parts.clock.now()) };
  });
  app.post('/api/v1/slack', async (request, reply) => {
    const by = { parts, caller: await adminOf(request, parts) };
    notInDemo(by);
    const { anyway, ...fields } = bodyAs(Tokens, request.body);
    const look = (seen: Parameters<typeof chatSeen>[0]) =>
      chatFindings(chatSeen(seen), { now: parts.clock.now(), resources: parts.store.duty() });
    return keepChat({ name: chat.name, type: 'slack', fields, look: anyway ? null : look, fieldOf }, reply, by);
  });
  app.post('/api/v1/slack/test', async (request) => {
    const by = { parts, caller: await adminOf(request, parts) };
    const { what } = bodyAs(Test, request.body);
    return { ok: true, output: what === 'room' ? await openTestRoom(chat, by) : await postTestMessage(chat, by) };
  });
}

const fieldOf: Readonly<Record<string, string>> = {
  'slack.token-refused': 'botToken',
  'slack.socket-refused': 'appToken',
  'slack.two-apps': 'appToken',
  'slack.unreachable': 'anyway',
};

function stateFor({ lang }: Caller, parts: ChatSetupParts): object {
  const { store, door, origin, ims, isDemo } = parts;
  const publicUrl = origin();
  const manifestIn = (mode: 'socket' | 'http') => slackManifest({ skills: door.all.keys(), publicUrl, mode, name: 'Tocsin', lang });
  const offered = (mode: 'socket' | 'http'): object => {
    const manifest = manifestIn(mode);
    return { json: JSON.stringify(manifest, null, 2), url: newAppUrl(manifest) };
  };
  const ours = configuredChat(chat.name, 'slack', parts);
  return {
    isDemo,
    publicUrl,
    manifests: { socket: offered('socket'), http: publicUrl.startsWith('https://') ? offered('http') : null },
    kept: ours && { ...keptBy(chat.name, store.resources()), mode: ours.spec.appToken === undefined ? 'http' : 'socket' },
    ears: ims.get(chat.name)?.ears?.state().state ?? null,
    people: peopleOn(chat.name, store.duty()),
  };
}

/** Empty where nothing is kept: there is nothing to look at yet. */
async function findingsNow(parts: ChatSetupParts): Promise<readonly Finding[]> {
  const ours = configuredChat(chat.name, 'slack', parts);
  return ours && !parts.isDemo ? findingsOn(ours, parts) : [];
}
