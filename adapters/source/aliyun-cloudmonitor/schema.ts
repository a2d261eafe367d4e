import { z } from 'zod';
import { Said } from '../../../domain/text/said.ts';

/** The callback of a threshold rule of CloudMonitor, a form; only the fields that are used. */
export const Callback = z.object({
  alertName: z.string('is missing; this door takes the callback of a threshold rule of CloudMonitor').min(1, 'is empty'),
  alertState: z.enum(['OK', 'ALERT', 'INSUFFICIENT_DATA'], 'is none of OK, ALERT and INSUFFICIENT_DATA'),
  ruleId: Said,
  userId: Said,
  curValue: Said,
  /** `{userId=1, instanceId=i-1}`, or JSON. */
  dimensions: z.unknown().optional(),
  expression: Said,
  instanceName: Said,
  metricName: Said,
  metricProject: Said,
  namespace: Said,
  regionName: Said,
  triggerLevel: Said,
  timestamp: Said,
});
