import { z } from 'zod';
import { Said, SaidTexts, SaidWords } from '../../../domain/text/said.ts';

/** An event of Nightingale 6 and newer, as its callback sends it; only the fields that are used. Its `hash` holds the severity, so it names no alert. */
export const Event = z.object({
  id: Said,
  cluster: Said,
  datasource_id: Said,
  group_name: Said,
  rule_id: Said,
  rule_name: z.string('is missing; this door takes the events of Nightingale'),
  rule_note: Said,
  severity: Said,
  prom_ql: Said,
  runbook_url: Said,
  target_ident: Said,
  trigger_value: Said,
  /** Seconds. */
  trigger_time: Said,
  first_trigger_time: Said,
  last_eval_time: Said,
  recover_time: Said,
  /** `name=value`. */
  tags: SaidWords,
  tags_map: SaidTexts,
  annotations: SaidTexts,
  is_recovered: z.boolean('is missing; this door takes the events of Nightingale'),
  claimant: Said,
});
export type Event = z.output<typeof Event>;

/** One event, a list of them where it batches, or a list at `events`. */
export const Sent = z.union([
  z.array(z.unknown()),
  z.object({ events: z.array(z.unknown()) }).transform((sent) => sent.events),
  z.unknown().transform((sent): unknown[] => [sent]),
]);
