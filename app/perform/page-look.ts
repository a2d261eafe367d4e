import { isFinal } from '../../domain/page/report.ts';
import type { Performer } from '../road/outbox.ts';
import { orderId } from './page-phone.ts';
import type { PerformParts } from './parts.ts';

/** Asks the carrier of an attempt how far it is. */
export const pageLook = ({ store, carriers }: PerformParts): Performer<'page.look'> => ({
  type: 'page.look',
  async perform({ page: of, attempt: index }) {
    const page = await store.state('page', of);
    const attempt = page?.attempts[index];
    const to = page && store.resources().get('person', page.person)?.spec.phone;
    if (!attempt?.ref || isFinal(attempt) || !to || (attempt.by !== 'phone' && attempt.by !== 'sms'))
      return { dropped: 'nothing to ask for' };
    const carrier = await carriers.named(attempt.carrier ?? '');
    const report = await carrier?.look?.({ id: orderId(of, index), ref: attempt.ref, by: attempt.by, to, since: attempt.at });
    if (!carrier || !report) return { dropped: 'the carrier says nothing of it' };
    // Asked for, it has no place among the numbered ones.
    return { echo: [{ type: 'page.reported', data: { attempt: index, carrier: carrier.name, report: { ...report, seq: null } } }] };
  },
});
