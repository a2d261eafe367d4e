import { botScopes } from '../../adapters/im/slack/scopes.ts';
import type { Words } from '../../domain/text/lang.ts';
import type { FoundOnSlack } from '../../ports/chat-diagnosis.ts';
import { notLookedAt, people, why, type Naming, type Say } from './chat-words.ts';
import { ill, well, words, type Finding, type Verdict } from './check.ts';

/** Where to click; Slack's own pages are in English. */
const atSlack = (place: string): string => `api.slack.com/apps → Tocsin → ${place}`;
const install = words('然后重新安装应用（Install App）。', 'then install the app again (Install App).');

const tokenFixes: Readonly<Record<string, Words>> = {
  account_inactive: words(
    '这个应用已从工作区移除。重新安装后，把新的机器人令牌（xoxb-）填到这里。',
    'The app was removed from the workspace. Install it again and write its new bot token (xoxb-) here.',
  ),
  token_expired: words(
    '在应用设置里关闭 Token Rotation，重新安装后填入新令牌。',
    'Turn token rotation off in the app’s settings, install it again and write the new token here.',
  ),
};
const tokenFix = words(
  `在 ${atSlack('OAuth & Permissions')} 复制 Bot User OAuth Token（xoxb-）到这里。`,
  `Copy the Bot User OAuth Token (xoxb-) from ${atSlack('OAuth & Permissions')} to here.`,
);

const users = (verdict: Exclude<Verdict, 'well'>, is: Words) =>
  people(
    verdict,
    is,
    words('在人员中改正 chat.slack，或请本人重新关联。', 'Put chat.slack of the person right, or let them link themselves anew.'),
  );

export const slackSays: Say<FoundOnSlack> = {
  'let-in': (found) => found.map(({ team, bot }) => well(`已登录 ${team}，机器人是 @${bot}`, `Let into ${team} as @${bot}`)),
  'token-refused': (found) =>
    found.map(({ raw }) =>
      ill('wrong', words(`Slack 不认机器人令牌（${raw}）`, `Slack refuses the bot token (${raw})`), tokenFixes[raw] ?? tokenFix),
    ),
  unreachable: (found) =>
    found.map(({ raw }) =>
      ill(
        'wrong',
        words(`连不上 Slack：${why(raw).zh}`, `Slack cannot be reached: ${why(raw).en}`),
        words(
          '检查到 slack.com 的网络与代理；若设置了 url（SLACK_API_URL），检查它。',
          'Check the network and proxy to slack.com, and url (SLACK_API_URL) where it is set.',
        ),
      ),
    ),
  'scope-missing': (found) => found.map(({ scope }) => scopeMissing(scope)),
  'scopes-complete': (found) => found.map(({ count }) => well(`${count} 项权限齐全`, `All ${count} scopes are there`)),
  'socket-allowed': () => [well('可以建立连接（Socket Mode）', 'A connection can be opened (Socket Mode)')],
  'socket-refused': (found) => found.map(({ raw }) => socketRefused(raw)),
  'two-apps': () => [
    ill(
      'wrong',
      words(
        '机器人令牌与应用级令牌属于两个应用：会收不到任何消息',
        'The bot token and the app-level token are of two apps: nothing would be heard',
      ),
      words(
        '从同一个应用复制两个令牌：Basic Information（xapp-）与 OAuth & Permissions（xoxb-）。',
        'Copy both from one app: Basic Information (xapp-) and OAuth & Permissions (xoxb-).',
      ),
    ),
  ],
  'user-unknown': users('wrong', words('在这个工作区里找不到', 'not known in this workspace')),
  'user-deactivated': users('wrong', words('在 Slack 中已停用', 'deactivated in Slack')),
  'user-guest': users('warn', words('是访客，进不了公开的作战室', 'a guest, who cannot join public war rooms')),
  'user-outside': users('wrong', words('属于别的公司', 'of another firm')),
  'user-bot': users('wrong', words('是机器人，不是人', 'a bot and no person')),
  'group-unknown': groups(words('找不到这个用户组', 'there is no such user group')),
  'group-disabled': groups(words('用户组已停用', 'the user group is disabled')),
  'conv-unknown': convs(words('找不到，或是机器人未加入的私密频道', 'not there, or a private channel without the bot')),
  'conv-archived': convs(words('已归档，发不了卡片', 'archived: no card can be posted')),
  'conv-without-us': convs(words('机器人不在里面，发不了卡片', 'the bot is not in it, so no card can be posted')),
  'canvas-off': () => [
    well(
      '这个工作区没有画布：作战室不带状态文档，其余照常',
      'This workspace has no canvases: war rooms come without the status document, all else works',
    ),
  ],
  'not-looked-at': notLookedAt,
};

function scopeMissing(scope: string): Finding {
  const { needs, isExtra } = botScopes.find((each) => each.scope === scope) ?? { needs: words(scope, scope), isExtra: false };
  return ill(
    isExtra ? 'warn' : 'wrong',
    words(`缺少权限 ${scope}：${needs.zh}`, `The scope ${scope} is missing: ${needs.en}`),
    words(
      `在 ${atSlack('OAuth & Permissions → Bot Token Scopes')} 添加 ${scope}，${install.zh}`,
      `Add ${scope} at ${atSlack('OAuth & Permissions → Bot Token Scopes')}, ${install.en}`,
    ),
  );
}

function socketRefused(raw: string): Finding {
  const place = atSlack('Basic Information → App-Level Tokens');
  const fix =
    raw === 'missing_scope'
      ? words(`在 ${place} 新建带 connections:write 的令牌。`, `Make a token with connections:write at ${place}.`)
      : words(
          `在 ${place} 复制应用级令牌（xapp-）到这里，并打开 Socket Mode。`,
          `Copy the token (xapp-) from ${place} to here, and turn Socket Mode on.`,
        );
  return ill('wrong', words(`Slack 不认应用级令牌（${raw}）`, `Slack refuses the app-level token (${raw})`), fix);
}

function groups(is: Words) {
  return (found: readonly { readonly group: string }[], { group: name }: Naming): Finding[] =>
    found.map(({ group }) =>
      ill(
        'wrong',
        words(`${name(group)}：${is.zh}`, `${name(group)}: ${is.en}`),
        words(
          '在团队中改正 chat.slack：用户组的 ID，以 S 开头（打开用户组 → ⋯ → 复制 ID）。',
          'Put chat.slack of the team right: the id of the user group, beginning with S (open it → ⋯ → copy ID).',
        ),
      ),
    );
}

function convs(is: Words) {
  return (found: readonly { readonly conv: string }[], { conv: name }: Naming): Finding[] =>
    found.map(({ conv }) =>
      ill(
        'wrong',
        words(`频道 ${name(conv)}：${is.zh}`, `Channel ${name(conv)}: ${is.en}`),
        words(
          '在 Slack 的频道里输入 /invite @Tocsin，或改正频道的 to。',
          'Type /invite @Tocsin in that channel, or put its right id into the channel (to).',
        ),
      ),
    );
}
