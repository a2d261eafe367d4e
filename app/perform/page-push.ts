import { createHash } from 'node:crypto';
import { langFor } from '../../domain/firm/of-firm.ts';
import { isImportant } from '../../domain/incident/severity.ts';
import { pageCard } from '../../domain/page/card.ts';
import type { Page } from '../../domain/page/page.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { PushNote } from '../../ports/push.ts';
import { newSecret } from '../access/hash.ts';
import { discreet } from './discreet.ts';
import type { PerformParts } from './parts.ts';

/** What a push answers with, for as long as its page may be answered. */
export const pushToken = 'push_';
const answerMs = 24 * 3_600_000;

/** Writes to every phone and browser of a person. A push that was sent twice takes its own place. */
export async function byPush(
  parts: PerformParts,
  page: Page,
  { unsure, now }: { unsure: boolean; now: number },
): Promise<{ state: 'sent'; repeated: boolean }> {
  const { store, pusher, origin } = parts;
  const token = `${pushToken}${newSecret()}`;
  await store.mintTokens([{ token, skill: 'page/ack', input: { page: page.id }, expiresAt: now + answerMs, form: false }]);
  const { incident: number } = page.about;
  const lang = langFor(store.resources(), page.person);
  const url = number === null ? null : parts.incidentUrl(number);
  const note = noteOf(await discreet(page, lang, parts), { lang, url });
  await pusher.send(page.person, { ...note, ack: { ...note.ack, url: `${origin()}/push/${token}` } });
  return { state: 'sent', repeated: unsure };
}

interface Scene {
  readonly lang: Lang;
  readonly url: string | null;
}

/** A locked screen shows it to whoever stands by. */
function noteOf(page: Page, { lang, url }: Scene): PushNote {
  const t = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const { severity } = page.about;
  const card = pageCard(page, { lang, url });
  return {
    // At most 32 characters of an alphabet that push services take.
    tag: createHash('sha256').update(page.id).digest('base64url').slice(0, 22),
    title: `[${severity}] ${card.title}`.slice(0, 200),
    body: t('按“认领”表示你来处理。无人认领时会继续升级。', 'Acknowledge it to take it on. Until somebody does, it escalates.'),
    isUrgent: isImportant(severity),
    open: url === null ? null : { label: t('打开作战室', 'Open the war room'), url },
    ack: { label: t('认领', 'Acknowledge'), url: '', done: t('已认领', 'Acknowledged') },
  };
}
