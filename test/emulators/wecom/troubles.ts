/** How a call goes wrong. `late`: it takes effect, and then the connection breaks; `silent`: it takes effect, and no answer ever comes;
 *  `hangs`: neither; `breaks`: the connection breaks before anything. `partly`: these people do not get it, and the answer says so with
 *  errcode 0. */
export type Trouble =
  | { readonly errcode: number; readonly errmsg?: string }
  | { readonly status: number }
  | { readonly partly: readonly string[] }
  | 'late'
  | 'silent'
  | 'hangs'
  | 'breaks';

/** What is to go wrong next, by method; `*` is any. */
export class Troubles {
  readonly #next = new Map<string, Trouble[]>();

  add(method: string, trouble: Trouble, times: number): void {
    this.#next.set(method, [...(this.#next.get(method) ?? []), ...Array.from({ length: times }, () => trouble)]);
  }

  clear(): void {
    this.#next.clear();
  }

  take(method: string): Trouble | undefined {
    return this.#next.get(method)?.shift() ?? this.#next.get('*')?.shift();
  }
}

/** Whether nothing comes of a call that goes wrong so. */
export function isWithoutEffect(trouble: Trouble | undefined): boolean {
  if (trouble === undefined || trouble === 'late' || trouble === 'silent') return false;
  return typeof trouble === 'string' || !('partly' in trouble);
}
