import { z } from 'zod';

/** True for IANA names such as Asia/Shanghai and for UTC. Bare offsets (+08:00) are no zones: they forget the clock changes. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/u.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const Zone = z.string().refine(isZone, 'is not a time zone; write an IANA name such as Asia/Shanghai, Europe/London or UTC');
export type Zone = z.output<typeof Zone>;
