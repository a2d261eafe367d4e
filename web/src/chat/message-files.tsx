import { useSignal } from '@preact/signals';
import type { ChatFile } from '../../api.d.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ChatIcon } from './chat-icon.tsx';
import { useTell } from './words.ts';

/** Pictures as pictures, everything else to be saved. `place` is where they are served. */
export function MessageFiles({ files, place = '/api/v1/chat/files' }: { files: ChatFile[]; place?: string }) {
  const fileUrl = (file: ChatFile): string => `${place}/${encodeURIComponent(file.id)}`;
  const shown = useSignal<ChatFile | null>(null);
  if (files.length === 0) return null;
  return (
    <div class="message-files">
      {files.map((file) =>
        file.width === null ? (
          <FileLink key={file.id} file={file} url={fileUrl(file)} />
        ) : (
          <Picture key={file.id} file={file} url={fileUrl(file)} show={() => (shown.value = file)} />
        ),
      )}
      {shown.value && (
        <Dialog title={shown.value.name} onClose={() => (shown.value = null)} testId="picture">
          <div class="picture-view">
            <img src={fileUrl(shown.value)} alt={shown.value.name} width={shown.value.width ?? 0} height={shown.value.height ?? 0} />
            <FileLink file={shown.value} url={fileUrl(shown.value)} />
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** Its place is kept before it has come, so that nothing jumps. */
function Picture({ file, url, show }: { file: ChatFile; url: string; show: () => void }) {
  const tell = useTell();
  return (
    <button type="button" class="picture" aria-label={tell('showPicture', file.name)} onClick={show}>
      <img src={url} alt="" loading="lazy" decoding="async" width={file.width ?? 0} height={file.height ?? 0} />
    </button>
  );
}

function FileLink({ file, url }: { file: ChatFile; url: string }) {
  const tell = useTell();
  return (
    <a class="file-link" href={url} download={file.name} aria-label={tell('download', file.name)}>
      <ChatIcon name="file" />
      <span class="file-name">{file.name}</span>
      <span class="file-size">{sizeText(file.size)}</span>
    </a>
  );
}

/** `1.4 MB`, `12 kB`, `312 B` */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
