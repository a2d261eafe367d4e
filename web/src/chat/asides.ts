import { signal } from '@preact/signals';
import type { Reply } from '../../api.d.ts';
import { freshId } from '../state/api.ts';

/** An answer that only I see. */
export type Aside = { id: string; at: string; reply: Reply };

const most = 20;

/** Answers to me alone, in one room: they last as long as the tab, over reloads too. */
export class Asides {
  readonly shown = signal<Aside[]>([]);
  readonly #key: string;

  constructor(person: string, room: string) {
    this.#key = `tocsin.asides ${person} ${room}`;
    this.shown.value = kept(this.#key);
  }

  add(at: string, reply: Reply): void {
    this.#set([...this.shown.peek(), { id: freshId(), at, reply }].slice(-most));
  }

  drop(id: string): void {
    this.#set(this.shown.peek().filter((each) => each.id !== id));
  }

  #set(shown: Aside[]): void {
    this.shown.value = shown;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(shown));
    } catch {
      // A full or forbidden storage only means that a reload forgets.
    }
  }
}

function kept(key: string): Aside[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(found) ? (found as Aside[]) : [];
  } catch {
    return [];
  }
}
