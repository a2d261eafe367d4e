import { z } from 'zod';

/** SEV1 is the worst. */
export const Severity = z.enum(['SEV1', 'SEV2', 'SEV3', 'SEV4']);
export type Severity = z.output<typeof Severity>;

/** SEV1 and SEV2 page by the person's `important` rules. */
export const isImportant = (s: Severity): boolean => s === 'SEV1' || s === 'SEV2';

/** Whether one is at most as bad as the other. */
export const isNoWorse = (one: Severity, than: Severity): boolean => one >= than;
