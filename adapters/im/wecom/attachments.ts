import type { Lang } from '../../../domain/text/lang.ts';
import type { WrittenFile } from '../../../ports/im.ts';
import { saidTooLarge } from './words.ts';

const megabyte = 1024 * 1024;
const leastBytes = 6;

/** A file that WeCom takes, and as what. */
export interface Attachment {
  readonly as: 'image' | 'file';
  readonly file: WrittenFile;
}

/** Source: https://developer.work.weixin.qq.com/document/path/90253 */
function kindOf({ type, name, size }: WrittenFile): Attachment['as'] | null {
  if (size < leastBytes) return null;
  if (/^image\/(?:png|jpe?g)$/u.test(type) && /\.(?:png|jpe?g)$/iu.test(name) && size <= 10 * megabyte) return 'image';
  return size <= 20 * megabyte ? 'file' : null;
}

/** What goes out beside a message, and what is to be said of those that cannot. */
export function attached(files: readonly WrittenFile[], lang: Lang): { files: readonly Attachment[]; said: string } {
  const taken = files.flatMap((file) => {
    const as = kindOf(file);
    return as === null ? [] : [{ as, file }];
  });
  const left = files.filter((file) => kindOf(file) === null);
  return { files: taken, said: left.map(({ name }) => saidTooLarge(name, lang)).join('\n') };
}
