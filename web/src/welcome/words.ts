import { pageWords } from '../page-words.ts';

/** What the first five minutes say. */
export const useTell = pageWords({
  title: { en: 'Welcome to Tocsin', zh: '欢迎使用 Tocsin' },
  lead: {
    en: 'Five small steps, and the right person is woken when something breaks. Skip any of them; each shows that it works.',
    zh: '五个小步骤，出事时就能叫醒该叫的人。每一步都可以跳过，做完当场见效。',
  },
  progress: { en: (n: number) => `${n} of 5 work`, zh: (n: number) => `5 步中已完成 ${n} 步` },
  step: { en: (n: number) => `Step ${n}`, zh: (n: number) => `第 ${n} 步` },
  works: { en: 'Works', zh: '已生效' },
  skip: { en: 'Skip', zh: '跳过' },
  save: { en: 'Save', zh: '保存' },
  change: { en: 'Open', zh: '展开' },
  byFile: { en: (place: string) => `Written in ${place}; change it there.`, zh: (place: string) => `写在 ${place}，请在文件中修改。` },

  firm: { en: 'Your firm', zh: '贵司' },
  firmWhy: { en: 'Times and incident numbers follow its zone.', zh: '时间与事件编号以此时区为准。' },
  firmName: { en: 'Name of the firm', zh: '公司名称' },
  firmZone: { en: 'Time zone', zh: '时区' },
  firmLanguage: { en: 'Language of rooms and channels', zh: '群聊与频道的语言' },
  firmDone: {
    en: (name: string, time: string) => `${name}, where it is now ${time}`,
    zh: (name: string, time: string) => `${name}，当地时间 ${time}`,
  },

  duty: { en: 'Who is on duty', zh: '谁来值班' },
  dutyWhy: {
    en: 'The first is called first; whoever is next takes over each week, and everybody is called after five minutes without an answer.',
    zh: '先呼叫第一位，每周按顺序轮换；五分钟无人应答则呼叫所有人。',
  },
  dutySchedule: { en: 'On duty', zh: '值班' },
  dutyName: { en: 'Name', zh: '姓名' },
  dutyMail: { en: 'E-mail', zh: '邮箱' },
  dutyLanguage: { en: 'Reads', zh: '语言' },
  dutyAdd: { en: 'Add somebody', zh: '再加一位' },
  dutyDrop: { en: (name: string) => `Without ${name}`, zh: (name: string) => `去掉 ${name}` },
  dutyDone: { en: (names: string) => `On call now: ${names}`, zh: (names: string) => `正在值班：${names}` },
  dutyNobody: { en: 'Name at least one person.', zh: '请至少填写一位。' },
  thisIsMe: { en: 'You are the first of them: calls ring on this screen.', zh: '第一位就是你：呼叫会在本屏幕响铃。' },

  chat: { en: 'Where you talk', zh: '在哪里沟通' },
  chatWhy: {
    en: 'The built-in chat works at once, with a war room for every incident.',
    zh: '内置聊天开箱即用，每起事件都有自己的作战室。',
  },
  chatHello: { en: 'Let the bot say hello', zh: '让机器人打个招呼' },
  chatDone: { en: 'The bot is in #ops', zh: '机器人已在 #ops' },
  chatSlack: { en: 'Add Slack', zh: '接入 Slack' },
  chatWecom: { en: 'Add WeCom', zh: '接入企业微信' },
  chatOpen: { en: 'Open #ops', zh: '打开 #ops' },

  source: { en: 'Where alerts come from', zh: '告警从哪里来' },
  sourceWhy: { en: 'Choose what watches your systems, and send the first alert.', zh: '选择你的监控系统，发来第一条告警。' },
  sourceKind: { en: 'Alert source', zh: '告警源' },
  sourcePrometheus: { en: 'Prometheus (as its Alertmanager)', zh: 'Prometheus（直接当作 Alertmanager）' },
  sourceMake: { en: 'Make its address', zh: '生成接入地址' },
  sourcePaste: { en: 'Paste this in a terminal: it sends a first alert.', zh: '在终端粘贴运行，即发来第一条告警。' },
  sourceSend: { en: 'Or send it from here', zh: '或从这里直接发送' },
  sourceWaits: { en: 'Listening…', zh: '正在等待…' },
  sourceDone: { en: (name: string) => `Heard from ${name}`, zh: (name: string) => `已收到 ${name} 的告警` },
  sourceLater: { en: 'How to connect it for good', zh: '正式接入的步骤' },

  test: { en: 'Send me a test', zh: '给我发个测试' },
  testWhy: {
    en: 'Rings you by every means you have, and shows what arrived. Nobody else is called.',
    zh: '用你所有的联系方式呼叫一次，并显示送达情况。不会呼叫其他人。',
  },
  testSend: { en: 'Ring me now', zh: '现在呼叫我' },
  testNobody: { en: 'Say who you are first: name yourself in step 2.', zh: '请先在第 2 步写上自己。' },
  testWaits: { en: 'Press 4, or Acknowledge, when it rings.', zh: '响铃后按 4 或“认领”。' },
  testDone: { en: (seconds: string) => `You answered after ${seconds} s`, zh: (seconds: string) => `你在 ${seconds} 秒后应答` },

  ready: { en: 'That is all it takes.', zh: '就这么简单。' },
  readyMore: {
    en: 'Everything can be changed later on the page Admin, or as YAML.',
    zh: '以后可在“管理”页或用 YAML 随时修改。',
  },
  toToday: { en: 'To the console', zh: '进入控制台' },
  demo: { en: 'See a whole incident first: stop Tocsin and start it with', zh: '想先看一场完整的应急？停止后用以下命令启动：' },
});
