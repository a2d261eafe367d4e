import { postInDoubt } from '../chat/in-doubt.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import type { EffectTypes } from '../../domain/event/effect.ts';
import { copySlots, copyText, withdrawnText, type Talk } from '../../domain/incident/talk.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im, Outgoing, Ref, WrittenFile } from '../../ports/im.ts';
import type { Performed, Performer, Performing } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

type Copy = EffectTypes['talk.copy'];

/** The other room, and how copies are kept there. */
interface Place {
  readonly im: Im;
  readonly ref: Ref;
  readonly lang: Lang;
  readonly slots: ReturnType<typeof copySlots>;
  /** Who said it, as people are called there. */
  readonly name: string;
  /** A copy stays as it is: what follows is said after it. */
  readonly stays: boolean;
}

const as = 'room-mirror';

/** For as long as people take messages back. */
const keptMs = 7 * 86_400_000;
/** Before it is looked again whether what was said has arrived. */
const againMs = 2_000;

const corrected = (text: string, lang: Lang): string => (lang === 'zh' ? `（更正）${text}` : `(corrected) ${text}`);

/** Puts what was said in one room into another, or brings the copy into step; where copies cannot be changed, a correction follows. What waits to be
 *  said is said as it reads by then, and what became of it since comes after it. */
export const talkCopy = (parts: PerformParts): Performer<'talk.copy'> => ({
  type: 'talk.copy',
  outlasts: true,
  async perform(copy, ctx) {
    const place = await placeOf(copy, parts);
    return copy.becomes === 'said' ? says(copy, place, { parts, ctx }) : follows(copy, place, { parts, ctx });
  },
});

interface With {
  readonly parts: PerformParts;
  readonly ctx: Performing;
}

async function placeOf({ incident, to, talk }: Copy, { cards, store }: PerformParts): Promise<Place> {
  const target = { to: 'room', incident, adapter: to } as const;
  const { im, ref } = await cards.place(target);
  const lang = cards.langOf(target);
  const name = 'person' in talk.author ? nameOf(store.resources(), talk.author.person) : talk.author.name;
  const isFixed = (im.news?.({ text: '', lang }, ref) ?? null) !== null;
  return { im, ref, lang, slots: copySlots(talk, to), name, stays: isFixed || !im.messages };
}

async function says(copy: Copy, { im, ref, lang, slots, name, stays }: Place, { parts, ctx }: With): Promise<Performed> {
  const { store, clock, ims } = parts;
  const since = await store.waiting(slots.since);
  const { becomes, talk } = since?.type === 'talk.copy' ? { ...since.data, talk: { ...copy.talk, ...since.data.talk } } : copy;
  const keeps = (sent: Ref | null): Promise<void> => store.rememberCard(slots.copy, { conv: sent?.conv ?? ref.conv, msg: sent?.msg ?? '' });
  // What may be there already is looked for, or taken to be there, so that it can be taken back.
  if (becomes === 'deleted' && !ctx.unsure) return { dropped: 'it was taken back' };
  if (becomes === 'deleted' && stays) {
    // Where nobody may have read it, it is not quoted.
    await store.memoryOf(copy.to).take(slots.copy);
    await keeps(null);
    return {};
  }
  // What stays can be told of when it is taken back, though nobody says then what it was.
  if (stays) await store.memoryOf(copy.to).keep(slots.copy, talk.text, clock.now() + keptMs);
  const files =
    becomes !== 'deleted' && (talk.files ?? []).length > 0 ? await filesOf(talk, { ...copy, from: ims.get(talk.adapter), store }) : [];
  const text = copyText({ ...talk, name, to: copy.to }, becomes, lang);
  const message: Outgoing = { text, lang, ...(files.length > 0 ? { files } : {}) };
  const how = { as, key: slots.copy, isRepeat: ctx.unsure, lang, isWorthTwice: false };
  await keeps(await postInDoubt(message, { im, to: ref, ...how }, parts));
  return {};
}

async function follows(
  { to, becomes, talk }: Copy,
  { im, ref, lang, slots, name, stays }: Place,
  { parts, ctx }: With,
): Promise<Performed> {
  const { store, clock } = parts;
  if (await store.waiting(slots.said)) throw new OutsideError('rate-limited', `${to}: what was said has not arrived there yet`, againMs);
  const copy = await store.card(slots.copy);
  if (copy?.conv !== ref.conv) return { dropped: 'it has no copy there' };
  if (!stays && im.messages) {
    const text = copyText({ ...talk, name, to }, becomes, lang);
    return (await im.messages.update(copy, { text, lang })) === 'edited' ? {} : { dropped: 'its copy is gone' };
  }
  const memory = store.memoryOf(to);
  const told = (await memory.read(slots.copy)) ?? '';
  if (becomes === 'rewrote' && told === talk.text) return { dropped: 'it was said like that' };
  const text =
    becomes === 'deleted'
      ? withdrawnText({ ...talk, name, text: told }, lang)
      : corrected(copyText({ ...talk, name, to }, becomes, lang), lang);
  await postInDoubt({ text, lang }, { im, to: ref, as, key: ctx.id, isRepeat: ctx.unsure, lang, isWorthTwice: false }, parts);
  if (becomes === 'rewrote') await memory.keep(slots.copy, talk.text, clock.now() + keptMs);
  return {};
}

interface Origin {
  readonly incident: string;
  readonly from: Im | undefined;
  readonly store: Pick<PerformParts['store'], 'state'>;
}

/** What came with it, fetched only by a platform that takes files. Its names are in the text anyway. */
async function filesOf({ adapter, msg }: Talk, { incident, from, store }: Origin): Promise<readonly WrittenFile[]> {
  const conv = (await store.state('incident', incident))?.rooms.find((r) => r.adapter === adapter)?.ref;
  if (!conv) return [];
  const written = await from?.messages?.read?.({ conv, msg }).catch((e: unknown) => {
    if (e instanceof OutsideError) return null;
    throw e;
  });
  return written?.files ?? [];
}
