import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { recall, remember } from './remembered.ts';

export type ThemeChoice = 'auto' | 'light' | 'dark';
export type Theme = { choice: ReadonlySignal<ThemeChoice>; choose(choice: ThemeChoice): void };

/** Follows the system unless told otherwise; the tokens read `data-theme`. */
export function createTheme(): Theme {
  const kept = recall('theme');
  const choice = signal<ThemeChoice>(kept === 'light' || kept === 'dark' ? kept : 'auto');
  effect(() => {
    if (choice.value === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice.value;
  });
  return {
    choice,
    choose(next) {
      remember('theme', next === 'auto' ? null : next);
      choice.value = next;
    },
  };
}
