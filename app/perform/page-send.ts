import { readerZone } from '../../domain/alert/silence-view.ts';
import { cardText } from '../../domain/card/text.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import { pageCard, reminder } from '../../domain/page/card.ts';
import { isLive, type Page } from '../../domain/page/page.ts';
import type { Means } from '../../domain/people/person.ts';
import { ReachError } from '../../ports/errors.ts';
import type { Performed, Performer, Performing } from '../road/outbox.ts';
import { byPhone, type HandedOver } from './page-phone.ts';
import { byPush } from './page-push.ts';
import type { PerformParts } from './parts.ts';

type Sent = { readonly state: 'sent'; readonly repeated?: boolean } | HandedOver;
const sent: Sent = { state: 'sent' };
interface Sending {
  readonly id: string;
  readonly unsure: boolean;
  readonly now: number;
  readonly attempt: number;
  readonly chat: string;
  readonly also: readonly Page[];
  readonly carrier: string | null;
}
type Send = (page: Page, ctx: Sending) => Promise<Sent>;

/** One attempt to reach a person. Whether it is still wanted is looked at once more just before. */
export function pageSend(parts: PerformParts): Performer<'page.send'> {
  const by: Partial<Record<Means, Send>> = {
    chat: (p, ctx) => byChat(parts, p, ctx),
    email: (p, ctx) => byMail(parts, p, ctx),
    phone: (p, ctx) => byPhone(parts, p, { ...ctx, by: 'phone' }),
    push: (p, ctx) => byPush(parts, p, ctx),
    sms: (p, ctx) => byPhone(parts, p, { ...ctx, by: 'sms' }),
  };
  return {
    type: 'page.send',
    async perform({ page: of, also = [], carrier = null, ...way }, { id, unsure, now }: Performing): Promise<Performed> {
      const states = await Promise.all([of, ...also.map((fellow) => fellow.page)].map((each) => parts.store.state('page', each)));
      const [page, ...others] = states.flatMap((state) => (state && isLive(state) ? [state] : []));
      if (!page) return { dropped: 'the page is over' };
      const send = by[way.by];
      if (!send) throw new ReachError('unsupported', 'not-configured', { who: way.by });
      const attempt = also.find((fellow) => fellow.page === page.id)?.attempt ?? way.attempt;
      const how = await send(page, { id, unsure, now, attempt, chat: way.chat ?? 'web', also: others, carrier });
      return { echo: [{ type: 'page.answered', data: { repeated: false, ...way, ...how } }] };
    },
  };
}

/** The page's card, once; when the same chat is tried again a line follows it, for an edited card wakes nobody. */
async function byChat(parts: PerformParts, page: Page, { id, attempt, chat, unsure }: Sending): Promise<Sent> {
  const { cards, store } = parts;
  const view = { kind: 'page', id: page.id } as const;
  const target = { to: 'person', person: page.person, adapter: chat } as const;
  await cards.show(view, target, { onlyIfShown: false, unsure });
  // Acknowledged while the card was on its way: it must not go on asking.
  const since = await store.state('page', page.id);
  if (since && !isLive(since)) await cards.show(view, target, { onlyIfShown: true, unsure: false });
  const nth = page.attempts.slice(0, attempt).filter((a) => a.by === 'chat' && (a.chat ?? 'web') === chat).length;
  if (nth === 0) return sent;
  const { im, ref } = await cards.place(target);
  const resources = store.resources();
  const lang = langFor(resources, page.person);
  const text = reminder(page, { lang, nth, zone: readerZone(resources, page.person) });
  await im.post(ref, { text, lang }, { as: 'on-call', key: id, isRepeat: unsure, urgency: 'page' });
  return sent;
}

async function byMail(
  { mailer, store, incidentUrl }: PerformParts,
  page: Page,
  { unsure, attempt }: { unsure: boolean; attempt: number },
): Promise<Sent> {
  const to = store.resources().get('person', page.person)?.spec.email;
  if (!to) throw new ReachError('invalid', 'no-mail-address', { who: page.person, fix: 'Add email to the person.' });
  if (!mailer) throw new ReachError('unsupported', 'no-mail-server', { who: 'mail', fix: 'Set SMTP_URL.' });
  const lang = langFor(store.resources(), page.person);
  const { actions: _actions, ...card } = pageCard(page, { lang, url: page.about.incident ? incidentUrl(page.about.incident) : null });
  const again = unsure ? (lang === 'zh' ? '（可能重复）' : ' (perhaps a repeat)') : '';
  await mailer.send({
    to,
    subject: `[${page.about.severity}] ${card.title}${again}`,
    text: cardText(card),
    messageId: `${page.id}.${attempt}@tocsin`,
  });
  return { state: 'sent', repeated: unsure };
}
