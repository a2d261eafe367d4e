import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Sends a JSON list whose entries come as texts, bit by bit: what the client has not taken yet is not made. An error before the first bit is
 *  answered like any other; a later one breaks the connection, so that half a list is never taken for a whole one. */
export async function sendList(reply: FastifyReply, pages: AsyncGenerator<readonly string[]>): Promise<FastifyReply> {
  const first = await pages.next();
  const texts = async function* (): AsyncGenerator<string> {
    let before = '[';
    for (let page = first; !page.done; page = await pages.next()) {
      if (page.value.length === 0) continue;
      yield before + page.value.join(',');
      before = ',';
    }
    yield before === '[' ? '[]' : ']';
  };
  return reply.type('application/json; charset=utf-8').send(Readable.from(texts(), { objectMode: false }));
}
