import { z } from 'zod';
import type { ReportWord } from '../../../domain/page/report.ts';

const words: readonly [ReportWord, ...ReportWord[]] = [
  'queued',
  'sent',
  'ringing',
  'answered',
  'delivered',
  'completed',
  'busy',
  'no-answer',
  'failed',
  'refused',
  'undelivered',
];
const Status = z.enum(words);

/** What a gateway reports: how far a call or text is, a key that was pressed, or a text somebody sent. `id` is ours, `ref` its own. */
export const GatewayReport = z.union([
  z.object({ id: z.string(), ref: z.string().optional(), digit: z.string().regex(/^[\d*#]$/u) }),
  z.object({
    id: z.string(),
    ref: z.string().optional(),
    status: Status,
    seq: z.number().int().min(0).optional(),
    reason: z.string().max(300).optional(),
  }),
  z.object({ from: z.string(), text: z.string().max(2_000), ref: z.string().min(1) }),
]);

/** What it answers when it is asked how far something is. */
export const GatewayAnswer = z.object({ status: Status, reason: z.string().max(300).optional() });
