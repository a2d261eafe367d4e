import { signal, type Signal } from '@preact/signals';
import { recall, remember } from './remembered.ts';

export type Shortcuts = {
  isOn: Signal<boolean>;
  setOn(on: boolean): void;
  /** Runs while mounted; the latest binding of a key wins. Returns `unbind`. */
  bind(key: string, run: () => void): () => void;
};

/** Single-key shortcuts: silent inside fields, with modifier keys, and while Chinese is being composed.
 *  They can be switched off, as WCAG 2.1.4 asks. */
export function createShortcuts(): Shortcuts {
  const isOn = signal(recall('shortcuts') !== 'off');
  const bound = new Map<string, (() => void)[]>();
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return;
    if (!isOn.peek() || isTyping(event.target)) return;
    const run = bound.get(event.key.length === 1 ? event.key.toLowerCase() : event.key)?.at(-1);
    if (!run) return;
    event.preventDefault();
    run();
  });
  return {
    isOn,
    setOn(on) {
      remember('shortcuts', on ? null : 'off');
      isOn.value = on;
    },
    bind(key, run) {
      bound.set(key, [...(bound.get(key) ?? []), run]);
      return () =>
        bound.set(
          key,
          (bound.get(key) ?? []).filter((each) => each !== run),
        );
    },
  };
}

/** True while an input method holds the keys: its Enter picks a word and must not send. Safari says 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('dialog') !== null) return true;
  return target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])');
}
