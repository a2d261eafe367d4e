import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { Expected } from '../../../ports/chat-diagnosis.ts';
import { clientOf, eachOf, whyNot, wordOf, type Credentials, type Seen } from './looking.ts';
import { botScopes } from './scopes.ts';

/** Asks Slack what works with these tokens and what is missing; changes nothing there and posts nothing. Never throws for what Slack says. */
export async function diagnoseSlack(spec: Credentials, expected: Expected): Promise<Seen> {
  const bot = clientOf(spec, spec.botToken);
  const [hello, socket] = await Promise.all([sayHello(bot, spec), openSocket(spec)]);
  if (!hello.has) return [...hello.found, ...socket];
  const [users, groups, convs, canvas] = await Promise.all([
    hello.has('users:read') ? lookAtUsers(bot, expected.users) : [],
    hello.has('usergroups:read') ? lookAtGroups(bot, expected.groups) : [],
    hello.has('channels:read') ? lookAtConvs(bot, expected.convs) : [],
    hello.has('canvases:write') ? lookAtCanvases(bot) : [],
  ]);
  return [...hello.found, ...socket, ...users, ...groups, ...convs, ...canvas];
}

interface Hello {
  readonly found: Seen;
  /** Null where we are not let in at all. */
  readonly has: ((scope: string) => boolean) | null;
}

async function sayHello(bot: WebClient, { appToken }: Credentials): Promise<Hello> {
  try {
    const { team = '', user = '', app_id: app, response_metadata: about } = await bot.auth.test();
    const granted = about?.scopes === undefined ? null : new Set(about.scopes);
    const missing = granted === null ? [] : botScopes.filter(({ scope }) => !granted.has(scope));
    const ofApp = appToken?.split('-')[2];
    return {
      has: (scope) => granted?.has(scope) ?? true,
      found: [
        { code: 'let-in', team, bot: user },
        ...(app !== undefined && ofApp !== undefined && app !== ofApp ? [{ code: 'two-apps' } as const] : []),
        ...missing.map(({ scope }) => ({ code: 'scope-missing', scope }) as const),
        ...(granted !== null && missing.length === 0 ? [{ code: 'scopes-complete', count: botScopes.length } as const] : []),
      ],
    };
  } catch (e) {
    const raw = wordOf(e);
    return { has: null, found: [raw === null ? { code: 'unreachable', raw: whyNot(e) } : { code: 'token-refused', raw }] };
  }
}

/** Asks for an address to connect to, which by itself connects nothing. */
async function openSocket(spec: Credentials): Promise<Seen> {
  if (spec.appToken === undefined) return [];
  try {
    await clientOf(spec, spec.appToken).apps.connections.open({});
    return [{ code: 'socket-allowed' }];
  } catch (e) {
    const raw = wordOf(e);
    // That Slack cannot be reached is said once.
    return raw === null ? [] : [{ code: 'socket-refused', raw }];
  }
}

/** Slack says so of what is not there, or is not for our eyes. */
const isUnknown = (e: unknown, ...words: readonly string[]): boolean => words.includes(wordOf(e) ?? '');

const lookAtUsers = (bot: WebClient, users: readonly string[]): Promise<Seen> =>
  eachOf('users', users, async (user) => {
    try {
      const ill = illOf((await bot.users.info({ user })).user ?? {});
      return ill === null ? [] : [{ code: ill, user }];
    } catch (e) {
      if (isUnknown(e, 'user_not_found', 'user_not_visible', 'users_not_found')) return [{ code: 'user-unknown', user }];
      throw e;
    }
  });

type UserIll = 'user-deactivated' | 'user-guest' | 'user-outside' | 'user-bot';

function illOf(user: NonNullable<UsersInfoResponse['user']>): UserIll | null {
  if (user.deleted) return 'user-deactivated';
  if (user.is_bot) return 'user-bot';
  if (user.is_stranger) return 'user-outside';
  return user.is_restricted || user.is_ultra_restricted ? 'user-guest' : null;
}

async function lookAtGroups(bot: WebClient, groups: readonly string[]): Promise<Seen> {
  if (groups.length === 0) return [];
  try {
    const { usergroups = [] } = await bot.usergroups.list({ include_disabled: true });
    return groups.flatMap((group): Seen => {
      const there = usergroups.find(({ id }) => id === group);
      if (!there) return [{ code: 'group-unknown', group }];
      return (there.date_delete ?? 0) > 0 ? [{ code: 'group-disabled', group }] : [];
    });
  } catch (e) {
    return [{ code: 'not-looked-at', what: 'groups', count: groups.length, raw: whyNot(e) }];
  }
}

const lookAtConvs = (bot: WebClient, convs: readonly string[]): Promise<Seen> =>
  eachOf('convs', convs, async (conv) => {
    try {
      const { channel } = await bot.conversations.info({ channel: conv });
      if (channel?.is_archived) return [{ code: 'conv-archived', conv }];
      return channel?.is_member === false ? [{ code: 'conv-without-us', conv }] : [];
    } catch (e) {
      if (isUnknown(e, 'channel_not_found', 'not_in_channel', 'missing_scope')) return [{ code: 'conv-unknown', conv }];
      throw e;
    }
  });

/** Offers to change a canvas that is not there: where canvases are off Slack says that first. */
async function lookAtCanvases(bot: WebClient): Promise<Seen> {
  const change = { operation: 'insert_at_end', document_content: { type: 'markdown', markdown: ' ' } } as const;
  try {
    await bot.canvases.edit({ canvas_id: 'F00000000', changes: [change] });
    return [];
  } catch (e) {
    const raw = wordOf(e) ?? '';
    return /disabled|free_team|team_tier|plan/u.test(raw) ? [{ code: 'canvas-off', raw }] : [];
  }
}
