import { nameOf } from '../../domain/firm/of-firm.ts';
import { copyText, withdrawnText, type Talk } from '../../domain/incident/talk.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im, Outgoing, WrittenFile } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

const as = 'room-mirror';

/** For as long as people take messages back. */
const keptMs = 7 * 86_400_000;

const corrected = (text: string, lang: Lang): string => (lang === 'zh' ? `（更正）${text}` : `(corrected) ${text}`);

/** Puts what was said in one room into another, or brings the copy into step; where copies cannot be changed, a correction follows. */
export const talkCopy = ({ cards, clock, store, ims }: PerformParts): Performer<'talk.copy'> => ({
  type: 'talk.copy',
  outlasts: true,
  async perform({ incident, to, becomes, talk }, { id, unsure }) {
    const target = { to: 'room', incident, adapter: to } as const;
    const { im, ref } = await cards.place(target);
    const lang = cards.langOf(target);
    const name = 'person' in talk.author ? nameOf(store.resources(), talk.author.person) : talk.author.name;
    const text = copyText({ ...talk, name, to }, becomes, lang);
    const message: Outgoing = { text, lang };
    const slot = `talk/${talk.adapter}/${talk.msg}/${to}`;
    const copy = await store.card(slot);
    const isFixed = (im.news?.(message, ref) ?? null) !== null;
    const stays = isFixed || !im.messages;
    const memory = store.memoryOf(to);
    // What stays can be told of when it is taken back, though nobody says then what it was.
    if (stays && becomes !== 'deleted') await memory.keep(slot, talk.text, clock.now() + keptMs);
    if (becomes === 'said') {
      const files = (talk.files ?? []).length > 0 ? await filesOf(talk, { incident, from: ims.get(talk.adapter), store }) : [];
      const sent = await im.post(ref, { ...message, ...(files.length > 0 ? { files } : {}) }, { as, key: slot, isRepeat: unsure });
      await store.rememberCard(slot, { conv: sent.conv, msg: sent.msg ?? '' });
      return {};
    }
    if (copy?.conv !== ref.conv) return { dropped: 'it has no copy there' };
    if (!stays && im.messages) return (await im.messages.update(copy, message)) === 'edited' ? {} : { dropped: 'its copy is gone' };
    const now =
      becomes === 'deleted' ? withdrawnText({ ...talk, name, text: (await memory.read(slot)) ?? '' }, lang) : corrected(text, lang);
    await im.post(ref, { ...message, text: now }, { as, key: id, isRepeat: unsure });
    return {};
  },
});

interface Origin {
  readonly incident: string;
  readonly from: Im | undefined;
  readonly store: Pick<Store, 'state'>;
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
