import { useSignal } from '@preact/signals';
import { useDesk, useSay } from '../desk.ts';
import { sizeText } from './message-files.tsx';
import { largestFile, type Uploads } from './uploads.ts';
import { useTell } from './words.ts';

/** A message holds no more characters. */
const longest = 10_000;

export type Paste = { offered: string | null; take(event: ClipboardEvent): void; accept(): void; decline(): void };

/** Pasted files are attached. A text that is too long for a message never reaches the field, where it would freeze the page:
 *  it is offered as a file, or refused with its size. */
export function usePaste(uploads: Uploads): Paste {
  const { notices } = useDesk();
  const tell = useTell();
  const offered = useSignal<string | null>(null);
  const take = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (files && files.length > 0) uploads.add(files);
    else if (text.length <= longest) return;
    else if (text.length > largestFile) notices.tell(tell('hugePaste', sizeText(text.length)), 'warn');
    else offered.value = text;
    event.preventDefault();
  };
  const accept = () => {
    uploads.add([new File([offered.value ?? ''], tell('pastedName'), { type: 'text/plain' })]);
    offered.value = null;
  };
  return { offered: offered.value, take, accept, decline: () => (offered.value = null) };
}

export function LongPaste({ paste }: { paste: Paste }) {
  const say = useSay();
  const tell = useTell();
  if (paste.offered === null) return null;
  return (
    <div class="long-paste" role="alert">
      <p>{tell('longPaste', paste.offered.length.toLocaleString('en'))}</p>
      <button type="button" class="button small primary" onClick={paste.accept}>
        {tell('asFile')}
      </button>
      <button type="button" class="button small" onClick={paste.decline}>
        {say('cancel')}
      </button>
    </div>
  );
}
