/** How a call goes wrong. `late`: it takes effect, and then the connection breaks; `silent`: it takes effect, and no answer ever comes;
 *  `hangs`: neither; `breaks`: the connection breaks before anything. A status `after` comes although it took effect. */
export type Trouble =
  | { readonly error: string; readonly more?: Record<string, unknown> }
  | { readonly status: number; readonly retryAfter?: number; readonly after?: boolean }
  | 'late'
  | 'silent'
  | 'hangs'
  | 'breaks';

/** What is to go wrong next, by method; `*` is any. */
export class Troubles {
  readonly #next = new Map<string, Trouble[]>();

  add(method: string, trouble: Trouble, times: number): void {
    const waiting = this.#next.get(method) ?? [];
    waiting.push(...Array.from({ length: times }, () => trouble));
    this.#next.set(method, waiting);
  }

  clear(): void {
    this.#next.clear();
  }

  take(method: string): Trouble | undefined {
    return this.#next.get(method)?.shift() ?? this.#next.get('*')?.shift();
  }
}
