import { isSpan, posted } from '../chat/sentence-cover.ts';
import { isRefusal, refuse, refuseField, type Refusal } from '../event/reply.ts';
import { personOf } from '../event/event.ts';
import type { Ground } from './ground.ts';
import { personNamed } from './named.ts';
import type { Cover, Rota, Standing, Swap } from './rota.ts';
import { spanAsked } from './span-asked.ts';

/** Something that is laid over a schedule and can be taken away. */
export type Laid = { readonly schedule: string } & (
  | { readonly is: 'cover'; readonly entry: Cover }
  | { readonly is: 'stand'; readonly entry: Standing }
  | { readonly is: 'swap'; readonly entry: Swap }
);

const laidIn = (rota: Rota): Laid[] => [
  ...rota.covers.map((entry): Laid => ({ schedule: rota.schedule, is: 'cover', entry })),
  ...rota.stands.map((entry): Laid => ({ schedule: rota.schedule, is: 'stand', entry })),
  ...rota.swaps.filter((s) => s.state === 'agreed').map((entry): Laid => ({ schedule: rota.schedule, is: 'swap', entry })),
];

/** When nothing of it is left any more. */
export const lastEnd = ({ entry }: Pick<Laid, 'entry'>): number =>
  Math.max(entry.end, ('back' in entry ? entry.back?.end : null) ?? entry.end);

/** Taken away before it began. */
const isEmpty = ({ entry }: Laid): boolean =>
  [entry, ...('back' in entry && entry.back ? [entry.back] : [])].every((s) => s.end <= s.start);

/** Whom it is about; they may take it away, and so may who made it. */
export function partiesOf({ is, entry }: Laid): string[] {
  const named = is === 'cover' ? [entry.add, entry.remove] : is === 'swap' ? [entry.from, entry.to] : [];
  return [...named, personOf(entry.by)].filter((p) => p !== null);
}

/** The entry with this id, the beginning of one, or what people say of it: `bo`, `tonight`, `bo tonight 20-08`. Without words the only one of
 *  mine that is not over. */
export function laidMeant(id: string | undefined, ground: Ground): Laid | Refusal {
  const { rotas, now, me } = ground;
  const all = [...rotas.values()].flatMap(laidIn).filter((l) => lastEnd(l) > now && !isEmpty(l));
  const byId = id === undefined || id.length < 3 ? [] : all.filter((l) => l.entry.id.startsWith(id));
  const found =
    id === undefined
      ? all.filter((l) => me !== null && partiesOf(l).includes(me))
      : byId.length > 0
        ? byId
        : all.filter((l) => isSaid(id, l, ground));
  const [only] = found;
  if (only && found.length === 1) return only;
  const ids = found.map((l) => l.entry.id);
  if (only) return refuseField('id', `which one? ${ids.join(', ')}.`, `是哪一个？${ids.join('、')}。`);
  return id === undefined
    ? refuse(
        'not-found',
        'Nothing of yours is laid over a schedule. Oncall calendar shows what there is.',
        '没有与你有关的替班、换班或临时班。可用 oncall calendar 查看。',
      )
    : refuse(
        'not-found',
        `There is no cover, swap or temporary schedule "${id}" that is not over.`,
        `没有未结束的替班、换班或临时班“${id}”。`,
      );
}

/** Whether words name one whom an entry is about, or a time in which it is, or both. */
function isSaid(text: string, laid: Laid, ground: Ground): boolean {
  const { name, time } = isSpan(text) ? { name: '', time: text } : posted(text);
  if (time !== null && !isTime(time, laid, ground)) return false;
  if (name === '') return time !== null;
  const person = personNamed(name, { resources: ground.duty, me: ground.me, field: 'id' });
  return !isRefusal(person) && partiesOf(laid).includes(person);
}

function isTime(text: string, { schedule, entry }: Laid, ground: Ground): boolean {
  const span = spanAsked(text, schedule, ground);
  return !isRefusal(span) && entry.start < span.end && entry.end > span.start;
}

/** The swap with this id, or the beginning of one; without an id the only one that waits for me. */
export function swapMeant(id: string | undefined, { rotas, me }: Ground): { readonly schedule: string; readonly swap: Swap } | Refusal {
  const all = [...rotas.values()].flatMap(({ schedule, swaps }) => swaps.map((swap) => ({ schedule, swap })));
  const found =
    id === undefined
      ? all.filter(({ swap }) => swap.state === 'asked' && (swap.to === me || swap.from === me))
      : all.filter(({ swap }) => swap.id.startsWith(id));
  const [only] = found;
  if (only && found.length === 1) return only;
  const ids = found.map(({ swap }) => swap.id);
  if (only) return refuseField('swap', `which one? ${ids.join(', ')}.`, `是哪一个？${ids.join('、')}。`);
  return id === undefined
    ? refuse('not-found', 'No swap waits for you.', '没有等你答复的换班。')
    : refuse('not-found', `There is no swap "${id}".`, `没有换班“${id}”。`);
}
