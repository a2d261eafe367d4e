import type { Settings, TwilioSettings } from '../../config/settings.ts';
import type { PhoneMeans } from '../../domain/people/carrier-fields.ts';
import { Carrier as CarrierSpec, carriersFor, type Carrier as Spec } from '../../domain/people/carrier.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Carrier } from '../../ports/phone.ts';
import type { Store } from '../../ports/store.ts';

interface CarrierParts {
  readonly configured: () => readonly Named[];
  /** What the environment configures without any file; null: nothing. */
  readonly fromEnv: Spec | null;
  readonly publicUrl: () => string;
  readonly now: () => number;
}

interface Named {
  readonly name: string;
  readonly spec: Spec;
}

type Make = (at: Named, parts: CarrierParts) => Promise<Carrier>;

/** Each is loaded when the first of its type is wanted. */
const makers: {
  readonly [T in Spec['type']]: (at: { name: string; spec: Extract<Spec, { type: T }> }, parts: CarrierParts) => Promise<Carrier>;
} = {
  aliyun: async (at, { now }) => (await import('../../adapters/phone/aliyun/carrier.ts')).aliyunCarrier({ ...at, now }),
  http: async (at, { publicUrl }) => (await import('../../adapters/phone/http/carrier.ts')).httpCarrier({ ...at, publicUrl }),
  twilio: async (at, { publicUrl }) => (await import('../../adapters/phone/twilio/carrier.ts')).twilioCarrier({ ...at, publicUrl }),
};

/** The carriers that are configured now, made anew when what is said of them changes. */
export class Carriers {
  readonly #parts: CarrierParts;
  readonly #made = new Map<string, { said: string; carrier: Promise<Carrier> }>();

  constructor(parts: CarrierParts) {
    this.#parts = parts;
  }

  /** By name; what a file or the console says of `twilio` comes before the environment. */
  get configured(): readonly Named[] {
    const kept = this.#parts.configured();
    const { fromEnv } = this.#parts;
    return fromEnv === null || kept.some(({ name }) => name === fromEnv.type) ? kept : [...kept, { name: fromEnv.type, spec: fromEnv }];
  }

  /** Those that take this number by these means, the first to be tried first. */
  for(to: string, by: PhoneMeans): Promise<Carrier[]> {
    return Promise.all(carriersFor(this.configured, to, by).map((at) => this.#carrier(at)));
  }

  async named(name: string): Promise<Carrier | null> {
    const at = this.configured.find((each) => each.name === name);
    return at ? this.#carrier(at) : null;
  }

  /** With what is said of each. */
  ofType<T extends Spec['type']>(type: T): Promise<{ carrier: Carrier; spec: Extract<Spec, { type: T }> }[]> {
    const all = this.configured.filter(({ spec }) => spec.type === type);
    return Promise.all(all.map(async (at) => ({ carrier: await this.#carrier(at), spec: at.spec as Extract<Spec, { type: T }> })));
  }

  #carrier(at: Named): Promise<Carrier> {
    const said = JSON.stringify(at.spec);
    const known = this.#made.get(at.name);
    if (known?.said === said) return known.carrier;
    const carrier = (makers[at.spec.type] as Make)(at, this.#parts);
    this.#made.set(at.name, { said, carrier });
    return carrier;
  }
}

/** Those of the files, the console and the environment. A demo reaches nobody’s phone, whatever is configured in it. */
export function carriersOf(
  { twilio }: Pick<Settings, 'twilio'>,
  { store, clock, publicUrl, isDemo }: { store: Store; clock: Clock; publicUrl: () => string; isDemo: boolean },
): Carriers {
  return new Carriers({
    configured: () => (isDemo ? [] : store.resources().all('carrier')),
    fromEnv: twilio && ofSettings(twilio),
    publicUrl,
    now: () => clock.now(),
  });
}

/** What is not said is left out. */
function ofSettings(twilio: TwilioSettings): Spec {
  const said = Object.entries(twilio).filter(([, value]) => value !== null);
  return CarrierSpec.parse({ type: 'twilio', ...Object.fromEntries(said) });
}
