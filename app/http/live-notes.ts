import type { LiveNote } from '../../ports/bus.ts';
import type { ChatMessage } from '../../ports/chat-history.ts';
import type { Store } from '../../ports/store.ts';
import { messageView } from './chat-view.ts';

/** A note as it goes out, and whether everybody may hear of it. */
export interface Told {
  readonly isOpen: boolean;
  readonly frame: string;
}

/** What is the same for all who hear of a note is found out once, however many look on. */
export class LiveNotes {
  readonly #store: Store;
  readonly #told = new WeakMap<LiveNote, Promise<Told>>();

  constructor(store: Store) {
    this.#store = store;
  }

  of(note: LiveNote): Promise<Told> {
    const known = this.#told.get(note);
    if (known) return known;
    const told = this.#tell(note);
    this.#told.set(note, told);
    return told;
  }

  async #tell(note: LiveNote): Promise<Told> {
    const data =
      note.type === 'message' ? { message: messageView((note.data as { message: ChatMessage }).message, this.#store) } : note.data;
    return { isOpen: await this.#isOpen(note), frame: frameOf(note.type, data, note.seq) };
  }

  async #isOpen({ person, room, incident }: LiveNote): Promise<boolean> {
    if (person !== null) return false;
    if (room !== null && (await this.#store.chat.room(room))?.private !== false) return false;
    return incident === null || (await this.#store.state('incident', incident))?.private === false;
  }
}

/** One event of the stream; without `seq` it is not one that is caught up on. */
export const frameOf = (event: string, data: unknown, seq: number | null): string =>
  `${seq === null ? '' : `id: ${seq}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
