import type { Channel, Json } from './records.ts';
import { channelType } from './as-json.ts';

/** What an app's manifest says, as far as it matters here. */
export interface Manifest {
  readonly features?: {
    readonly slash_commands?: readonly { readonly command: string; readonly description?: string }[];
    readonly shortcuts?: readonly Shortcut[];
  };
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } };
  readonly settings?: { readonly event_subscriptions?: { readonly bot_events?: readonly string[] } };
}

export interface Shortcut {
  readonly name: string;
  readonly type: 'message' | 'global';
  readonly callback_id: string;
}

const families = { channel: 'message.channels', group: 'message.groups', im: 'message.im', mpim: 'message.mpim' };

/** The app as it is installed. Without a manifest everything is there and everything is subscribed to. */
export class Installed {
  readonly manifest: Manifest | null;

  constructor(manifest: Manifest | null = null) {
    this.manifest = manifest;
  }

  get shortcuts(): readonly Shortcut[] {
    return this.manifest?.features?.shortcuts ?? [];
  }

  /** @throws {Error} where the manifest has no such command. */
  mustHaveCommand(command: string): void {
    const all = this.manifest?.features?.slash_commands?.map((each) => each.command);
    if (all && !all.includes(command)) throw new Error(`${command} is not a valid command; there are: ${all.join(', ')}`);
  }

  /** @throws {Error} where the manifest has no such shortcut. */
  mustHaveShortcut(callbackId: string, type: Shortcut['type']): void {
    if (this.manifest && !this.shortcuts.some((each) => each.callback_id === callbackId && each.type === type))
      throw new Error(`there is no ${type} shortcut ${callbackId}; there are: ${this.shortcuts.map((s) => s.callback_id).join(', ')}`);
  }

  isSubscribed(event: Json, channel: Channel | undefined): boolean {
    const events = this.manifest?.settings?.event_subscriptions?.bot_events;
    if (!this.manifest) return true;
    const type = event['type'] === 'message' && channel ? families[channelType(channel)] : String(event['type']);
    return events?.includes(type) ?? false;
  }
}
