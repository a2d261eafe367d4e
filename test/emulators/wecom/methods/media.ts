import { day } from '../tally.ts';
import { plain, refuse } from '../records.ts';
import type { Media } from '../corp.ts';
import type { Asked, Methods } from './method.ts';

const megabyte = 1024 * 1024;
const most: Readonly<Record<string, number>> = { image: 10 * megabyte, voice: 2 * megabyte, video: 10 * megabyte, file: 20 * megabyte };

/** Keeps an uploaded file; it can be sent for three days.
 *  @throws {Refusal} 40004 kind, 41005 no file, 40006 size. */
export function keep({ corp, file }: Asked, type: string): Media {
  const limit = most[type] ?? refuse(40004, 'invalid media type');
  if (!file || file.filename === '') refuse(41005, 'media data missing');
  if (file.bytes.length <= 5 || file.bytes.length > limit) refuse(40006, 'invalid media size');
  if (type === 'image' && !/\.(?:jpe?g|png|gif|bmp)$/iu.test(file.filename)) refuse(40004, 'invalid media type');
  const media = { id: corp.next('3', 60), type, filename: file.filename, bytes: file.bytes, at: corp.now() };
  corp.media.set(media.id, media);
  return media;
}

/** The file of this id and kind, while it can be used.
 *  @throws {Refusal} 40007. */
export function mediaOf({ corp }: Pick<Asked, 'corp'>, id: unknown, type: string | null = null): Media {
  const media = corp.media.get(plain(id));
  if (!media || corp.now() - media.at > 3 * day || (type !== null && media.type !== type)) refuse(40007, 'invalid media_id');
  return media;
}

export const media: Methods = {
  'media/upload': {
    verb: 'POST',
    run: (asked) => {
      const kept = keep(asked, plain(asked.args['type']));
      return { type: kept.type, media_id: kept.id, created_at: String(asked.corp.seconds) };
    },
  },
  'media/uploadimg': { verb: 'POST', run: (asked) => ({ url: `${asked.corp.origin}/media/${keep(asked, 'image').id}` }) },
  'media/get': {
    verb: 'GET',
    run: (asked) => {
      const { bytes, type } = mediaOf(asked, asked.args['media_id']);
      return { bytes, type: type === 'image' ? 'image/png' : 'application/octet-stream' };
    },
  },
};
