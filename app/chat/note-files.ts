import { createHash } from 'node:crypto';
import { cleanName } from '../../domain/chat/file-name.ts';
import type { LostFile, NoteFile } from '../../domain/incident/note.ts';
import type { ChatFiles } from '../../ports/chat-files.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { WrittenFile } from '../../ports/im.ts';
import { largestFile, putFile } from './put-file.ts';

const mostFiles = 10;

interface Going {
  readonly files: ChatFiles;
  /** UTC milliseconds. */
  readonly at: number;
  /** The message that they came with: asked again, they are the same files. */
  readonly owner: string;
}

/** Takes the files of a message among our own, where nobody has them but by our rights; what could not be had says why. */
export async function takeFiles(
  written: readonly WrittenFile[],
  going: Going,
): Promise<{ readonly files: readonly NoteFile[]; readonly lost: readonly LostFile[] }> {
  const files: NoteFile[] = [];
  const lost: LostFile[] = [];
  // One after the other: each may be large.
  for (const [n, file] of written.entries()) {
    const taken = n < mostFiles ? await take(file, n, going) : ('too-many' as const);
    if (typeof taken === 'string') lost.push({ name: cleanName(file.name), because: taken });
    else files.push(taken);
  }
  // What our own chat has goes with its message there.
  await going.files.keep(
    files.filter(({ id }) => !written.some((w) => w.kept?.id === id)).map((f) => f.id),
    going.owner,
  );
  return { files, lost };
}

async function take(written: WrittenFile, n: number, { files, at, owner }: Going): Promise<NoteFile | LostFile['because']> {
  if (written.kept) return written.kept;
  if (written.size > largestFile) return 'too-large';
  const name = cleanName(written.name);
  const id = createHash('sha256')
    .update(JSON.stringify([owner, n, name, written.size]))
    .digest('base64url')
    .slice(0, 24);
  const there = await files.file(id);
  if (there) return fileOf(there);
  const body = await fetched(written);
  if (typeof body === 'string') return body;
  if (body.length > largestFile) return 'too-large';
  if (body.length === 0) return 'empty';
  // Broken off by a crash, half of it may be there.
  await files.discard(id);
  return putFile(files, { id, room: '', uploader: owner, name, at }, [body]);
}

const fileOf = ({ id, name, type, size, width, height }: NoteFile): NoteFile => ({ id, name, type, size, width, height });

async function fetched(file: WrittenFile): Promise<Buffer | LostFile['because']> {
  try {
    return await file.fetch();
  } catch (e) {
    if (!(e instanceof OutsideError)) throw e;
    if (e.failure === 'not-found') return 'gone';
    return e.failure === 'auth' || e.failure === 'forbidden' ? 'refused' : 'unreachable';
  }
}
