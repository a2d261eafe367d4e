import { z } from 'zod';
import { Said, SaidTexts, SaidWords } from '../../../domain/text/said.ts';

/** An alert of Alerta as its API and plugins know it; only the fields that are used. */
export const Alert = z.object({
  id: Said,
  resource: z.string('is missing; this door takes the alerts of Alerta').min(1, 'is empty'),
  event: z.string('is missing; this door takes the alerts of Alerta').min(1, 'is empty'),
  environment: Said,
  customer: Said,
  severity: Said,
  correlate: SaidWords,
  status: Said,
  service: SaidWords,
  group: Said,
  value: Said,
  text: Said,
  tags: SaidWords,
  attributes: SaidTexts,
  origin: Said,
  lastReceiveTime: Said,
  receiveTime: Said,
  updateTime: Said,
  href: Said,
  /** Who did it, which our plugin adds. */
  by: Said,
});
export type Alert = z.output<typeof Alert>;
/** Bare, or as the API answers it. */
export const Sent = z.union([z.object({ alert: z.looseObject({}) }).transform((sent) => sent.alert), z.looseObject({})]);
