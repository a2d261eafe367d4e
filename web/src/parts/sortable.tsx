import { useSignal } from '@preact/signals';
import { Icon } from './icon.tsx';

export type Sorting = { key: string; isDown: boolean };
export type SortBy<T> = Record<string, (row: T) => string | number>;

/** Rows in the order chosen by their column heads. */
export function useSorting<T>(rows: T[], by: SortBy<T>, first: Sorting) {
  const sorting = useSignal(first);
  const { key, isDown } = sorting.value;
  const read = by[key];
  const sorted = read ? rows.toSorted((a, b) => compare(read(a), read(b)) * (isDown ? -1 : 1)) : rows;
  const turn = (next: string) => {
    sorting.value = next === key ? { key, isDown: !isDown } : { key: next, isDown: false };
  };
  return { sorted, sorting: sorting.value, turn };
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

type HeadProps = { name: string; label: string; sorting: Sorting; turn: (name: string) => void; class?: string };

export function SortHead({ name, label, sorting, turn, class: className }: HeadProps) {
  const isMine = sorting.key === name;
  const order = !isMine ? undefined : sorting.isDown ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={order} class={className}>
      <button type="button" class={isMine ? `sort ${sorting.isDown ? 'down' : 'up'}` : 'sort'} onClick={() => turn(name)}>
        {label}
        <Icon name="sort" />
      </button>
    </th>
  );
}
