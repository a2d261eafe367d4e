import { z } from 'zod';
import type { Limits } from '../line/throttle.ts';
import { AliyunCarrier } from './carrier-aliyun.ts';
import { common, PhoneNumber, Secret, WebUrl, type PhoneMeans } from './carrier-fields.ts';
import { HttpCarrier } from './carrier-http.ts';

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
export const Carrier = z.discriminatedUnion('type', [TwilioCarrier, AliyunCarrier, HttpCarrier], {
  error: 'is no type of carrier; write type: twilio, aliyun or http',
});
export type Carrier = z.output<typeof Carrier>;

/** How often a carrier calls or texts one number, by its own account; beyond that it refuses. None: as often as it is told to. */
export const limitsOf = (spec: Pick<Carrier, 'type'>, by: PhoneMeans): Limits => calleeLimits[spec.type][by];

const calleeLimits: Readonly<Record<Carrier['type'], Readonly<Record<PhoneMeans, Limits>>>> = {
  twilio: { phone: [], sms: [] },
  // https://help.aliyun.com/document_detail/114036.htm
  aliyun: {
    phone: [
      { count: 1, perMinutes: 1 },
      { count: 5, perMinutes: 60 },
      { count: 20, perMinutes: 1_440 },
    ],
    sms: [],
  },
  http: { phone: [], sms: [] },
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
