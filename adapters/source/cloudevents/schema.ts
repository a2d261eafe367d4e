import { z } from 'zod';
import { Said, SaidTexts } from '../../../domain/text/said.ts';

const missing = 'is missing; an event has at least specversion, id, source and type';
const Required = z.string(missing).min(1, missing);

/** A CloudEvent 1.0 with the extensions that say what an alert is; only the fields that are used. */
export const Event = z.object({
  specversion: z.string(missing).regex(/^1\.\d+$/u, 'is not 1.0; this door takes CloudEvents 1.0'),
  id: Required,
  source: Required,
  type: Required,
  subject: Said,
  time: Said,
  datacontenttype: Said,
  data: z.unknown().optional(),
  data_base64: Said,
  dedupkey: Said,
  severity: Said,
  status: Said,
});
export type Event = z.output<typeof Event>;

/** What the data says of the alert, where it speaks as most do. */
export const Data = z
  .object({
    alertname: Said,
    name: Said,
    title: Said,
    summary: Said,
    message: Said,
    description: Said,
    status: Said,
    state: Said,
    severity: Said,
    level: Said,
    url: Said,
    labels: SaidTexts,
  })
  .partial();
export type Data = z.output<typeof Data>;
