import { signal, type ReadonlySignal } from '@preact/signals';
import type { Tone } from '../../api.d.ts';
import type { Refusal } from './api.ts';
import type { Language } from './language.ts';

export type Notice = { id: number; text: string; tone: Tone };
export type Notices = {
  shown: ReadonlySignal<Notice[]>;
  /** Interrupts a screen reader; for a new SEV1 and nothing less. */
  urgent: ReadonlySignal<string>;
  tell(text: string, tone?: Tone): void;
  refused(refusal: Refusal): void;
  /** Answers a way to put it away. */
  alarm(text: string): () => void;
  drop(id: number): void;
};

const shownForMs = 6_000;

/** Short answers to what was just done. Bad news stays until it is put away; what is said again is one notice, as new as the last time. */
export function createNotices(language: Language): Notices {
  const shown = signal<Notice[]>([]);
  const urgent = signal('');
  let nextId = 1;
  const drop = (id: number) => {
    shown.value = shown.peek().filter((notice) => notice.id !== id);
  };
  const put = (text: string, tone: Tone): number => {
    const id = nextId++;
    const others = shown.peek().filter((notice) => notice.text !== text || notice.tone !== tone);
    shown.value = [...others.slice(-3), { id, text, tone }];
    if (tone === 'good' || tone === 'quiet') setTimeout(() => drop(id), shownForMs);
    return id;
  };
  return {
    shown,
    urgent,
    tell: (text, tone = 'quiet') => void put(text, tone),
    drop,
    refused: (refusal) => void put(sayRefusal(language, refusal), 'alarm'),
    alarm(text) {
      urgent.value = text;
      const id = put(text, 'alarm');
      return () => drop(id);
    },
  };
}

export function sayRefusal(language: Language, refusal: Refusal): string {
  if (refusal.status === 0) return language.say('unreachable');
  if (refusal.because !== '') return refusal.because;
  if (refusal.status === 403) return language.say('forbidden');
  if (refusal.status === 404) return language.say('notThere');
  return language.say('failedWith', refusal.status);
}
