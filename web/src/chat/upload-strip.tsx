import { Icon } from '../parts/icon.tsx';
import { ChatIcon } from './chat-icon.tsx';
import { sizeText } from './message-files.tsx';
import type { Upload, Uploads } from './uploads.ts';
import { useTell } from './words.ts';

/** Files that will go with the next message, and how far they are. */
export function UploadStrip({ uploads }: { uploads: Uploads }) {
  const tell = useTell();
  if (uploads.all.value.length === 0) return null;
  return (
    <ul class="uploads" aria-label={tell('attachments')}>
      {uploads.all.value.map((upload) => (
        <UploadChip key={upload.id} upload={upload} uploads={uploads} />
      ))}
    </ul>
  );
}

function UploadChip({ upload, uploads }: { upload: Upload; uploads: Uploads }) {
  const tell = useTell();
  const { name, because, file, share, size } = upload;
  const state = because ?? (file ? sizeText(size) : tell('upTo', Math.round(share * 100)));
  return (
    <li class={because === null ? 'upload' : 'upload refused'}>
      <ChatIcon name="file" />
      <span class="file-name">{name}</span>
      <span class="file-size" role={because === null ? undefined : 'alert'}>
        {state}
      </span>
      {!file && because === null && <progress max={1} value={share} aria-label={name} />}
      <button type="button" class="icon-button" aria-label={tell('removeFile', name)} onClick={() => uploads.remove(upload.id)}>
        <Icon name="close" />
      </button>
    </li>
  );
}
