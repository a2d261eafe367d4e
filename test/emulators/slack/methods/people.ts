import { channelJson, userJson, usergroupJson } from '../as-json.ts';
import { join, leave } from '../membership.ts';
import { refuse, type Channel } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { page, toManage, type Call, type Methods } from './method.ts';

export const peopleMethods: Methods = {
  'conversations.invite': {
    tier: 3,
    scopes: toManage('write.invites'),
    run({ w, args }) {
      const channel = w.channelWithBot(args.need('channel'));
      if (channel.kind !== 'channel') refuse('method_not_supported_for_channel_type');
      const users = args.list('users');
      if (users.length === 0) refuse('no_user');
      if (users.length > 100) refuse('too_many_users');
      const errors = users.flatMap((user) => whyNotInvited(w, channel, user) ?? []);
      const isAnyFine = errors.length < users.length;
      if (errors.length > 0 && !(args.flag('force') && isAnyFine)) refuse(errors[0]!.error, { errors });
      for (const user of users) if (!errors.some((each) => each.user === user)) join(w, channel, { user, inviter: w.bot.user });
      return { channel: channelJson(w, channel), ...(errors.length > 0 ? { errors } : {}) };
    },
  },
  'conversations.kick': {
    tier: 3,
    scopes: toManage(),
    run({ w, args }) {
      const channel = w.channelWithBot(args.need('channel'));
      const user = args.need('user');
      if (user === w.bot.user) refuse('cant_kick_self');
      if (channel.name === 'general') refuse('cant_kick_from_general');
      if (!w.users.has(user)) refuse('user_not_found');
      return leave(w, channel, user) ? undefined : refuse('not_in_channel');
    },
  },
  'users.info': {
    tier: 4,
    scopes: ['users:read'],
    run: ({ w, args, has }) => ({ user: userJson(w, w.users.get(args.need('user')) ?? refuse('user_not_found'), has('users:read.email')) }),
  },
  'users.list': {
    tier: 2,
    scopes: ['users:read'],
    run({ w, args, has }) {
      const { items, ...rest } = page(args, [...w.users.values()]);
      return { members: items.map((user) => userJson(w, user, has('users:read.email'))), cache_ts: w.seconds, ...rest };
    },
  },
  'users.lookupByEmail': {
    tier: 3,
    scopes: ['users:read.email'],
    run({ w, args }) {
      const email = args.need('email').toLowerCase();
      const user = [...w.users.values()].find((u) => !u.isBot && !u.deleted && u.email.toLowerCase() === email);
      return { user: userJson(w, user ?? refuse('users_not_found'), true) };
    },
  },
  'usergroups.list': {
    tier: 2,
    scopes: ['usergroups:read'],
    run({ w, args }) {
      const shown = [...w.usergroups.values()].filter(({ disabled }) => !disabled || args.flag('include_disabled'));
      return { usergroups: shown.map((group) => usergroupJson(w, group, args.flag('include_users'))) };
    },
  },
  'usergroups.users.list': {
    tier: 2,
    scopes: ['usergroups:read'],
    run({ w, args }: Call) {
      const group = w.usergroups.get(args.need('usergroup'));
      return group && (!group.disabled || args.flag('include_disabled')) ? { users: [...group.users] } : refuse('no_such_subteam');
    },
  },
};

function whyNotInvited(w: Workspace, channel: Channel, id: string): { user: string; ok: false; error: string } | null {
  const no = (error: string): { user: string; ok: false; error: string } => ({ user: id, ok: false, error });
  const user = w.users.get(id);
  if (!user) return no('user_not_found');
  if (id === w.bot.user) return no('cant_invite_self');
  if (user.deleted) return no('cant_invite');
  if (user.teamId !== w.team.id) return no('org_user_not_in_team');
  return channel.members.has(id) ? no('already_in_channel') : null;
}
