import { pageWords } from '../page-words.ts';

/** What only the page that connects WeCom says. WeCom's admin console is in Chinese: its own words stand as they are there. */
export const useTell = pageWords({
  title: { en: 'Connect WeCom', zh: '接入企业微信' },
  lead: {
    en: 'From an empty admin console to the first room, about fifteen minutes. You need to be an administrator of the company in WeCom.',
    zh: '从空白的管理后台到第一个群聊，约十五分钟。需要企业微信的管理员权限。',
  },
  guide: { en: 'The whole guide is docs/wecom.en.md.', zh: '完整指南见 docs/wecom.md。' },
  stateNone: { en: 'not connected yet', zh: '尚未接入' },
  stateHears: { en: 'connected both ways', zh: '双向已通' },
  stateSpeaks: { en: 'can write, hears nothing yet', zh: '能发消息，还收不到' },
  stateNot: { en: 'WeCom does not let us in', zh: '企业微信还不接受调用' },
  stateLooking: { en: 'asking WeCom', zh: '正在核实' },
  onward: { en: 'Done, go on', zh: '已完成，下一步' },

  app: { en: 'Make the app', zh: '创建应用' },
  appWhy: {
    en: 'A self-built app is what speaks and listens: calls and cards come from it.',
    zh: '自建应用就是 Tocsin 在企业微信里的身份：呼叫与卡片都由它发出。',
  },
  appOpen: { en: 'Open the admin console', zh: '打开管理后台' },
  appMake: {
    en: 'There: 应用管理 → 自建 → 创建应用. A picture, the name Tocsin.',
    zh: '在后台：应用管理 → 自建 → 创建应用。上传图标，名称填 Tocsin。',
  },
  appVisible: {
    en: 'Visible range (可见范围): the root department, the whole company. WeCom lets only such an app make groups (else 60011), and nobody outside the range gets a call.',
    zh: '可见范围选最上级部门（整个企业）：企业微信只允许这样的应用建群（否则 60011），范围之外的人也收不到呼叫。',
  },
  appDone: { en: 'The app is there', zh: '应用已创建' },

  keys: { en: 'Give it to Tocsin', zh: '把凭据交给 Tocsin' },
  keysWhy: {
    en: 'They are tried before they are kept. The Secret is kept sealed and never shown again.',
    zh: '先验证再保存；Secret 加密保存，之后不再显示。',
  },
  corpId: { en: 'Corp id', zh: '企业 ID' },
  corpIdWhere: { en: '我的企业 → 企业信息, at the bottom: 企业ID', zh: '我的企业 → 企业信息，页面底部' },
  corpIdLooks: { en: 'It begins with ww', zh: '它以 ww 开头' },
  agentId: { en: 'AgentId', zh: 'AgentId' },
  agentIdWhere: { en: '应用管理 → Tocsin', zh: '应用管理 → Tocsin' },
  agentIdLooks: { en: 'It is a number, such as 1000002', zh: '它是一个数字，例如 1000002' },
  secret: { en: 'Secret', zh: 'Secret' },
  secretWhere: {
    en: 'On the same page: Secret → 查看, then read it in WeCom on your phone',
    zh: '同一页面：Secret → 查看，在手机上的企业微信里取得',
  },
  changeKeys: { en: 'Other credentials', zh: '更换凭据' },
  keysDone: { en: 'Kept', zh: '已保存' },

  hear: { en: 'Receive messages', zh: '接收消息' },
  hearWhy: {
    en: 'WeCom calls Tocsin for all that people press and type. It tries the address the moment you save there, and waits one second: so Tocsin has the keys first.',
    zh: '大家点按钮、打字时，企业微信会调用 Tocsin。在后台点保存的一刻它就会来验证，只等一秒：所以先让 Tocsin 记住密钥。',
  },
  hearNoAddress: {
    en: (url: string) =>
      `WeCom cannot reach ${url}. Set TOCSIN_PUBLIC_URL to an address that is reachable from outside, https best, and start again.`,
    zh: (url: string) => `企业微信访问不到 ${url}。请先把 TOCSIN_PUBLIC_URL 设为外网可达的地址（最好是 https），再重新启动。`,
  },
  hearMake: { en: 'Make Token and EncodingAESKey', zh: '生成 Token 与 EncodingAESKey' },
  hearAnew: { en: 'Make new ones', zh: '重新生成' },
  hearAnewAsk: {
    en: 'WeCom is connected. New Token and EncodingAESKey count at once: until they are pasted into WeCom and saved there, nothing that people press or type comes in. Calls to people still go out.',
    zh: '企业微信已接通。新的 Token 与 EncodingAESKey 立即生效：在填入企业微信后台并保存之前，大家点的按钮、打的字都收不到。呼叫照常发出。',
  },
  hearHidden: {
    en: 'Token and EncodingAESKey are shown once, when they are made. Where they are lost, make new ones: those take their place at once.',
    zh: 'Token 与 EncodingAESKey 只在生成时显示一次。没有留下来就重新生成，新的立即取代旧的。',
  },
  hearPaste: {
    en: 'In WeCom: 应用管理 → Tocsin → 接收消息 → 设置API接收. Paste the three, tick 用户发送的普通消息 and 上报进入应用事件, save.',
    zh: '在企业微信后台：应用管理 → Tocsin → 接收消息 → 设置API接收。粘贴以上三项，勾选“用户发送的普通消息”和“上报进入应用事件”，保存。',
  },
  hearPasteKept: {
    en: 'In WeCom: 应用管理 → Tocsin → 接收消息 → 设置API接收. Paste the URL, and Token and EncodingAESKey as they were shown, tick 用户发送的普通消息 and 上报进入应用事件, save.',
    zh: '在企业微信后台：应用管理 → Tocsin → 接收消息 → 设置API接收。粘贴 URL，以及生成时显示的 Token 与 EncodingAESKey，勾选“用户发送的普通消息”和“上报进入应用事件”，保存。',
  },
  hearDomain: {
    en: 'WeCom says 域名主体校验未通过? The domain must be filed (ICP 备案) in the name of your company, or of one related to it.',
    zh: '提示“域名主体校验未通过”？域名的备案主体须与企业微信的企业主体相同或有关联。',
  },
  once: { en: 'Shown until this page is left', zh: '离开本页后不再显示' },
  copyOf: { en: (what: string) => `Copy ${what}`, zh: (what: string) => `复制 ${what}` },
  hearWaiting: { en: 'Waiting for WeCom to call…', zh: '正在等待企业微信来验证……' },
  hearWrongKeys: {
    en: 'A call came that was not made with these keys, and was refused. Paste them again, without spaces.',
    zh: '有一次调用不是用这组密钥签的，已拒绝。请重新粘贴，注意不要带空格。',
  },
  hearDone: { en: 'WeCom called, and was answered', zh: '企业微信来过，已应答' },

  ip: { en: 'Let this machine in', zh: '添加企业可信 IP' },
  ipWhy: {
    en: 'WeCom takes calls only from addresses it was told. It lets you add one once “receive messages” is saved.',
    zh: '企业微信只接受可信 IP 的调用。先保存好“接收消息”，后台才允许填写可信 IP。',
  },
  ipSeen: { en: 'WeCom sees Tocsin call from', zh: '企业微信看到 Tocsin 来自' },
  ipCopy: { en: 'Copy address', zh: '复制 IP' },
  ipWhere: {
    en: 'In WeCom: 应用管理 → Tocsin, at the bottom: 企业可信IP → 配置. Add it and save. Several processes that go out by other addresses need theirs there too.',
    zh: '在企业微信后台：应用管理 → Tocsin，页面底部：企业可信IP → 配置。添加并保存。若有多个进程从不同出口访问，它们的 IP 也要加上。',
  },
  ipUnknown: {
    en: 'WeCom has not refused our address, nor let us in: see the last step for what it says.',
    zh: '企业微信没有拒绝我们的 IP，但也还没有放行：详情见“确认一切正常”一步。',
  },
  ipDone: { en: 'WeCom takes our calls', zh: '企业微信已接受调用' },

  menu: { en: 'Put the menu into the app', zh: '创建应用菜单' },
  menuWhy: {
    en: 'At the bottom of the conversation with the app: open incidents, declare, catch up, who is on call, my shifts, page me as a test, help. Nobody has to know a command.',
    zh: '出现在应用会话底部：开放事件、发起应急、事件进展、谁在值班、我的班次、测试呼叫我、帮助。不用记任何命令。',
  },
  menuMake: { en: 'Make the menu', zh: '创建菜单' },
  menuAgain: { en: 'Make it anew', zh: '重新创建' },
  menuMade: { en: 'The menu is in the app', zh: '菜单已创建' },
  menuNote: { en: 'It takes the place of the menu that the app has.', zh: '会替换应用现有的菜单。' },

  who: { en: 'Who is who', zh: '关联人员' },
  whoWhy: {
    en: 'Nobody is called in WeCom before Tocsin knows their userid.',
    zh: 'Tocsin 知道成员账号（userid）之后，才能在企业微信里呼叫到人。',
  },
  whoHow: {
    en: 'Ask WeCom by e-mail and number and confirm what it says, or write the userid.',
    zh: '可按邮箱和手机号向企业微信查询后确认，也可直接填写 userid。',
  },
  whoDone: { en: 'Everybody is linked', zh: '所有人都已关联' },
  propose: { en: 'Propose them by e-mail and number', zh: '按邮箱和手机号查询' },
  proposed: {
    en: (n: number) => (n === 0 ? 'WeCom found none of them' : `WeCom found ${n}`),
    zh: (n: number) => (n === 0 ? '企业微信一个也没有查到' : `企业微信查到 ${n} 人`),
  },
  linkAll: { en: (n: number) => `Link all ${n}`, zh: (n: number) => `全部关联（${n} 人）` },
  linkThis: { en: (user: string) => `Link ${user}`, zh: (user: string) => `关联 ${user}` },

  guest: { en: 'A group has two members at least: with', zh: '群聊至少两人：一起进群的是' },
  guestNone: {
    en: 'A group has two members at least: link one more person for a test room.',
    zh: '群聊至少两人：再关联一个人，才能开测试房间。',
  },
  choose: { en: 'choose somebody', zh: '请选择' },

  robot: { en: 'A robot for groups that people made', zh: '让大家自己的群也能用（智能机器人）' },
  robotWhy: {
    en: 'Optional. The app’s groups can only be written into. A 智能机器人 (smart robot) in a group of yours hears who mentions it, and its cards can be pressed: bind the group, and it is a war room both ways.',
    zh: '可选。应用建的群只能发、不能听。把智能机器人拉进大家自己的群，@它就能操作，卡片也能点；绑定之后，这个群就是双向的作战室。',
  },
  robotMake: {
    en: 'In WeCom: 安全与管理 → 管理工具 → 智能机器人 → 创建机器人 → API模式创建 → 长连接. Nothing of yours has to be reachable from outside for it.',
    zh: '在企业微信后台：安全与管理 → 管理工具 → 智能机器人 → 创建机器人 → API模式创建 → 长连接。它不需要你的网络对外开放。',
  },
  botId: { en: 'Bot ID', zh: 'Bot ID' },
  botIdWhere: { en: 'On the page of the robot, API', zh: '机器人详情页的 API 配置' },
  botSecret: { en: 'Secret of the robot', zh: '机器人 Secret' },
  botSecretWhere: {
    en: 'On the same page. WeCom lets in one connection of a robot: whoever else uses it is put out.',
    zh: '同一页面。同一个机器人只允许一个连接：别处正在用的会被断开。',
  },
  changeBot: { en: 'Another robot', zh: '更换机器人' },
  robotInvite: {
    en: 'In the group: ⋯ → 添加机器人 → Tocsin. When an incident is open, type there:',
    zh: '在群里：⋯ → 添加机器人 → Tocsin。有事件时，在群里输入：',
  },
  robotBind: { en: '@Tocsin bind 3', zh: '@Tocsin 绑定 3' },
  robotOn: { en: 'The robot is connected', zh: '机器人已连接' },
  robotWaits: { en: 'The robot is connecting…', zh: '机器人正在连接……' },
  robotLost: {
    en: (why: string) => `The robot is not connected${why && `: ${why}`}`,
    zh: (why: string) => `机器人没有连接${why && `：${why}`}`,
  },
  robotStandby: { en: 'Another process of Tocsin has its connection', zh: '由另一个 Tocsin 进程持有连接' },

  hook: { en: 'Only to tell a group: a group robot', zh: '只往群里发消息：群机器人' },
  hookWhy: {
    en: 'A webhook of any group. It tells what is news and links to the war room; nothing can be pressed there.',
    zh: '任意群的 Webhook。它只发有变化的消息并附作战室链接，不能点按。',
  },
  hookName: { en: 'Name of the channel', zh: '频道名称' },
  hookNameHint: { en: 'Small letters, such as ops-group', zh: '小写字母，例如 ops-group' },
  hookUrl: { en: 'Webhook address', zh: 'Webhook 地址' },
  hookUrlHint: { en: 'The group → 群机器人 → Webhook', zh: '群设置 → 群机器人 → Webhook 地址' },
  hookKeep: { en: 'Keep as a channel', zh: '保存为频道' },
  hookKept: { en: 'Kept. Send a test into it on the tab Doctor.', zh: '已保存。可在“体检”页往里发一条测试。' },
});
