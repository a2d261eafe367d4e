import Fastify from 'fastify';
import { chatCallbackRoutes } from '../../app/http/chat-callbacks.ts';
import type { Im } from '../../ports/im.ts';

/** The doors by which platforms call us, for one adapter and without the rest of Tocsin. */
export async function callbackServer(im: Im, door = 'callback'): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = Fastify();
  chatCallbackRoutes(app, { ims: new Map([[im.id, im]]), called: () => {} });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: `${origin}/im/${im.id}/${door}`, close: () => app.close() };
}
