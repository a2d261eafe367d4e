import type { FoundOnWecom } from '../../ports/chat-diagnosis.ts';
import { notLookedAt, people, why, type Say } from './chat-words.ts';
import { ill, well, words, type Finding } from './check.ts';

/** Where to click; the console of WeCom's admins is in Chinese, whatever the reader's language is. */
const atWecom = (place: string): string => `work.weixin.qq.com → 应用管理 → Tocsin → ${place}`;

const scope = words(
  `在 ${atWecom('可见范围')} 里选择最上级部门（整个企业），保存后再检查。`,
  `At ${atWecom('可见范围')} (visible range) choose the root department, the whole company, save and look again.`,
);

const tokenFix = words(
  `Secret 不对或已重置：在 ${atWecom('Secret')} 点“查看”，在手机上的企业微信里取得后填到这里。`,
  `The Secret is wrong or was reset: ${atWecom('Secret')} → 查看, read it in WeCom on your phone and write it here.`,
);

const person = words(
  '在人员中改正 chat.wecom，或在控制台重新关联。',
  'Put chat.wecom of the person right, or link them anew at the console.',
);

export const wecomSays: Say<FoundOnWecom> = {
  'let-in': (found) => found.map(({ team, bot }) => well(`已登录 ${team}，应用是“${bot}”`, `Let into ${team} as the app “${bot}”`)),
  'token-refused': (found) =>
    found.map(({ raw }) => ill('wrong', words(`企业微信不认这个 Secret（${raw}）`, `WeCom refuses the Secret (${raw})`), tokenFix)),
  'corp-unknown': (found) =>
    found.map(({ raw }) =>
      ill(
        'wrong',
        words(`企业微信不认这个企业 ID（${raw}）`, `WeCom does not know this corp id (${raw})`),
        words(
          '在 work.weixin.qq.com → 我的企业 → 企业信息 底部复制，以 ww 开头。',
          'Copy it from work.weixin.qq.com → 我的企业 → 企业信息 (at the bottom); it begins with ww.',
        ),
      ),
    ),
  unreachable: (found) =>
    found.map(({ raw }) =>
      ill(
        'wrong',
        words(`连不上企业微信：${why(raw).zh}`, `WeCom cannot be reached: ${why(raw).en}`),
        words(
          '检查到 qyapi.weixin.qq.com 的网络与代理；若设置了 url（WECOM_API_URL），检查它。',
          'Check the network and proxy to qyapi.weixin.qq.com, and url (WECOM_API_URL) where it is set.',
        ),
      ),
    ),
  'ip-refused': (found) => found.map(({ ip }) => ipRefused(ip)),
  'app-unknown': (found) =>
    found.map(({ raw }) =>
      ill(
        'wrong',
        words(`AgentId 与 Secret 不是同一个应用（${raw}）`, `The AgentId is not of the app that the Secret is of (${raw})`),
        words(
          '在应用的详情页同时复制 AgentId 和 Secret。',
          'Copy the AgentId and the Secret from the same page, the one of the app (应用管理 → Tocsin).',
        ),
      ),
    ),
  'app-off': () => [
    ill(
      'wrong',
      words('应用已停用：没有人收得到消息', 'The app is switched off: nobody gets a message'),
      words(`在 ${atWecom('启用')} 打开它。`, `Switch it on at ${atWecom('启用')}.`),
    ),
  ],
  'root-hidden': () => [
    ill(
      'wrong',
      words(
        '可见范围不含最上级部门，建不了群聊（60011）：不会有作战室群',
        'The root department does not see the app, so it may make no groups (60011): there will be no war room',
      ),
      scope,
    ),
  ],
  'rooms-allowed': () => [well('可以建群：作战室会是应用的群聊', 'Groups can be made: war rooms are group chats of the app')],
  'user-unknown': people('wrong', words('企业微信里没有这个账号', 'not known in WeCom'), person),
  'user-hidden': people('wrong', words('不在应用的可见范围内，收不到呼叫', 'does not see the app, and gets no calls'), scope),
  'user-inactive': people(
    'wrong',
    words('还没有激活企业微信，收不到呼叫', 'has not activated WeCom, and gets no calls'),
    words('请本人登录一次企业微信。', 'Let them sign in to WeCom once.'),
  ),
  'user-deactivated': people('wrong', words('在企业微信中已禁用或已退出', 'disabled in WeCom, or has left'), person),
  'conv-unknown': (found, { conv: name }) =>
    found.map(({ conv }) =>
      ill(
        'wrong',
        words(`频道 ${name(conv)}：不是这个应用建的群`, `Channel ${name(conv)}: no group that this app has made`),
        words(
          '应用只能发到自己建的群；已有的群请用群机器人（platform: robot）。',
          'An app can only write into groups of its own; for a group that is there already use a group robot (platform: robot).',
        ),
      ),
    ),
  'menu-missing': () => [
    ill(
      'warn',
      words('应用还没有菜单：大家只能打字', 'The app has no menu: people have to type'),
      words('在“管理 → 企业微信”点“创建菜单”。', 'Press “Make the menu” at Admin → WeCom.'),
    ),
  ],
  'menu-there': (found) => found.map(({ count }) => well(`菜单已有 ${count} 项`, `The menu is there, with ${count} entries`)),
  'call-refused': (found) =>
    found.map(({ method, raw }) =>
      ill(
        'wrong',
        words(`企业微信拒绝 ${method}（${raw}）`, `WeCom refuses ${method} (${raw})`),
        words(
          '错误码说明：open.work.weixin.qq.com/devtool/query?e=错误码。',
          'What the code means: open.work.weixin.qq.com/devtool/query?e=<code>.',
        ),
      ),
    ),
  'not-looked-at': notLookedAt,
};

function ipRefused(ip: string | null): Finding {
  const from = ip ?? words('本机的出口 IP', 'the address this machine goes out by');
  const [zh, en] = typeof from === 'string' ? [from, from] : [from.zh, from.en];
  return ill(
    'wrong',
    words(
      `${zh} 不在企业可信 IP 中（60020）：企业微信不接受任何调用`,
      `${en} is no trusted IP of the app (60020): WeCom takes no call of ours`,
    ),
    words(
      `在 ${atWecom('企业可信IP')} 添加 ${zh}；要先配好接收消息服务器 URL 或可信域名，那里才能填。`,
      `Add ${en} at ${atWecom('企业可信IP')}. It can be filled in there only once the URL that receives messages, or a trusted domain, is set.`,
    ),
  );
}
