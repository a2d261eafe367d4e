import { z } from 'zod';
import type { Limits } from '../line/throttle.ts';

/** What a carrier can do: call a number and read something out, or send it a text. */
export const PhoneMeans = z.enum(['phone', 'sms']);
export type PhoneMeans = z.output<typeof PhoneMeans>;

const isWebUrl = (text: string): boolean => URL.canParse(text) && /^https?:/iu.test(text);
const WebUrl = z.string().refine(isWebUrl, 'is not a web address; write one that begins with https:// or http://');
const PhoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{4,14}$/u, 'is not a phone number; write + and the country code, digits only, such as +14155550100');
const Secret = z.string().min(1);

/** What every carrier says: `for` what it is used, for which numbers (`+86`: those that begin so; none: all), and how gladly (higher first).
 *  A number goes to the carrier with the longest beginning of it, then the highest priority, then by name. */
const common = {
  displayName: z.string().min(1).max(100).optional(),
  for: z.array(PhoneMeans).min(1).default(['phone', 'sms']),
  numbers: z.array(z.string().regex(/^\+\d{1,15}$/u, 'is not how a number begins; write + and digits, such as +86')).default([]),
  priority: z.number().int().min(-1000).max(1000).default(0),
};

/** Twilio, or what speaks its API at another `url`. `secondAuthToken` counts for signatures too, while tokens are changed.
 *  `detectMachines` asks Twilio to guess who picked up: it is shown, and acknowledges nothing. */
export const TwilioCarrier = z.strictObject({
  type: z.literal('twilio'),
  ...common,
  accountSid: z.string().regex(/^AC[0-9a-zA-Z]{6,40}$/u, 'is not an account SID; it begins with AC, see the Twilio console'),
  authToken: Secret,
  secondAuthToken: Secret.optional(),
  from: PhoneNumber,
  /** Who texts come from, where it is not `from`: a number, a name, or a messaging service (MG…). */
  smsFrom: z.string().min(1).max(40).optional(),
  url: WebUrl.optional(),
  ringSeconds: z.number().int().min(5).max(600).default(45),
  detectMachines: z.boolean().default(false),
  voices: z.strictObject({ zh: z.string().min(1).optional(), en: z.string().min(1).optional() }).default({}),
});
export type TwilioCarrier = z.output<typeof TwilioCarrier>;

/** Somebody who carries calls and texts to people's phones. */
export const Carrier = z.discriminatedUnion('type', [TwilioCarrier], {
  error: 'is no type of carrier; write type: twilio',
});
export type Carrier = z.output<typeof Carrier>;

/** How often a carrier calls or texts one number, by its own account; beyond that it refuses. None: as often as it is told to. */
export const limitsOf = (spec: Pick<Carrier, 'type'>, by: PhoneMeans): Limits => calleeLimits[spec.type][by];

const calleeLimits: Readonly<Record<Carrier['type'], Readonly<Record<PhoneMeans, Limits>>>> = {
  twilio: { phone: [], sms: [] },
};

type Choosable = Pick<Carrier, 'for' | 'numbers' | 'priority'>;

/** The carriers that take this number by these means, the first to be tried first. */
export function carriersFor<C extends { readonly name: string; readonly spec: Choosable }>(
  all: readonly C[],
  to: string,
  by: PhoneMeans,
): C[] {
  const known = (spec: Choosable): number =>
    spec.numbers.length === 0 ? 0 : Math.max(-1, ...spec.numbers.filter((prefix) => to.startsWith(prefix)).map((prefix) => prefix.length));
  return all
    .filter(({ spec }) => spec.for.includes(by) && known(spec) >= 0)
    .toSorted((a, b) => known(b.spec) - known(a.spec) || b.spec.priority - a.spec.priority || (a.name < b.name ? -1 : 1));
}
