import { z } from 'zod';

/** What a carrier can do: call a number and read something out, or send it a text. */
export const PhoneMeans = z.enum(['phone', 'sms']);
export type PhoneMeans = z.output<typeof PhoneMeans>;

export const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:/iu.test(text);
export const WebUrl = z.string().refine(isWebUrl, 'is not a web address; write one that begins with https:// or http://');
export const PhoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{4,14}$/u, 'is not a phone number; write + and the country code, digits only, such as +14155550100');
export const Secret = z.string().min(1);

/** What every carrier says: `for` what it is used, for which numbers (`+86`: those that begin so; none: all), and how gladly (higher first).
 *  A number goes to the carrier with the longest beginning of it, then the highest priority, then by name. */
export const common = {
  displayName: z.string().min(1).max(100).optional(),
  for: z.array(PhoneMeans).min(1).default(['phone', 'sms']),
  numbers: z.array(z.string().regex(/^\+\d{1,15}$/u, 'is not how a number begins; write + and digits, such as +86')).default([]),
  priority: z.number().int().min(-1000).max(1000).default(0),
};
