import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import multipart, { type MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cleanName } from '../../domain/chat/file-name.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ChatFile, ChatFiles, StoredFile } from '../../ports/chat-files.ts';
import type { ChatRoom } from '../../ports/chat-history.ts';
import { largestFile, putFile } from '../chat/put-file.ts';
import { BadRequest } from './body.ts';
import { mustBeOpen, roomFor, say, speakerOf, type ChatParts } from './chat-rights.ts';
import { callerOf } from './surface.ts';

const mostAtOnce = 10;

/** Files of the chat: sent up, and served to who may read the room. */
export async function fileRoutes(app: FastifyInstance, parts: ChatParts): Promise<void> {
  const { store } = parts;
  await app.register(multipart, {
    limits: { fileSize: largestFile, files: mostAtOnce, fields: 0, parts: mostAtOnce, headerPairs: 100 },
    throwFileSizeLimit: false,
  });
  app.post<{ Params: { id: string } }>(
    '/api/v1/chat/rooms/:id/files',
    { bodyLimit: mostAtOnce * (largestFile + 4096) },
    async (request, reply) => {
      const caller = await callerOf(request, parts);
      const room = await roomFor(store, request.params.id, caller);
      mustBeOpen(room, caller);
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
    return sendStored(request, reply, { file, files: store.files });
  });
}

/** Writes an upload away. Broken off, empty or too large, it leaves nothing. */
function take({ store, clock }: ChatParts, part: MultipartFile, { room, caller }: { room: ChatRoom; caller: Caller }): Promise<ChatFile> {
  const id = randomBytes(16).toString('base64url');
  const head = { id, room: room.id, uploader: speakerOf(caller.viewer), name: cleanName(part.filename), at: clock.now() };
  return putFile(store.files, head, checked(part, head.name, caller));
}

async function* checked({ file }: MultipartFile, name: string, caller: Caller): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const crumb of untilItBreaks<Buffer>(file)) {
    size += crumb.length;
    yield crumb;
  }
  if (file.truncated)
    throw new BadRequest(
      say(caller, `“${name}”超过 20 MB，请压缩或分开发送。`, `"${name}" is larger than 20 MB. Send less of it, or compress it.`),
      413,
    );
  if (size === 0) throw new BadRequest(say(caller, `“${name}”是空文件。`, `"${name}" is empty.`));
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

/** Answers with the file, or with nothing where the browser has it. */
export function sendStored(
  request: FastifyRequest,
  reply: FastifyReply,
  { file, files }: { file: StoredFile; files: ChatFiles },
): FastifyReply {
  const tag = `"${file.id}"`;
  headers(reply, file).header('etag', tag);
  if (request.headers['if-none-match'] === tag) return reply.status(304).send();
  return reply.header('content-length', file.size).send(Readable.from(pieces(files, file.id)));
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
