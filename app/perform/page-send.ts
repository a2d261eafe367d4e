import { cardText } from '../../domain/card/text.ts';
import { langFor } from '../../domain/firm/firm.ts';
import { pageCard } from '../../domain/page/card.ts';
import { isLive, type Page } from '../../domain/page/page.ts';
import type { Means } from '../../domain/people/person.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Performed, Performer, Performing } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

type Sent = 'sent' | 'delivered';
type Send = (page: Page, ctx: { unsure: boolean; attempt: number }) => Promise<Sent>;

/** One attempt to reach a person. Whether it is still wanted is looked at once more just before. */
export function pageSend(parts: PerformParts): Performer<'page.send'> {
  const by: Partial<Record<Means, Send>> = {
    chat: (p) => byChat(parts, p),
    ring: (p) => byRing(parts, p),
    email: (p, ctx) => byMail(parts, p, ctx),
  };
  return {
    type: 'page.send',
    async perform({ page: id, attempt, by: means }, ctx: Performing): Promise<Performed> {
      const page = await parts.store.state('page', id);
      if (!page || !isLive(page)) return { dropped: 'the page is over' };
      const send = by[means];
      if (!send) throw new OutsideError('unsupported', `${means} is not configured here; the page goes on by other means`);
      const state = await send(page, { unsure: ctx.unsure, attempt });
      return { echo: [{ type: 'page.answered', data: { attempt, by: means, state, repeated: ctx.unsure && means === 'email' } }] };
    },
  };
}

/** To every chat in which the person has an id; one that answers is enough. */
async function byChat({ cards, ims, store }: PerformParts, page: Page): Promise<Sent> {
  const view = { kind: 'page', id: page.id } as const;
  const chats = store.resources().get('person', page.person)?.spec.chat ?? {};
  const adapters = [...ims.keys()].filter((a) => a === 'web' || chats[a] !== undefined);
  const results = await Promise.allSettled(
    adapters.map((adapter) => cards.show(view, { to: 'person', person: page.person, adapter }, false)),
  );
  if (results.some((r) => r.status === 'fulfilled')) return 'sent';
  const failed = results.find((r) => r.status === 'rejected');
  throw failed?.reason ?? new OutsideError('unsupported', 'no chat is switched on');
}

/** Rings in every console the person has open, and goes on ringing in those they open later. */
async function byRing({ bus, store }: PerformParts, page: Page): Promise<Sent> {
  const note = { type: 'ring' as const, incident: null, person: page.person, room: null, data: ringData(page) };
  const [kept] = await store.keepLive([note]);
  bus.publish(kept ?? { ...note, seq: null });
  return 'sent';
}

/** What a ringing screen shows. */
export const ringData = (p: Page): object => ({
  page: p.id,
  incident: p.about.incident,
  title: p.about.title,
  severity: p.about.severity,
  person: p.person,
  since: new Date(p.startedAt).toISOString(),
});

async function byMail(
  { mailer, store, incidentUrl }: PerformParts,
  page: Page,
  { unsure, attempt }: { unsure: boolean; attempt: number },
): Promise<Sent> {
  const to = store.resources().get('person', page.person)?.spec.email;
  if (!to) throw new OutsideError('invalid', `${page.person} has no e-mail address. Add email to the person.`);
  if (!mailer) throw new OutsideError('unsupported', 'no mail server is configured. Set SMTP_URL.');
  const lang = langFor(store.resources(), page.person);
  const { actions: _actions, ...card } = pageCard(page, { lang, url: page.about.incident ? incidentUrl(page.about.incident) : null });
  const again = unsure ? (lang === 'zh' ? '（可能重复）' : ' (perhaps a repeat)') : '';
  await mailer.send({
    to,
    subject: `[${page.about.severity}] ${card.title}${again}`,
    text: cardText(card),
    messageId: `${page.id}.${attempt}@tocsin`,
  });
  return 'sent';
}
