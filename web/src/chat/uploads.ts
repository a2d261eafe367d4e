import { signal } from '@preact/signals';
import type { ChatFile } from '../../api.d.ts';
import { freshId } from '../state/api.ts';

/** Bytes; the server takes no larger ones. */
export const largestFile = 20 * 1024 * 1024;

/** `share`: 0..1 of it is up. `because`: it was not taken. */
export type Upload = { id: string; name: string; size: number; share: number; file: ChatFile | null; because: string | null };
export type UploadWords = { tooLarge: string; unreachable: string; failed: string; language: string };

/** Files on their way into a room, before they are sent with a message. */
export class Uploads {
  readonly all = signal<Upload[]>([]);
  readonly #path: string;
  readonly #words: () => UploadWords;
  readonly #running = new Map<string, XMLHttpRequest>();

  constructor(room: string, words: () => UploadWords) {
    this.#path = `/api/v1/chat/rooms/${encodeURIComponent(room)}/files`;
    this.#words = words;
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.#begin(file);
  }

  remove(id: string): void {
    this.#running.get(id)?.abort();
    this.all.value = this.all.peek().filter((each) => each.id !== id);
  }

  /** Those that are up leave with a message. */
  take(): ChatFile[] {
    const ready = this.all.peek().flatMap((each) => each.file ?? []);
    this.all.value = this.all.peek().filter((each) => each.file === null);
    return ready;
  }

  #begin(file: File): void {
    const id = freshId();
    const isTooLarge = file.size > largestFile;
    const because = isTooLarge ? this.#words().tooLarge : null;
    this.all.value = [...this.all.peek(), { id, name: file.name, size: file.size, share: 0, file: null, because }];
    if (!isTooLarge) this.#send(id, file);
  }

  /** `fetch` does not say how far it is. */
  #send(id: string, file: File): void {
    const request = new XMLHttpRequest();
    this.#running.set(id, request);
    request.open('POST', this.#path);
    request.setRequestHeader('tocsin-via', 'console');
    request.setRequestHeader('accept-language', this.#words().language);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => this.#change(id, { share: total === 0 ? 0 : loaded / total });
    request.onerror = () => this.#change(id, { because: this.#words().unreachable });
    request.onload = () => {
      const said = request.response as { files?: ChatFile[]; because?: string } | null;
      const [taken] = said?.files ?? [];
      this.#change(id, taken ? { file: taken, share: 1 } : { because: said?.because ?? this.#words().failed });
    };
    request.onloadend = () => this.#running.delete(id);
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  }

  #change(id: string, change: Partial<Upload>): void {
    this.all.value = this.all.peek().map((each) => (each.id === id ? { ...each, ...change } : each));
  }
}
