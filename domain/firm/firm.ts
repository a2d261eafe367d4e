import { z } from 'zod';
import { Target } from '../escalation/policy.ts';
import { Zone } from '../time/zone.ts';

const LabelNames = z.array(z.string().min(1)).max(20);

/** When alerts are a storm: so many alert groups with something in common within so many seconds. They have in common their system, one that
 *  theirs cannot work without, or a label of `labels`; of what half the firm has in common (`wideLabels`) it takes `wideGroups`.
 *  What follows a like one within seconds waits `holdSeconds`, to see whether it is one of many. */
export const StormLimits = z.strictObject({
  groups: z.number().int().min(2).max(1000).default(5),
  wideGroups: z.number().int().min(2).max(1000).default(20),
  withinSeconds: z.number().min(1).max(3600).default(60),
  holdSeconds: z.number().min(0).max(30).default(2),
  labels: LabelNames.default(['instance', 'host', 'hostname', 'node', 'namespace', 'rack', 'alertname']),
  wideLabels: LabelNames.default(['cluster', 'zone', 'datacenter', 'dc', 'site', 'region']),
});

/** The one firm this Tocsin serves. `zone` decides whose day an incident number counts; `locale` speaks where no single reader is known (rooms, channels, the wall);
 *  `lastResort` is called where a policy reaches nobody and names no last resort of its own. */
export const Firm = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  zone: Zone.optional(),
  locale: z.enum(['zh-CN', 'en']).optional(),
  storm: StormLimits.optional(),
  lastResort: Target.optional(),
});
export type Firm = z.output<typeof Firm>;
