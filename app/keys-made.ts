import type { Store } from '../ports/store.ts';

const key = 'callback-keys-made';
const keptMs = 10 * 365 * 86_400_000;

type Memories = Pick<Store, 'memoryOf'>;

/** Remembers when the keys by which a chat calls us were drawn. `at` in UTC ms. */
export const keysAreMade = (store: Memories, chat: string, at: number): Promise<void> =>
  store.memoryOf(chat).keep(key, String(at), at + keptMs);

/** When those that hold now were drawn, UTC ms; null where that was not here. */
export async function keysMadeAt(store: Memories, chat: string): Promise<number | null> {
  const at = await store.memoryOf(chat).read(key);
  return at === null ? null : Number(at);
}
