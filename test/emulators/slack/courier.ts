import { randomUUID } from 'node:crypto';
import { plain, type Channel, type Json } from './records.ts';
import { isTold } from './subscriptions.ts';
import type { Workspace } from './workspace.ts';

export type Kind = 'events_api' | 'slash_commands' | 'interactive';

export interface Parcel {
  readonly kind: Kind;
  /** The same in every delivery of the same thing. */
  readonly envelopeId: string;
  readonly body: Json;
  /** Whether an answer may say more than that it came. */
  readonly isAnswerable: boolean;
  readonly retry?: { readonly count: number; readonly reason: string };
}

export interface Receipt {
  readonly acked: boolean;
  /** What the app answered; `{}` if nothing. */
  readonly payload: Json;
  readonly tookMs: number;
  /** Why it was not acked, in Slack's words: `http_timeout`, `http_error`, `connection_failed`; '' if it was. */
  readonly reason: string;
  /** The app asked not to be told again. */
  readonly isFinal?: boolean;
}

/** How things get to the app. */
export interface Line {
  /** Whether the app was ever there: Slack sends nothing to an app that never was. */
  readonly isKnown: boolean;
  carry(parcel: Parcel): Promise<Receipt>;
}

export interface Delivery extends Receipt {
  readonly kind: Kind;
  /** The event's id, or the envelope's. */
  readonly key: string;
  readonly body: Json;
  /** Delivers the very same once more. */
  again(): Promise<Delivery>;
}

/** Takes everything to the app, waits for its acknowledgement and remembers what was not acknowledged. */
export class Courier {
  readonly deliveries: Delivery[] = [];
  line: Line;
  readonly #w: Workspace;
  readonly #scopes: ReadonlySet<string>;
  #unacked: { readonly parcel: Parcel; readonly count: number; readonly reason: string }[] = [];
  #collecting: Promise<Delivery>[] | null = null;

  constructor(w: Workspace, scopes: ReadonlySet<string>, line: Line) {
    this.#w = w;
    this.#scopes = scopes;
    this.line = line;
  }

  /** Events to which this leads, once the app has answered to all of them. */
  async during(act: () => void): Promise<Delivery[]> {
    const collected: Promise<Delivery>[] = [];
    this.#collecting = collected;
    try {
      act();
    } finally {
      this.#collecting = null;
    }
    return Promise.all(collected);
  }

  /** An event, if the app has the scopes for it and its bot is there. */
  tell(event: Json, channel: Channel | undefined): void {
    if (!this.line.isKnown || !this.#w.app.isSubscribed(event, channel)) return;
    if (!isTold({ event, channel, bot: this.#w.bot.user, scopes: this.#scopes })) return;
    const body = {
      token: 'verification-token',
      team_id: this.#w.team.id,
      context_team_id: this.#w.team.id,
      api_app_id: this.#w.bot.app_id,
      event: JSON.parse(JSON.stringify(event)) as Json,
      type: 'event_callback',
      event_id: this.#w.ids.next('Ev'),
      event_time: this.#w.seconds,
      authorizations: [
        { enterprise_id: null, team_id: this.#w.team.id, user_id: this.#w.bot.user, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
    };
    const delivery = this.#deliver({ kind: 'events_api', envelopeId: randomUUID(), body, isAnswerable: false });
    this.#collecting?.push(delivery);
  }

  /** What somebody asks of the app and waits for. */
  ask(kind: Kind, body: Json): Promise<Delivery> {
    const isAnswerable = kind === 'slash_commands' || body['type'] === 'view_submission' || body['type'] === 'block_suggestion';
    return this.#deliver({ kind, envelopeId: randomUUID(), body, isAnswerable });
  }

  /** Events that were not acknowledged and are still to be delivered again. */
  get unacked(): number {
    return this.#unacked.length;
  }

  /** Delivers each unacknowledged event once more, as Slack does at once, after a minute and after five. */
  async retry(): Promise<Delivery[]> {
    const all = this.#unacked.splice(0);
    return Promise.all(all.map(({ parcel, count, reason }) => this.#deliver({ ...parcel, retry: { count: count + 1, reason } })));
  }

  async #deliver(parcel: Parcel): Promise<Delivery> {
    const receipt = await this.line.carry(parcel);
    const key = plain(parcel.body['event_id']) || parcel.envelopeId;
    const delivery = { ...receipt, kind: parcel.kind, key, body: parcel.body, again: () => this.#deliver(againOf(parcel)) };
    this.deliveries.push(delivery);
    const count = parcel.retry?.count ?? 0;
    if (!receipt.acked && !receipt.isFinal && parcel.kind === 'events_api' && count < 3)
      this.#unacked.push({ parcel, count, reason: receipt.reason });
    this.#w.changed();
    return delivery;
  }
}

function againOf(parcel: Parcel): Parcel {
  return parcel.kind === 'events_api' ? { ...parcel, retry: { count: (parcel.retry?.count ?? 0) + 1, reason: 'http_timeout' } } : parcel;
}
