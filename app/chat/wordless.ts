import type { Caller } from '../../domain/access/caller.ts';
import type { Store } from '../../ports/store.ts';
import type { ChatReply } from './front.ts';

interface WordlessParts {
  readonly store: Pick<Store, 'incidents'>;
  readonly incidentUrl: (number: string) => string;
}

/** Of the newest that are open. */
const mostLookedAt = 50;

/** What is said of a picture, a file or a voice without words: that it is not kept, and where it can be put. */
export async function wordless({ viewer, lang }: Caller, { store, incidentUrl }: WordlessParts): Promise<ChatReply> {
  const open = await store.incidents({ progress: ['open', 'acknowledged', 'mitigated'], limit: mostLookedAt }, viewer);
  const [mine, ...more] = open.filter(({ people }) => viewer.person !== null && people.includes(viewer.person));
  const only = mine && more.length === 0 ? mine : null;
  const text = {
    zh: `这里只看得懂文字，图片、语音和文件不会保存。图片和文件请放到${only ? ` ${only.number} ` : '事件'}在控制台的作战室${only ? `：${incidentUrl(only.number)}` : '。'}`,
    en: `Only words are understood here: pictures, voices and files are not kept. Put pictures and files into the console’s room of ${only ? `${only.number}: ${incidentUrl(only.number)}` : 'the incident.'}`,
  };
  return { ok: true, text: text[lang] };
}
