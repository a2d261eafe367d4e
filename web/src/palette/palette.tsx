import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { Dialog } from '../parts/dialog.tsx';
import { isComposing } from '../state/shortcuts.ts';
import { useOpenIncidents } from '../use-open-incidents.ts';
import { findIn, itemsOf, noteChosen, recentIds, type Item } from './items.ts';
import { useTell } from './words.ts';
import '../style/palette.css';

type PaletteProps = { incident: string | null; onClose: () => void };

/** Pages, open incidents, people and commands by a few letters. */
export function Palette({ incident, onClose }: PaletteProps) {
  const desk = useDesk();
  const tell = useTell();
  const list = useId();
  const search = useSignal('');
  const chosen = useSignal(0);
  const open = useOpenIncidents().value.value ?? [];
  const found = findIn(itemsOf(desk, open, incident), search.value);
  const at = Math.min(chosen.value, found.length - 1);
  const take = (item: Item | undefined) => {
    if (!item) return;
    noteChosen(item.id);
    onClose();
    item.run(desk);
  };
  return (
    <Dialog title={tell('title')} onClose={onClose} testId="palette">
      <Field list={list} search={search} chosen={chosen} at={at} found={found} onTake={take} />
      <p class="unseen" role="status">
        {tell('count', found.length)}
      </p>
      {found.length === 0 && <p class="hint palette-none">{tell('nothing')}</p>}
      <Found list={list} found={found} at={at} isAsked={search.value.trim() !== ''} onTake={take} />
      <p class="hint palette-how">{tell('how')}</p>
    </Dialog>
  );
}

type FieldProps = {
  list: string;
  search: Signal<string>;
  chosen: Signal<number>;
  at: number;
  found: Item[];
  onTake: (item: Item | undefined) => void;
};

function Field({ list, search, chosen, at, found, onTake }: FieldProps) {
  const tell = useTell();
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const { length } = found;
    if (event.key === 'Enter') onTake(found[at]);
    else if (event.key === 'ArrowDown' && length > 0) chosen.value = (at + 1) % length;
    else if (event.key === 'ArrowUp' && length > 0) chosen.value = (at - 1 + length) % length;
    else return;
    event.preventDefault();
  };
  return (
    <input
      autofocus
      type="text"
      role="combobox"
      aria-label={tell('title')}
      aria-expanded={found.length > 0}
      aria-controls={list}
      aria-autocomplete="list"
      aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
      autocomplete="off"
      spellcheck={false}
      placeholder={tell('ask')}
      value={search.value}
      onInput={(event) => {
        search.value = event.currentTarget.value;
        chosen.value = 0;
      }}
      onKeyDown={onKeyDown}
    />
  );
}

type FoundProps = { list: string; found: Item[]; at: number; isAsked: boolean; onTake: (item: Item) => void };

function Found({ list, found, at, isAsked, onTake }: FoundProps) {
  const tell = useTell();
  const recent = isAsked ? [] : recentIds();
  useEffect(() => document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: 'nearest' }), [at]);
  return (
    <div class="palette-list" id={list} role="listbox" aria-label={tell('found')}>
      {found.map((item, n) => (
        <button
          type="button"
          tabIndex={-1}
          key={item.id}
          id={`${list}-${n}`}
          role="option"
          aria-selected={n === at}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(item)}
        >
          <span class="palette-label">{item.label}</span>
          <span class="palette-detail">{item.detail}</span>
          <span class="palette-kind">{recent.includes(item.id) ? tell('recent') : tell(item.kind)}</span>
        </button>
      ))}
    </div>
  );
}
