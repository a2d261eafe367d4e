import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { cleanName } from '../../domain/chat/file-name.ts';
import { sniff, sniffedBytes } from '../../domain/chat/picture.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ChatFile, ChatFiles, StoredFile } from '../../ports/chat-files.ts';
import type { ChatRoom } from '../../ports/chat-history.ts';
import { BadRequest } from './body.ts';
import { roomFor, say, speakerOf, type ChatParts } from './chat-rights.ts';
import { callerOf } from './surface.ts';

/** Bytes. */
const largest = 20 * 1024 * 1024;
const pieceBytes = sniffedBytes;
const mostAtOnce = 10;

/** Files of the chat: sent up, and served to who may read the room. */
export async function fileRoutes(app: FastifyInstance, parts: ChatParts): Promise<void> {
  const { store } = parts;
  await app.register(multipart, {
    limits: { fileSize: largest, files: mostAtOnce, fields: 0, parts: mostAtOnce, headerPairs: 100 },
    throwFileSizeLimit: false,
  });
  app.post<{ Params: { id: string } }>(
    '/api/v1/chat/rooms/:id/files',
    { bodyLimit: mostAtOnce * (largest + 4096) },
    async (request, reply) => {
      const caller = await callerOf(request, parts);
      const room = await roomFor(store, request.params.id, caller);
      if (!request.isMultipart()) throw new BadRequest('Send files as multipart/form-data.', 415);
      const taken: ChatFile[] = [];
      try {
        for await (const part of untilItBreaks(request.files())) taken.push(await take(parts, part, { room, caller }));
      } catch (e) {
        // All of them or none: what came before goes again.
        for (const { id } of taken) await store.files.discard(id);
        throw e;
      }
      if (taken.length === 0) throw new BadRequest(say(caller, '没有选择文件。', 'There is no file in it.'));
      return reply.send({ files: taken });
    },
  );
  app.get<{ Params: { id: string } }>('/api/v1/chat/files/:id', async (request, reply) => {
    const caller = await callerOf(request, parts);
    const file = await fileFor(parts, request.params.id, caller);
    const tag = `"${file.id}"`;
    headers(reply, file).header('etag', tag);
    if (request.headers['if-none-match'] === tag) return reply.status(304).send();
    return reply.header('content-length', file.size).send(Readable.from(pieces(store.files, file.id)));
  });
}

/** Writes an upload away piece by piece. Broken off or too large, it leaves nothing. */
async function take(
  { store, clock }: ChatParts,
  part: MultipartFile,
  { room, caller }: { room: ChatRoom; caller: Caller },
): Promise<ChatFile> {
  const id = randomBytes(16).toString('base64url');
  const name = cleanName(part.filename);
  await store.files.begin({ id, room: room.id, uploader: speakerOf(caller.viewer), name, at: clock.now() });
  try {
    let [n, size] = [0, 0];
    let seen = { type: '', width: null, height: null } as ReturnType<typeof sniff>;
    for await (const piece of inPieces(part.file)) {
      if (n === 0) seen = sniff(piece);
      await store.files.append(id, n++, piece);
      size += piece.length;
    }
    if (part.file.truncated)
      throw new BadRequest(
        say(caller, `“${name}”超过 20 MB，请压缩或分开发送。`, `"${name}" is larger than 20 MB. Send less of it, or compress it.`),
        413,
      );
    if (size === 0) throw new BadRequest(say(caller, `“${name}”是空文件。`, `"${name}" is empty.`));
    await store.files.finish(id, { ...seen, size });
    return { id, name, size, ...seen };
  } catch (e) {
    await store.files.discard(id);
    throw e;
  }
}

/** The network's crumbs as pieces of one size. */
async function* inPieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const crumb of untilItBreaks(stream)) {
    held.push(crumb);
    bytes += crumb.length;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(held);
    [held, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(held);
}

/** A network that breaks off is the sender's trouble, not ours. */
async function* untilItBreaks<T>(stream: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* stream;
  } catch (e) {
    if (e instanceof Error && 'statusCode' in e) throw e;
    throw new BadRequest(`The upload broke off (${(e as Error).message}). Send it again.`);
  }
}

async function* pieces(files: ChatFiles, id: string): AsyncGenerator<Uint8Array> {
  for (let n = 0; ; n++) {
    const piece = await files.piece(id, n);
    if (!piece) return;
    yield piece;
  }
}

/** A file that goes with no message yet is its sender's alone. */
async function fileFor({ store }: ChatParts, id: string, caller: Caller): Promise<StoredFile> {
  const gone = new BadRequest(say(caller, '没有这个文件，或它已被删除。', 'There is no such file, or it has been deleted.'), 404);
  const file = await store.files.file(id);
  if (!file || (file.message === null && file.uploader !== speakerOf(caller.viewer))) throw gone;
  await roomFor(store, file.room, caller).catch(() => {
    throw gone;
  });
  return file;
}

/** Only pictures are shown; everything else is saved, and nothing in it can run here. */
function headers(reply: FastifyReply, { name, type, width }: StoredFile): FastifyReply {
  const plain = name.replaceAll(/[^\w. -]/gu, '_');
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const how = width === null ? 'attachment' : 'inline';
  return reply
    .type(type)
    .header('content-disposition', `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-cache');
}
