import type { Alert } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { coverOf } from './cover.ts';
import { useTell } from './words.ts';

/** What can be done with the rows that are chosen: one silence for all of them. */
export function ChosenBar({ chosen, onClear }: { chosen: ReadonlyMap<string, Alert>; onClear: () => void }) {
  const { sheet } = useDesk();
  const tell = useTell();
  if (chosen.size === 0) return null;
  return (
    <div class="chosen-bar" role="status">
      <strong>{tell('chosen', chosen.size)}</strong>
      <button
        type="button"
        class="button small primary"
        onClick={() => (sheet.value = { kind: 'silence', ...coverOf([...chosen.values()]) })}
      >
        {tell('silenceChosen')}
      </button>
      <button type="button" class="link-button" onClick={onClear}>
        {tell('clear')}
      </button>
    </div>
  );
}
