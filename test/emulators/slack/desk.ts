import { channelType, messageJson, viewJson } from './as-json.ts';
import type { Courier, Delivery, Kind } from './courier.ts';
import { refuse, type Channel, type Json, type Message, type View } from './records.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import type { Workspace } from './workspace.ts';

/** Shown to somebody by Slack because the app did not do its part. */
export interface Warning {
  readonly user: string;
  readonly code: 'operation_timeout' | 'dispatch_failed' | 'invalid_answer';
  readonly about: string;
}

/** What a doing led to. */
export interface Outcome {
  /** Whether everything that was delivered was acknowledged in time; false where nothing was. */
  readonly acked: boolean;
  readonly payload: Json;
  readonly tookMs: number;
  /** The event's or envelope's id; '' where nothing was delivered. */
  readonly key: string;
  readonly deliveries: readonly Delivery[];
  /** Delivers the very same once more. */
  again(): Promise<Outcome>;
}

export function outcomeOf(deliveries: readonly Delivery[], key?: string): Outcome {
  const first = deliveries.find((each) => each.key === key) ?? deliveries[0];
  return {
    acked: deliveries.length > 0 && deliveries.every(({ acked }) => acked),
    payload: first?.payload ?? {},
    tookMs: Math.max(0, ...deliveries.map(({ tookMs }) => tookMs)),
    key: first?.key ?? '',
    deliveries,
    again: async () => outcomeOf(await Promise.all(deliveries.map((each) => each.again())), key),
  };
}

/** Where people's doings become payloads for the app. */
export class Desk {
  readonly warnings: Warning[] = [];
  readonly w: Workspace;
  readonly courier: Courier;
  readonly urls: ResponseUrls;
  readonly #triggers: Triggers;

  constructor(w: Workspace, parts: { courier: Courier; urls: ResponseUrls; triggers: Triggers }) {
    this.w = w;
    this.courier = parts.courier;
    this.urls = parts.urls;
    this.#triggers = parts.triggers;
  }

  /** What stands in every payload of an interaction of `user`. */
  interaction(user: string): Json {
    const { name, teamId } = this.w.users.get(user) ?? refuse('user_not_found');
    return {
      user: { id: user, username: name, name, team_id: teamId },
      team: { id: this.w.team.id, domain: this.w.team.domain },
      enterprise: null,
      is_enterprise_install: false,
      api_app_id: this.w.bot.app_id,
      token: 'verification-token',
      trigger_id: this.#triggers.make(user),
    };
  }

  /** Where a message stands, for the payload of a press on it. */
  place(user: string, channel: Channel, message: Message): Json {
    const isEphemeral = message.ephemeralTo !== undefined;
    const thread = message.thread_ts === undefined ? {} : { thread_ts: message.thread_ts };
    return {
      container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: isEphemeral, ...thread },
      channel: { id: channel.id, name: nameOf(channel) },
      // Slack does not send along what only one person sees.
      ...(isEphemeral ? {} : { message: messageJson(this.w, message) }),
      response_url: this.urls.make({ channel, user, message }),
    };
  }

  viewPlace(view: View): Json {
    return { container: { type: 'view', view_id: view.id }, view: viewJson(this.w, view) };
  }

  /** Asks the app and waits; the user is warned if it does not answer. */
  async asks(user: string, kind: Kind, body: Json): Promise<Delivery> {
    const delivery = await this.courier.ask(kind, body);
    const code = delivery.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
    if (!delivery.acked) this.warns({ user, code, about: String(body['command'] ?? body['type']) });
    return delivery;
  }

  warns(warning: Warning): void {
    this.warnings.push(warning);
    this.w.changed();
  }
}

export function nameOf(channel: Channel): string {
  const type = channelType(channel);
  return type === 'im' ? 'directmessage' : type === 'mpim' ? 'mpdm' : channel.name;
}
