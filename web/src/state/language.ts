import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Said } from '../../api.d.ts';
import { words } from '../words.ts';
import { recall, remember } from './remembered.ts';

export type LanguageCode = keyof Said;
type Words = typeof words;
type Arguments<K extends keyof Words> = Words[K]['en'] extends (...given: infer A) => string ? A : [];
export type WordKey = { [K in keyof Words]: Words[K]['en'] extends string ? K : never }[keyof Words];

export type Language = {
  code: ReadonlySignal<LanguageCode>;
  say<K extends keyof Words>(key: K, ...given: Arguments<K>): string;
  pick(said: Said): string;
  choose(code: LanguageCode): void;
  /** What the server knows of the person; a choice made in this browser wins. */
  suggest(locale: string): void;
};

export function createLanguage(): Language {
  const chosen = recall('language');
  const code = signal<LanguageCode>(codeOf(chosen ?? navigator.language));
  let isChosen = chosen !== null;
  effect(() => {
    document.documentElement.lang = code.value === 'zh' ? 'zh-CN' : 'en';
  });
  return {
    code,
    say(key, ...given) {
      const word: string | ((...given: never[]) => string) = words[key][code.value];
      return typeof word === 'string' ? word : word(...(given as never[]));
    },
    pick: (said) => said[code.value],
    choose(next) {
      isChosen = true;
      remember('language', next);
      code.value = next;
    },
    suggest(locale) {
      if (!isChosen) code.value = codeOf(locale);
    },
  };
}

function codeOf(locale: string): LanguageCode {
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
