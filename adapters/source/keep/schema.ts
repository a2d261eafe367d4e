import { z } from 'zod';
import { Said, SaidTexts, SaidWords } from '../../../domain/text/said.ts';

/** An alert of Keep as its workflows know it; only the fields that are used. */
export const Alert = z.object({
  fingerprint: z.string('is missing; it names the alert').min(1, 'is empty; it names the alert'),
  name: Said,
  status: z.string('is missing; it is firing, resolved, acknowledged or suppressed').min(1, 'is empty'),
  severity: Said,
  message: Said,
  description: Said,
  lastReceived: Said,
  firingStartTime: Said,
  startedAt: Said,
  endsAt: Said,
  url: Said,
  environment: Said,
  service: Said,
  source: SaidWords,
  labels: SaidTexts,
  assignee: Said,
  dismissed: z.boolean().nullish().catch(false),
});

/** Bare, in a list, or as the workflow wraps it. */
export const Sent = z.union([
  z.array(z.unknown()),
  z.object({ alerts: z.array(z.unknown()) }).transform((sent) => sent.alerts),
  z.object({ alert: z.looseObject({}) }).transform((sent): unknown[] => [sent.alert]),
  z.looseObject({}).transform((sent): unknown[] => [sent]),
]);
