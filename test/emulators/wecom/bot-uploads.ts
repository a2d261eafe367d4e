import { createHash } from 'node:crypto';
import type { Frame } from './bot-frames.ts';
import type { Corp } from './corp.ts';
import { plain, refuse, type Json } from './records.ts';

interface Upload {
  readonly type: string;
  readonly filename: string;
  readonly size: number;
  readonly md5: string;
  readonly chunks: (Buffer | null)[];
}

const chunkBytes = 512 * 1024;

/** Files that come over the bot's line in pieces, counted from 0. */
export class BotUploads {
  readonly #corp: Corp;
  readonly #uploads = new Map<string, Upload>();

  constructor(corp: Corp) {
    this.#corp = corp;
  }

  /** @throws {Refusal} 40004, 40006, 40058. */
  take({ cmd, body = {} }: Frame): Json {
    if (cmd === 'aibot_upload_media_init') return this.#begins(body);
    const id = plain(body['upload_id']);
    const upload = this.#uploads.get(id) ?? refuse(40058, 'upload_id invalid. invalid Request Parameter');
    if (cmd === 'aibot_upload_media_finish') return this.#finishes(id, upload);
    const index = Number(body['chunk_index']);
    if (!Number.isInteger(index) || index < 0 || index >= upload.chunks.length)
      refuse(40058, 'chunk_index invalid. invalid Request Parameter');
    const bytes = Buffer.from(plain(body['base64_data']), 'base64');
    if (bytes.length === 0 || bytes.length > chunkBytes) refuse(40006, 'invalid media size');
    upload.chunks[index] = bytes;
    return {};
  }

  #begins(body: Json): Json {
    const type = plain(body['type']);
    if (!['file', 'image', 'voice', 'video'].includes(type)) refuse(40004, 'invalid media type');
    const [chunks, size, filename] = [Number(body['total_chunks']), Number(body['total_size']), plain(body['filename'])];
    if (filename === '') refuse(40058, 'filename missing. invalid Request Parameter');
    if (!Number.isInteger(chunks) || chunks < 1 || chunks > 100) refuse(40058, 'total_chunks invalid. invalid Request Parameter');
    if (size <= 5 || size > chunks * chunkBytes) refuse(40006, 'invalid media size');
    const upload_id = this.#corp.next('upload', 40);
    const empty = Array.from({ length: chunks }, () => null);
    this.#uploads.set(upload_id, { type, filename, size, md5: plain(body['md5']), chunks: empty });
    return { upload_id };
  }

  #finishes(id: string, { chunks, md5, ...upload }: Upload): Json {
    if (chunks.includes(null)) refuse(40058, 'chunks missing. invalid Request Parameter');
    const bytes = Buffer.concat(chunks.filter((each) => each !== null));
    if (bytes.length !== upload.size) refuse(40006, 'invalid media size');
    if (md5 !== '' && createHash('md5').update(bytes).digest('hex') !== md5.toLowerCase())
      refuse(40058, 'md5 not match. invalid Request Parameter');
    const media_id = this.#corp.next('3', 60);
    this.#corp.media.set(media_id, { id: media_id, type: upload.type, filename: upload.filename, bytes, at: this.#corp.now() });
    this.#uploads.delete(id);
    return { type: upload.type, media_id, created_at: String(this.#corp.seconds) };
  }
}
