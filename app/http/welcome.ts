import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { firmZone } from '../../domain/firm/of-firm.ts';
import { adminOf, callerOf, type SurfaceParts } from './surface.ts';
import type { SourceAdapter } from '../../ports/source.ts';
import type { Im } from '../../ports/im.ts';
import { isChatDoor } from '../../ports/upkeep.ts';
import { BadRequest } from './body.ts';

interface WelcomeParts extends SurfaceParts {
  readonly sources: ReadonlyMap<string, SourceAdapter>;
  /** Those that people talk in. */
  readonly chats: () => readonly Im[];
  readonly zone: string;
}

/** What the first five minutes ask and show: what there is to choose from, how far one is, and a bot that says hello. */
export function welcomeRoutes(app: FastifyInstance, parts: WelcomeParts): void {
  const { store, sources, chats } = parts;
  app.get('/api/v1/welcome', async (request) => {
    await callerOf(request, parts);
    const resources = store.resources();
    const heard = Object.keys(await store.lastSeen()).filter((door) => !isChatDoor(door));
    return {
      firm: resources.all('firm')[0] ?? null,
      zone: firmZone(resources, parts.zone),
      sources: [...sources.keys()],
      chats: chats().map((im) => im.id),
      freshKey: randomBytes(24).toString('base64url'),
      done: { firm: resources.all('firm').length > 0, duty: resources.all('escalation-policy').length > 0, source: heard.length > 0 },
    };
  });
  app.post('/api/v1/welcome/hello', async (request) => {
    const { lang } = (await adminOf(request, parts)).caller;
    const web = chats().find((im) => im.id === 'web');
    if (!web?.rooms?.named) throw new BadRequest('The built-in chat is not there.', 409);
    const ref = await web.rooms.named(channel);
    const text = lang === 'zh' ? hello.zh : hello.en;
    await web.post(ref, { text }, { as: 'emergency-assistant', key: `hello/${randomUUID()}` });
    return { ok: true, output: { room: ref.conv } };
  });
}

/** The channel that the first five minutes make. */
const channel = 'ops';

const hello = {
  zh: '你好，我是 Tocsin 的应急助手。告警会出现在这里；要叫人时，我会呼叫值班的人，并为每起事件建好作战室。输入 /help 看看我能做什么。',
  en: 'Hello, I am Tocsin’s emergency assistant. Alerts appear here; when somebody is needed I call whoever is on duty, and open a war room for every incident. Type /help to see what I can do.',
};
