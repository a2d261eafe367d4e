import type { DiffLine } from '../../upkeep.d.ts';
import { scrollable } from '../parts/scrollable.ts';

/** Lines around a change that are shown with it. */
const around = 2;
const classes: Record<DiffLine['sign'], string> = { '+': 'came', '-': 'went', ' ': 'kept' };

/** What went and what came, each with its sign, so that colour says nothing that is not there without it. */
export function DiffLines({ lines, label }: { lines: DiffLine[]; label: string }) {
  const isNear = (at: number) => lines.slice(Math.max(0, at - around), at + around + 1).some(({ sign }) => sign !== ' ');
  const placed = lines.map((line, at) => ({ ...line, at, near: isNear(at) }));
  const shown = placed.filter(({ near, at }) => near || placed[at - 1]?.near === true);
  return (
    <pre class="diff" {...scrollable} role="region" aria-label={label}>
      {shown.map(({ sign, text, at, near }) => (
        <span key={at} class={near ? classes[sign] : 'kept'}>
          {near ? `${sign} ${text}\n` : '  …\n'}
        </span>
      ))}
    </pre>
  );
}
