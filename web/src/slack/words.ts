import { pageWords } from '../page-words.ts';

/** What only the page that connects Slack says. */
export const useTell = pageWords({
  title: { en: 'Connect Slack', zh: '接入 Slack' },
  lead: {
    en: 'Three steps, about five minutes. War rooms, calls and cards come to Slack; the console stays the same story.',
    zh: '三步，约五分钟。作战室、呼叫与卡片都会出现在 Slack，与控制台是同一个事件。',
  },
  guide: { en: 'The whole guide is docs/slack.md.', zh: '完整指南见 docs/slack.md。' },
  stateNone: { en: 'not connected yet', zh: '尚未接入' },
  stateListening: { en: 'connected', zh: '已连接' },
  stateConnecting: { en: 'connecting', zh: '连接中' },
  stateLost: { en: 'not connected', zh: '连接断开' },

  app: { en: 'Make the app', zh: '创建应用' },
  appWhy: {
    en: 'Slack opens with everything filled in: name, commands, and exactly the rights that are used.',
    zh: 'Slack 会打开一份已填好的表单：名称、命令，以及恰好够用的权限。',
  },
  appDone: { en: 'The app is made and installed', zh: '应用已创建并安装' },
  way: { en: 'How Slack reaches Tocsin', zh: 'Slack 如何连到 Tocsin' },
  waySocket: { en: 'Tocsin opens the connection', zh: '由 Tocsin 建立连接' },
  wayHttp: { en: 'Slack calls Tocsin', zh: '由 Slack 调用 Tocsin' },
  waySocketWhy: {
    en: 'Socket Mode: nothing of yours has to be reachable from outside.',
    zh: 'Socket Mode：你的网络无需对外开放任何地址。',
  },
  wayHttpWhy: {
    en: (url: string) => `Slack sends to ${url}/im/slack/events, which must be reachable from outside.`,
    zh: (url: string) => `Slack 会访问 ${url}/im/slack/events，它必须能从外面访问。`,
  },
  wayHttpNot: {
    en: 'To let Slack call, set TOCSIN_PUBLIC_URL to an https address first.',
    zh: '若要由 Slack 调用，请先把 TOCSIN_PUBLIC_URL 设为 https 地址。',
  },
  open: { en: 'Open Slack, form filled in', zh: '打开 Slack，表单已填好' },
  copyManifest: { en: 'Copy manifest', zh: '复制清单' },
  seeManifest: { en: 'See the manifest', zh: '查看清单' },
  choose: { en: 'Choose your workspace, then Next and Create.', zh: '选择工作区，依次点 Next 与 Create。' },
  install: { en: 'On the app’s page: Install App, then Allow.', zh: '在应用页面点 Install App，再点 Allow。' },
  onward: { en: 'It is installed', zh: '已安装好' },

  tokens: { en: 'Give it to Tocsin', zh: '把令牌交给 Tocsin' },
  tokensWhy: {
    en: 'They are tried before they are kept, kept sealed, and never shown again.',
    zh: '先验证再保存；加密保存，之后不再显示。',
  },
  botToken: { en: 'Bot token', zh: '机器人令牌' },
  botTokenWhere: { en: 'OAuth & Permissions → Bot User OAuth Token', zh: 'OAuth & Permissions → Bot User OAuth Token' },
  appToken: { en: 'App-level token', zh: '应用级令牌' },
  appTokenWhere: {
    en: 'Basic Information → App-Level Tokens → Generate, with the scope connections:write',
    zh: 'Basic Information → App-Level Tokens → Generate，权限选 connections:write',
  },
  signingSecret: { en: 'Signing secret', zh: '签名密钥' },
  signingSecretWhere: { en: 'Basic Information → Signing Secret', zh: 'Basic Information → Signing Secret' },
  beginsWith: { en: (prefix: string) => `This one begins with ${prefix}`, zh: (prefix: string) => `它应以 ${prefix} 开头` },
  change: { en: 'Other tokens', zh: '更换令牌' },

  missingHow: {
    en: 'They write anything to Tocsin in Slack and confirm who they are, if their address there is the one below. Or you say who they are here.',
    zh: '请他们在 Slack 里给 Tocsin 发任意一条消息并确认身份（Slack 邮箱须与下面一致），或由你在这里指定。',
  },
});
