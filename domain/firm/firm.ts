import { z } from 'zod';
import { Zone } from '../time/zone.ts';

/** When alerts are a storm: so many alert groups with something in common within so many seconds. What follows a like one within seconds waits
 *  `holdSeconds` to see whether it is one of many. They have in common their system, one that theirs cannot work without, or a label of `labels`. */
export const StormLimits = z.strictObject({
  groups: z.number().int().min(2).max(1000).default(5),
  withinSeconds: z.number().min(1).max(3600).default(60),
  holdSeconds: z.number().min(0).max(30).default(2),
  labels: z
    .array(z.string().min(1))
    .max(20)
    .default([
      'instance',
      'host',
      'hostname',
      'node',
      'namespace',
      'cluster',
      'rack',
      'zone',
      'datacenter',
      'dc',
      'site',
      'region',
      'alertname',
    ]),
});

/** The one firm this Tocsin serves. `zone` decides whose day an incident number counts; `locale` speaks where no single reader is known (rooms, channels, the wall). */
export const Firm = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  zone: Zone.optional(),
  locale: z.enum(['zh-CN', 'en']).optional(),
  storm: StormLimits.optional(),
});
export type Firm = z.output<typeof Firm>;
