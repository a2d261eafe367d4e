import { z } from 'zod';
import { Zone } from '../time/zone.ts';

/** The one firm this Tocsin serves. `zone` decides whose day an incident number counts; `locale` speaks where no single reader is known (rooms, channels, the wall). */
export const Firm = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  zone: Zone.optional(),
  locale: z.enum(['zh-CN', 'en']).optional(),
});
export type Firm = z.output<typeof Firm>;
