import { z } from 'zod';

/** As iCalendar writes them, Monday first. */
export const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export const Day = z.enum(days);
export type Day = z.output<typeof Day>;
