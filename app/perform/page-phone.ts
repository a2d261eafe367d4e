import { createHash } from 'node:crypto';
import { langFor } from '../../domain/firm/of-firm.ts';
import type { PhoneMeans } from '../../domain/people/carrier-fields.ts';
import type { Page } from '../../domain/page/page.ts';
import { spokenMenu, spokenMenuForAll, spokenPages, templateParts, textOf, textOfAll } from '../../domain/page/speech.ts';
import { OutsideError, ReachError } from '../../ports/errors.ts';
import type { Carrier, PhoneOrder } from '../../ports/phone.ts';
import { discreet } from './discreet.ts';
import type { PerformParts } from './parts.ts';

/** How long a carrier may speak of a call or text by our id. */
const idLivesMs = 30 * 86_400_000;

interface Sending {
  readonly attempt: number;
  /** Other pages of the same person that this call or text is for. */
  readonly also: readonly Page[];
  /** The carrier to ask first. */
  readonly carrier: string | null;
  readonly unsure: boolean;
  readonly now: number;
}

export interface HandedOver {
  readonly state: 'sent';
  readonly carrier: string;
  readonly ref: string;
  readonly repeated: boolean;
}

/** Our id of an attempt at the carriers: says nothing of whom or what it is about, and is short enough for all of them. */
export const orderId = (page: string, attempt: number): string =>
  `p${createHash('sha256').update(`${page}\n${attempt}`).digest('hex').slice(0, 13)}`;

/** Calls or texts a person: the carriers in their order, until one takes it. What may have been ordered before is looked for first. */
export async function byPhone(parts: PerformParts, page: Page, { by, ...sending }: Sending & { by: PhoneMeans }): Promise<HandedOver> {
  const to = parts.store.resources().get('person', page.person)?.spec.phone;
  if (to === undefined) throw new ReachError('invalid', 'no-number', { who: page.person, fix: 'Add phone to the person.' });
  const able = (await parts.carriers.for(to, by)).filter((c) => (by === 'phone' ? c.call : c.text) !== undefined);
  const carriers = able.toSorted((a, b) => Number(b.name === sending.carrier) - Number(a.name === sending.carrier));
  if (carriers.length === 0)
    throw new ReachError('unsupported', 'no-carrier', { who: by, fix: 'Add a carrier, or set TWILIO_ACCOUNT_SID.' });
  const order = await orderOf(parts, page, { ...sending, by, to });
  const input = { page: page.id, attempt: sending.attempt };
  await parts.store.mintTokens([{ token: order.id, skill: attemptToken, input, expiresAt: sending.now + idLivesMs, form: false }]);
  const found = sending.unsure ? await lookedUp(carriers, order, { page, by, attempt: sending.attempt }) : null;
  return found ?? firstThatTakes(carriers, order, { by, isRepeat: sending.unsure });
}

/** No skill: a token of this kind only says which attempt a carrier speaks of. */
export const attemptToken = 'phone/attempt';

async function orderOf(
  parts: PerformParts,
  page: Page,
  { by, to, attempt, also, unsure, now }: Sending & { by: PhoneMeans; to: string },
): Promise<PhoneOrder> {
  const lang = langFor(parts.store.resources(), page.person);
  const url = page.about.incident ? parts.incidentUrl(page.about.incident) : null;
  const said = await discreet(page, lang, parts);
  const all = [said, ...(await Promise.all(also.map((each) => discreet(each, lang, parts))))];
  const menu = also.length > 0 ? spokenMenuForAll(lang) : spokenMenu(page, lang);
  const written = also.length > 0 ? textOfAll(all, lang, url) : textOf(said, lang, { url, again: unsure });
  const text = by === 'sms' ? written : [...spokenPages(all, lang), menu].join(' ');
  return { id: orderId(page.id, attempt), to, lang, text, parts: templateParts(said, lang), since: page.attempts[attempt]?.at ?? now };
}

/** The carrier is asked by our id whether it has it already; one that does not answer now is tried again later, and one that cannot tell has not. */
async function lookedUp(
  carriers: readonly Carrier[],
  order: PhoneOrder,
  { page, by, attempt }: { page: Page; by: PhoneMeans; attempt: number },
): Promise<HandedOver | null> {
  // The carrier may have spoken of it before its answer could be kept.
  const { carrier: spokenBy, ref } = page.attempts[attempt] ?? {};
  if (spokenBy !== undefined && ref !== undefined) return { state: 'sent', carrier: spokenBy, ref, repeated: false };
  const known = new Set(page.attempts.flatMap((a) => a.ref ?? []));
  for (const carrier of carriers) {
    const found = await carrier.find?.(order, by, known).catch((e: unknown) => {
      if (e instanceof OutsideError) return null;
      throw e;
    });
    if (found) return { state: 'sent', carrier: carrier.name, ref: found.ref, repeated: false };
  }
  return null;
}

async function firstThatTakes(
  carriers: readonly Carrier[],
  order: PhoneOrder,
  { by, isRepeat }: { by: PhoneMeans; isRepeat: boolean },
): Promise<HandedOver> {
  const failures: OutsideError[] = [];
  for (const carrier of carriers) {
    try {
      const taken = await (by === 'phone' ? carrier.call?.(order) : carrier.text?.(order));
      // One that did not answer may have taken it all the same.
      const mayBeTwice = isRepeat || failures.some((f) => f.failure === 'transient');
      if (taken) return { state: 'sent', carrier: carrier.name, ref: taken.ref, repeated: mayBeTwice };
    } catch (e) {
      if (!(e instanceof OutsideError)) throw e;
      failures.push(e);
    }
  }
  // What may pass is tried again; else the reason of the one that was asked first.
  throw failures.find((f) => f.passing) ?? failures[0] ?? new ReachError('unsupported', 'no-carrier', { who: by });
}
