import type { Channel, File, Json, Message, User, Usergroup, View } from './records.ts';
import { richTextOf } from './rich-text.ts';
import type { Workspace } from './workspace.ts';

export function messageJson(w: Workspace, m: Message): Json {
  const {
    reactions,
    files,
    channel: _channel,
    bot,
    ephemeralTo: _to,
    streaming,
    isParsedFully: _full,
    icon: _icon,
    broadcast,
    ...rest
  } = m;
  const replies = m.thread_ts === undefined ? repliesTo(w, m) : [];
  return {
    type: 'message',
    ...rest,
    ...(isTyped(m) ? { blocks: [richTextOf(m.text)], team: w.team.id } : {}),
    ...(bot === undefined
      ? {}
      : { bot_id: bot, app_id: w.bot.app_id, team: w.team.id, ...(m.subtype ? {} : { bot_profile: botProfile(w) }) }),
    ...(broadcast ? { subtype: 'thread_broadcast' } : {}),
    ...(typeof streaming === 'number' ? { streaming_state: 'in_progress' } : streaming === null ? { streaming_state: 'completed' } : {}),
    ...(reactions.length > 0 ? { reactions: reactions.map(({ name, users }) => ({ name, users: [...users], count: users.length })) } : {}),
    ...(files.length > 0 ? { files: files.map((file) => fileJson(w, file)), upload: false } : {}),
    ...(replies.length > 0
      ? { thread_ts: m.ts, reply_count: replies.length, latest_reply: replies.at(-1)!.ts, reply_users: [...new Set(replies.map(authorOf))] }
      : {}),
  };
}

/** Whether a person wrote it. */
export function isTyped(m: Message): boolean {
  return m.bot === undefined && m.subtype === undefined && m.text !== '';
}

export function authorOf(m: Message): string {
  return m.user ?? m.bot ?? '';
}

function repliesTo(w: Workspace, m: Message): Message[] {
  const channel = w.channels.find(({ id }) => id === m.channel);
  return channel?.messages.filter((each) => each.thread_ts === m.ts && each.ephemeralTo === undefined) ?? [];
}

function botProfile(w: Workspace): Json {
  return { id: w.bot.bot_id, app_id: w.bot.app_id, name: 'tocsin', deleted: false, updated: 0, team_id: w.team.id, icons: {} };
}

export function channelJson(w: Workspace, c: Channel): Json {
  const said = (value: string): Json => ({ value, creator: value === '' ? '' : w.bot.user, last_set: value === '' ? 0 : w.seconds });
  const isMember = c.members.has(w.bot.user);
  const shared = { id: c.id, created: c.created, is_archived: c.is_archived, is_im: c.kind === 'im', is_mpim: c.kind === 'mpim' };
  if (c.kind === 'im') return { ...shared, is_org_shared: false, user: [...c.members].find((user) => user !== w.bot.user), priority: 0 };
  return {
    ...shared,
    name: c.name,
    name_normalized: c.name,
    is_channel: !c.is_private,
    is_group: false,
    is_private: c.is_private,
    is_general: c.name === 'general',
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_member: isMember,
    context_team_id: w.team.id,
    unlinked: 0,
    updated: w.habits.now(),
    creator: c.creator,
    topic: said(c.topic),
    purpose: said(c.purpose),
    previous_names: [],
    num_members: c.members.size,
    ...(c.canvas ? { properties: { canvas: { file_id: c.canvas.id, is_empty: c.canvas.sections.length === 0 } } } : {}),
  };
}

export function userJson(w: Workspace, u: User, withEmail: boolean): Json {
  return {
    id: u.id,
    team_id: u.teamId,
    name: u.name,
    deleted: u.deleted,
    real_name: u.realName,
    tz: u.tz,
    tz_offset: 28_800,
    is_admin: false,
    is_bot: u.isBot,
    is_app_user: false,
    is_restricted: u.isRestricted,
    is_ultra_restricted: false,
    is_email_confirmed: u.isEmailConfirmed,
    ...(u.teamId === w.team.id ? {} : { is_stranger: true }),
    updated: w.seconds,
    profile: {
      real_name: u.realName,
      display_name: u.name,
      real_name_normalized: u.realName,
      display_name_normalized: u.name,
      team: u.teamId,
      image_48: `${w.origin}/face/${u.id}.svg`,
      image_192: `${w.origin}/face/${u.id}.svg`,
      ...(withEmail && !u.isBot ? { email: u.email } : {}),
      ...(u.isBot
        ? { bot_id: u.id === w.bot.user ? w.bot.bot_id : `B${u.id.slice(1)}`, api_app_id: u.id === w.bot.user ? w.bot.app_id : '' }
        : {}),
    },
  };
}

export function usergroupJson(w: Workspace, g: Usergroup, withUsers: boolean): Json {
  return {
    id: g.id,
    team_id: w.team.id,
    is_usergroup: true,
    name: g.name,
    handle: g.handle,
    description: '',
    is_external: false,
    date_create: 1_700_000_000,
    date_update: 1_700_000_000,
    date_delete: g.disabled ? 1_700_000_001 : 0,
    user_count: g.users.length,
    ...(withUsers ? { users: [...g.users] } : {}),
  };
}

export function fileJson(w: Workspace, f: File): Json {
  const url = `${w.origin}/files-pri/${w.team.id}-${f.id}/${encodeURIComponent(f.name)}`;
  return {
    id: f.id,
    created: f.created,
    name: f.name,
    title: f.title,
    mimetype: f.mimetype,
    filetype: f.name.split('.').at(-1) ?? '',
    user: f.user,
    size: f.bytes?.length ?? f.length,
    mode: 'hosted',
    is_external: false,
    is_public: f.isPublic,
    public_url_shared: f.isPublic,
    url_private: url,
    url_private_download: `${url}?download=1`,
    permalink: `https://${w.team.domain}.slack.com/files/${f.user}/${f.id}/${encodeURIComponent(f.name)}`,
    channels: [...f.channels],
  };
}

export function viewJson(w: Workspace, v: View): Json {
  const { user: _user, values, errors: _errors, ...rest } = v;
  return { ...rest, team_id: w.team.id, app_id: w.bot.app_id, app_installed_team_id: w.team.id, bot_id: w.bot.bot_id, state: { values } };
}

export function channelType(c: Channel): 'channel' | 'group' | 'im' | 'mpim' {
  if (c.kind !== 'channel') return c.kind;
  return c.is_private ? 'group' : 'channel';
}
