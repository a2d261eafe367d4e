import { useDesk } from '../../desk.ts';
import { DragHandle, DropButton } from './drop-button.tsx';
import { Note } from './field.tsx';
import { moved, useOrdering } from './order.ts';
import { PeoplePicker } from './people-picker.tsx';
import { changedAt, droppedAt, placed } from './place.ts';
import type { Rotation } from './spec.ts';
import { useTell } from './words.ts';

type Props = { turns: Rotation['people']; problem: string | undefined; onChange: (turns: Rotation['people']) => void };

const peopleOf = (turn: string | string[]): string[] => (Array.isArray(turn) ? turn : [turn]);

/** The turns in order: one person each, or several who are on call together. */
export function TurnList({ turns, problem, onChange }: Props) {
  const { session } = useDesk();
  const tell = useTell();
  const handle = useOrdering(turns.length, (from, to) => onChange(moved(turns, from, to)));
  const everybody = session.me.value?.people ?? [];
  const next = everybody.find(({ name }) => !turns.flatMap(peopleOf).includes(name)) ?? everybody[0];
  return (
    <div class="field" role="group" aria-label={tell('order')}>
      <p class="field-name">{tell('order')}</p>
      <ol class="turn-list" data-ordered>
        {placed(turns).map(({ entry, place }) => (
          <li key={place} data-order={place}>
            <DragHandle label={tell('moveTurn', place + 1)} handle={handle(place)} />
            <PeoplePicker
              people={peopleOf(entry)}
              label={tell('turnPeople', place + 1)}
              onChange={(people) => onChange(changedAt(turns, place, people))}
            />
            <DropButton label={tell('dropTurn', place + 1)} onDrop={() => onChange(droppedAt(turns, place))} />
          </li>
        ))}
      </ol>
      <p>
        <button type="button" class="button small" onClick={() => onChange([...turns, next ? next.name : []])}>
          {tell('addTurn')}
        </button>
      </p>
      <Note problem={problem} hint={tell('orderHint')} />
    </div>
  );
}
