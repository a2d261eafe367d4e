import { createHash } from 'node:crypto';
import { z } from 'zod';
import { OutsideError } from '../../../ports/errors.ts';
import type { WrittenFile } from '../../../ports/im.ts';
import type { BotParts } from './parts.ts';

const pieceBytes = 512 * 1024;
const mostPieces = 100;
const leastBytes = 6;
const largestImage = 10 * 1024 * 1024;

const Begun = z.object({ upload_id: z.string().min(1) });
const Ended = z.object({ media_id: z.string().min(1) });

export interface Media {
  readonly msgtype: 'image' | 'file';
  readonly mediaId: string;
}

/** Brings a file to WeCom, piece by piece; it can be sent for three days. Null where WeCom takes none so large, or so small. Throws OutsideError. */
export async function uploaded(file: WrittenFile, { connection, name, noted }: BotParts): Promise<Media | null> {
  const bytes = await file.fetch();
  const pieces = Math.ceil(bytes.length / pieceBytes);
  if (pieces > mostPieces || bytes.length < leastBytes) {
    noted('a file that WeCom does not take was left out', { name: file.name, bytes: bytes.length });
    return null;
  }
  const msgtype = /^image\/(?:png|jpe?g)$/u.test(file.type) && bytes.length <= largestImage ? 'image' : 'file';
  const md5 = createHash('md5').update(bytes).digest('hex');
  const about = { type: msgtype, filename: file.name, total_size: bytes.length, total_chunks: pieces, md5 };
  const begun = Begun.safeParse((await connection.ask({ cmd: 'aibot_upload_media_init', body: about })).body);
  const { upload_id } = begun.data ?? strange(name);
  for (let n = 0; n < pieces; n += 1) {
    const base64_data = bytes.subarray(n * pieceBytes, (n + 1) * pieceBytes).toString('base64');
    await connection.ask({ cmd: 'aibot_upload_media_chunk', body: { upload_id, chunk_index: n, base64_data } });
  }
  const ended = Ended.safeParse((await connection.ask({ cmd: 'aibot_upload_media_finish', body: { upload_id } })).body);
  return { msgtype, mediaId: (ended.data ?? strange(name)).media_id };
}

function strange(name: string): never {
  throw new OutsideError('transient', `${name}: WeCom took a file and did not say what it is called now.`);
}
