import { createHash } from 'node:crypto';
import type { Urgency } from '../../../domain/event/effect.ts';
import { Kept } from '../../../ports/kept.ts';
import type { Attachment } from './attachments.ts';
import type { WecomParts } from './parts.ts';
import type { Content } from './send.ts';

/** WeCom keeps a file for three days. */
const keptMs = 3 * 86_400_000 - 3_600_000;
const remembered = 200;

/** Files on their way into messages: the same bytes go up once. */
export class Media {
  readonly #parts: Pick<WecomParts, 'calls' | 'clock'>;
  readonly #ids: Kept<string>;

  constructor(parts: Pick<WecomParts, 'calls' | 'clock'>) {
    this.#parts = parts;
    this.#ids = new Kept({ most: remembered, forMs: keptMs, now: () => parts.clock.now() });
  }

  /** The message that shows it. */
  async message({ as, file }: Attachment, urgency: Urgency): Promise<Content> {
    const bytes = await file.fetch();
    const key = `${as} ${file.name} ${createHash('sha256').update(bytes).digest('base64url')}`;
    const id = await this.#ids.get(key, () => this.#upload({ as, name: file.name, type: file.type, bytes }, urgency));
    return { msgtype: as, [as]: { media_id: id } };
  }

  async #upload(file: { as: Attachment['as']; name: string; type: string; bytes: Buffer }, urgency: Urgency): Promise<string> {
    const form = new FormData();
    form.append('media', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    const written = new Response(form);
    const body = { bytes: new Uint8Array(await written.arrayBuffer()), type: written.headers.get('content-type') ?? '' };
    const { media_id: id } = await this.#parts.calls.make({ method: 'media/upload', urgency, query: { type: file.as }, body });
    return typeof id === 'string' ? id : '';
  }
}
