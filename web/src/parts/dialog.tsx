import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useSay } from '../desk.ts';
import { Icon } from './icon.tsx';

type DialogProps = { title: string; onClose: () => void; children: ComponentChildren; testId?: string };

/** The browser's own modal dialog: it holds the focus, closes on Escape or a press outside, and gives the focus back. */
export function Dialog({ title, onClose, children, testId }: DialogProps) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const { activeElement } = document;
    const box = dialog.current;
    const onPress = (event: MouseEvent) => event.target === box && onClose();
    box?.addEventListener('mousedown', onPress);
    box?.showModal();
    return () => {
      box?.removeEventListener('mousedown', onPress);
      if (activeElement instanceof HTMLElement) activeElement.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-frame">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" class="icon-button" aria-label={say('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
