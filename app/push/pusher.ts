import { createHash } from 'node:crypto';
import { OutsideError, ReachError } from '../../ports/errors.ts';
import type { Ntfy, PushKeys, PushNote, PushSubscription, WebPush } from '../../ports/push.ts';
import type { PushDevice } from '../../ports/push-devices.ts';
import type { AuditRow, Store } from '../../ports/store.ts';
import type { Seal } from '../access/seal.ts';

export interface PusherParts {
  readonly store: Pick<Store, 'push' | 'resources'>;
  readonly seal: Seal;
  readonly web: WebPush;
  /** null: no ntfy server is configured. */
  readonly ntfy: Ntfy | null;
  readonly now: () => number;
  /** Where browsers find us: a push service that has a complaint finds us there too. */
  readonly origin: () => string;
}

const keysAt = 'push_key/web-push/sealed';
const placeOf = (id: string): string => `push_device/${id}/sealed`;

/** Reaches people on their phones and browsers: the topic written for them at the ntfy server, and every browser they have registered. */
export class Pusher {
  readonly #parts: PusherParts;

  constructor(parts: PusherParts) {
    this.#parts = parts;
  }

  get ntfy(): Ntfy | null {
    return this.#parts.ntfy;
  }

  /** Made at first use. */
  async publicKey(): Promise<string> {
    return (await this.#keys()).publicKey;
  }

  devices(person: string): Promise<PushDevice[]> {
    return this.#parts.store.push.of(person);
  }

  takes(endpoint: string): boolean {
    return this.#parts.web.takes(endpoint);
  }

  async register(person: string, subscription: PushSubscription, { agent, audit }: { agent: string; audit: AuditRow }): Promise<void> {
    const { store, seal, now } = this.#parts;
    const id = createHash('sha256').update(subscription.endpoint).digest('base64url').slice(0, 22);
    const sealed = seal.close(JSON.stringify(subscription), placeOf(id));
    await store.push.keep({ id, person, sealed, agent, madeAt: now() }, audit);
  }

  /** Everything there is at once. One that takes it is enough; a browser that has withdrawn is forgotten. Throws a ReachError when none did. */
  async send(person: string, note: PushNote): Promise<void> {
    const { store, ntfy } = this.#parts;
    const topic = store.resources().get('person', person)?.spec.ntfy;
    const devices = await this.devices(person);
    const ways = devices.map((device) => this.#sendTo(device, note));
    if (topic !== undefined && ntfy) ways.push(ntfy.send(topic, note));
    const outcomes = await Promise.allSettled(ways);
    if (outcomes.some(({ status }) => status === 'fulfilled')) return;
    const failures = outcomes.flatMap((o) => (o.status === 'rejected' ? [o.reason as unknown] : []));
    // What may pass is tried again.
    const passing = failures.find((e) => !(e instanceof OutsideError) || e.passing);
    throw (
      passing ??
      failures[0] ??
      new ReachError('unsupported', 'no-push', { who: person, fix: 'Register a browser under Me, or add ntfy to the person' })
    );
  }

  async #sendTo(device: PushDevice, note: PushNote): Promise<void> {
    const { web, store, seal, now, origin } = this.#parts;
    const to = JSON.parse(seal.open(device.sealed, placeOf(device.id))) as PushSubscription;
    const contact = origin().startsWith('https:') ? origin() : 'mailto:tocsin@localhost';
    try {
      await web.send(to, note, { keys: await this.#keys(), contact, now: now() });
    } catch (e) {
      if (e instanceof ReachError && e.why.code === 'push-gone') await store.push.drop(device, null);
      throw e;
    }
  }

  async #keys(): Promise<PushKeys> {
    const { store, seal, web } = this.#parts;
    const sealed = await store.push.keys(async () => seal.close(JSON.stringify(await web.newKeys()), keysAt));
    return JSON.parse(seal.open(sealed, keysAt)) as PushKeys;
  }
}
