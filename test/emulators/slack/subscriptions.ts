import { channelType } from './as-json.ts';
import type { Channel, Json } from './records.ts';

interface Happened {
  readonly event: Json;
  readonly channel: Channel | undefined;
  readonly bot: string;
  readonly scopes: ReadonlySet<string>;
}

const history = { channel: 'channels:history', group: 'groups:history', im: 'im:history', mpim: 'mpim:history' };

/** The scope for each event, and whether the bot must be in the channel. */
const rules: Readonly<Record<string, { readonly scope: string | null; readonly inside: boolean }>> = {
  app_mention: { scope: 'app_mentions:read', inside: true },
  reaction_added: { scope: 'reactions:read', inside: true },
  reaction_removed: { scope: 'reactions:read', inside: true },
  member_joined_channel: { scope: 'channels:read', inside: true },
  member_left_channel: { scope: 'channels:read', inside: true },
  channel_left: { scope: 'channels:read', inside: true },
  channel_created: { scope: 'channels:read', inside: false },
  channel_archive: { scope: 'channels:read', inside: false },
  channel_unarchive: { scope: 'channels:read', inside: false },
  channel_rename: { scope: 'channels:read', inside: false },
  group_left: { scope: 'groups:read', inside: true },
  group_archive: { scope: 'groups:read', inside: true },
  group_unarchive: { scope: 'groups:read', inside: true },
  group_rename: { scope: 'groups:read', inside: true },
  pin_added: { scope: 'pins:read', inside: true },
  pin_removed: { scope: 'pins:read', inside: true },
  file_shared: { scope: 'files:read', inside: true },
  team_join: { scope: 'users:read', inside: false },
  user_change: { scope: 'users:read', inside: false },
  subteam_members_changed: { scope: 'usergroups:read', inside: false },
  app_home_opened: { scope: null, inside: false },
  assistant_thread_started: { scope: 'assistant:write', inside: false },
  assistant_thread_context_changed: { scope: 'assistant:write', inside: false },
};

/** Whether the app hears of it: it needs the scope, and for most things its bot must be where it happened. */
export function isTold({ event, channel, bot, scopes }: Happened): boolean {
  const isInside = channel?.members.has(bot) ?? false;
  const type = String(event['type']);
  if (type === 'message') return channel !== undefined && isInside && scopes.has(history[channelType(channel)]);
  const rule = rules[type];
  if (!rule) return false;
  const scope = channel?.is_private ? rule.scope?.replace('channels:', 'groups:') : rule.scope;
  return (scope === null || scope === undefined || scopes.has(scope)) && (!rule.inside || isInside);
}
