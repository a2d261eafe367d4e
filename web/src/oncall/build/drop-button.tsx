import { Icon } from '../../parts/icon.tsx';

export function DropButton({ label, onDrop }: { label: string; onDrop: () => void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} onClick={onDrop}>
      <Icon name="close" />
    </button>
  );
}

/** By which an entry of a list is drawn to another place. */
export function DragHandle({ label, handle }: { label: string; handle: Record<string, unknown> }) {
  return (
    <button type="button" class="drag-handle" aria-label={label} {...handle}>
      <Icon name="grip" />
    </button>
  );
}
