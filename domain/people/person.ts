import { z } from 'zod';
import { Zone } from '../time/zone.ts';
import { QuietHours } from './quiet-hours.ts';

/** What a person may do anywhere in Tocsin; incident roles (commander, scribe…) are something else. */
export const Role = z.enum(['viewer', 'responder', 'operator', 'duty-manager', 'change-manager', 'auditor', 'admin']);
export type Role = z.output<typeof Role>;

/** How a person can be reached. `ring` is the urgent mention inside a chat, `phone` a call that must be answered with a key. */
export const Means = z.enum(['chat', 'ring', 'sms', 'phone', 'email', 'push']);
export type Means = z.output<typeof Means>;

/** One attempt: minutes after the page began (0 = at once, at most a day), and by what. */
export const Rule = z.strictObject({ afterMinutes: z.number().min(0).max(1440), by: Means });
export type Rule = z.output<typeof Rule>;

/** A user id or address per chat platform (`slack: U0ANA000000`). Written in a file it counts as verified. */
export const ChatIds = z.record(
  z.string().regex(/^[a-z][a-z0-9-]*$/u, 'is not a platform; write its name in small letters, such as slack or wecom'),
  z.string().min(1),
);
export type ChatIds = z.output<typeof ChatIds>;

const Phone = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/u, 'is not a phone number; write + and the country code, digits only, such as +8613800000001');

/** Somebody who can be called, mentioned and given roles. Without `rules` Tocsin tries chat and ring, then all there is.
 *  `quiet`: wall times in their zone, else the firm's, in which SEV3 and SEV4 only write to them; the rest is tried when they end. */
export const Person = z.strictObject({
  displayName: z.string().min(1).max(100).optional(),
  locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
  zone: Zone.optional(),
  roles: z.array(Role).default(['responder']),
  email: z.email('is not an e-mail address; write it like ana@example.com').optional(),
  phone: Phone.optional(),
  /** The topic of theirs at the ntfy server. */
  ntfy: z
    .string()
    .regex(/^[\w-]{1,64}$/u, 'is not a topic; write letters, digits, - and _ only')
    .optional(),
  chat: ChatIds.default({}),
  rules: z.strictObject({ default: z.array(Rule).optional(), important: z.array(Rule).optional() }).optional(),
  quiet: QuietHours.optional(),
});
export type Person = z.output<typeof Person>;
