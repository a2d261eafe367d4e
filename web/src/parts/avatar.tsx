import { BellMark } from './brand.tsx';

/** The last character of a Chinese given name tells people apart better than the family name does. */
export function Avatar({ name, kind = 'person' }: { name: string; kind?: 'person' | 'bot' }) {
  if (kind === 'bot') {
    return (
      <span class="avatar bot" aria-hidden="true">
        <BellMark />
      </span>
    );
  }
  // Of "Lan Lin (demo)" the name counts.
  const letters = Array.from(name.replace(/\s*[(（].*$/u, '').trim());
  const letter = /\p{Script=Han}/u.test(name) ? letters.at(-1) : letters[0]?.toUpperCase();
  return (
    <span class="avatar" aria-hidden="true">
      {letter ?? '?'}
    </span>
  );
}
