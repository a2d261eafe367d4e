import { sniff, sniffedBytes } from '../../domain/chat/picture.ts';
import type { ChatFile, ChatFiles } from '../../ports/chat-files.ts';

/** Bytes. */
export const largestFile = 20 * 1024 * 1024;

/** Writes a file away piece by piece, in whatever pieces it comes; what it is, its first bytes say. Where they break off it leaves nothing, and throws
 *  what they threw. */
export async function putFile(
  files: ChatFiles,
  head: Parameters<ChatFiles['begin']>[0],
  crumbs: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<ChatFile> {
  const { id, name } = head;
  await files.begin(head);
  try {
    let [n, size] = [0, 0];
    let seen: ReturnType<typeof sniff> = { type: '', width: null, height: null };
    for await (const piece of inPieces(crumbs)) {
      if (n === 0) seen = sniff(piece);
      await files.append(id, n++, piece);
      size += piece.length;
    }
    await files.finish(id, { ...seen, size });
    return { id, name, size, ...seen };
  } catch (e) {
    await files.discard(id);
    throw e;
  }
}

/** Crumbs, or a whole file, as pieces of about one size. */
async function* inPieces(crumbs: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const crumb of crumbs) {
    for (let from = 0; from < crumb.length; from += sniffedBytes) {
      const part = crumb.subarray(from, from + sniffedBytes);
      held.push(part);
      bytes += part.length;
      if (bytes < sniffedBytes) continue;
      yield Buffer.concat(held);
      [held, bytes] = [[], 0];
    }
  }
  if (bytes > 0) yield Buffer.concat(held);
}
