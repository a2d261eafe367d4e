import type { Signal } from '@preact/signals';
import { useSay } from '../desk.ts';

/** `/` puts the cursor here. */
export function SearchField({ text, placeholder }: { text: Signal<string>; placeholder: string }) {
  const say = useSay();
  return (
    <input
      type="search"
      data-search
      aria-label={say('search')}
      placeholder={placeholder}
      value={text.value}
      onInput={(event) => (text.value = event.currentTarget.value)}
    />
  );
}

/** All words must occur. */
export function mentionsAll(text: string, search: string): boolean {
  const lower = text.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
