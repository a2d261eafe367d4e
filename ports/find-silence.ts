import { silenceState, type Silence } from '../domain/alert/silence.ts';
import { keyOf, type Key } from '../domain/event/event.ts';
import { isRefusal, refuse, type Refusal } from '../domain/event/reply.ts';
import type { StoreReader } from './store.ts';

/** Ended ones are found and listed as long as the Alertmanager API lists them. */
export const silenceKeptMs = 5 * 86_400_000;

interface Asking {
  readonly store: StoreReader;
  readonly now: number;
}

/** The silence that people mean by its id, or by the beginning of it where only one begins so; those that hold before those that are over. */
async function findSilence(said: string, { store, now }: Asking): Promise<Silence | Refusal> {
  const asked = said.trim().toLowerCase();
  const exact = await store.state('silence', asked);
  if (exact) return exact;
  const known = asked.length < 4 ? [] : (await store.silences(now - silenceKeptMs)).filter((s) => s.id.toLowerCase().startsWith(asked));
  const held = known.filter((s) => silenceState(s, now) !== 'expired');
  const found = held.length > 0 ? held : known;
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1)
    return refuse(
      'rule',
      `"${said}" could be ${found.map((s) => s.id).join(' or ')}. Write more of it.`,
      `“${said}”可能是 ${found.map((s) => s.id).join('、')}，请写得更完整。`,
    );
  return refuse(
    'not-found',
    `There is no silence "${said}". Silence list shows those that there are.`,
    `没有静默“${said}”，可用 silence list 查看。`,
  );
}

/** The lane of the silence that a skill's input names. */
export async function silenceLane({ silence }: { silence: string }, ctx: Asking): Promise<Key | Refusal> {
  const found = await findSilence(silence, ctx);
  return isRefusal(found) ? found : keyOf('silence', found.id);
}
