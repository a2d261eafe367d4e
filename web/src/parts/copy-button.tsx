import { useSignal } from '@preact/signals';
import { useSay } from '../desk.ts';
import { Icon } from './icon.tsx';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const say = useSay();
  const isDone = useSignal(false);
  const copy = async () => {
    isDone.value = await copyText(text);
    setTimeout(() => (isDone.value = false), 2000);
  };
  return (
    <button type="button" class="button small" onClick={() => void copy()}>
      <Icon name={isDone.value ? 'check' : 'copy'} />
      <span aria-live="polite">{isDone.value ? say('copied') : label}</span>
    </button>
  );
}

/** `navigator.clipboard` is missing on plain http outside loopback. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand('copy');
    field.remove();
    return isCopied;
  }
}
