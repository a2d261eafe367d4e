import { useRef } from 'preact/hooks';
import { ChatIcon } from './chat-icon.tsx';
import type { Uploads } from './uploads.ts';
import { useTell } from './words.ts';

export function AttachButton({ uploads }: { uploads: Uploads }) {
  const tell = useTell();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="icon-button attach" aria-label={tell('attach')} onClick={() => input.current?.click()}>
        <ChatIcon name="clip" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={({ currentTarget }) => {
          uploads.add(currentTarget.files ?? []);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
    </>
  );
}
