import { useDesk } from '../desk.ts';
import { pageWords } from '../page-words.ts';
import type { ChatType } from '../../api.d.ts';

/** What platforms are called; in Chinese with the spaces that stand around a Latin name. */
const labels: Record<ChatType, { en: string; zh: string }> = {
  slack: { en: 'Slack', zh: ' Slack ' },
  wecom: { en: 'WeCom', zh: '企业微信' },
  'wecom-aibot': { en: 'the WeCom robot', zh: '企业微信智能机器人' },
  wechat: { en: 'WeChat', zh: '微信' },
  botkit: { en: 'Teams', zh: ' Teams ' },
};

export function useLabel(): (type: ChatType) => string {
  const { language } = useDesk();
  return (type) => language.pick(labels[type]);
}

/** What is said of every chat: who somebody is there, what works there, and how it is tried. `chat` is what it is called. */
export const useTell = pageWords({
  user: { en: (chat: string) => `${chat} user`, zh: (chat: string) => `${chat}用户` },
  userHint: {
    en: (chat: string) => `Type a name or address and choose, or write the ID in ${chat}.`,
    zh: (chat: string) => `输入姓名或邮箱后选择，或填写在${chat}中的 ID。`,
  },
  slackHint: {
    en: 'Type a name or address and choose, or write the member ID (Slack profile → ⋯ → Copy member ID).',
    zh: '输入姓名或邮箱后选择，或填写成员 ID（Slack 个人资料 → ⋯ → 复制成员 ID）。',
  },
  wecomHint: {
    en: 'The userid: in the WeCom admin console, Contacts → the person → Account.',
    zh: '填写成员账号（userid）：企业微信管理后台 → 通讯录 → 成员 → 账号。',
  },
  link: { en: 'Link', zh: '关联' },
  linkOf: { en: (name: string) => `Link ${name}`, zh: (name: string) => `关联${name}` },
  linked: { en: (name: string) => `${name} is linked`, zh: (name: string) => `已关联${name}` },
  contact: { en: 'E-mail and chats', zh: '邮箱与聊天账号' },
  contactOf: { en: (name: string) => `E-mail and chats of ${name}`, zh: (name: string) => `${name}的邮箱与聊天账号` },
  email: { en: 'E-mail', zh: '邮箱' },
  emailFiled: { en: (place: string) => `Written in ${place}; change it there.`, zh: (place: string) => `写在 ${place}，请在文件中修改。` },
  emailHint: { en: 'For pages by mail, and to be known in chats.', zh: '用于邮件呼叫，也用于在聊天中识别身份。' },
  save: { en: 'Save', zh: '保存' },
  saved: { en: 'Saved', zh: '已保存' },

  inDemo: {
    en: (chat: string) => `The demo reaches nothing outside. Start Tocsin without --demo to connect ${chat}.`,
    zh: (chat: string) => `演示不会连接外部系统。请不带 --demo 启动 Tocsin，再把${chat}接入。`,
  },
  newTab: { en: '(new tab)', zh: '（新标签页）' },
  isKept: { en: 'kept; leave empty to keep it', zh: '已保存；留空则不变' },
  needed: { en: 'Paste it here', zh: '请粘贴到这里' },
  tryAndKeep: { en: 'Try and keep', zh: '验证并保存' },
  asking: { en: (chat: string) => `Asking ${chat}…`, zh: (chat: string) => `正在向${chat}核实…` },
  keepAnyway: { en: 'Keep without trying', zh: '不验证，直接保存' },
  kept: { en: 'Kept', zh: '已保存' },
  byFile: {
    en: (place: string) => `Written in ${place}; change it there. It takes effect as soon as the file is saved.`,
    zh: (place: string) => `写在 ${place}，请在文件中修改，保存即生效。`,
  },
  byEnvironment: {
    en: (variable: string) => `Set in the environment (${variable} …). What is kept here comes before it.`,
    zh: (variable: string) => `由环境变量设置（${variable} 等）。在这里保存的优先于它。`,
  },

  look: { en: 'See that it works', zh: '确认一切正常' },
  lookWhy: {
    en: (chat: string) => `What ${chat} says now, the worst first, each with what to do; and a test that shows there.`,
    zh: () => '现在的情况，最要紧的在前，并附处理办法；再做一次看得见的测试。',
  },
  lookDone: { en: 'Everything is as it should be', zh: '一切正常' },
  lookFirst: { en: 'There is nothing to see before the steps above are done.', zh: '完成前面的步骤之后才能查看。' },
  lookAgain: { en: 'Look again', zh: '重新检查' },
  people: {
    en: (chat: string, linked: number, all: number) => `${linked} of ${all} people are linked to a ${chat} user`,
    zh: (chat: string, linked: number, all: number) => `${all} 人中有 ${linked} 人已关联${chat}账号`,
  },
  missing: { en: (n: number) => (n === 1 ? 'One is not' : `${n} are not`), zh: (n: number) => `还有 ${n} 人未关联` },
  noMail: { en: 'no e-mail', zh: '没有邮箱' },
  tests: { en: 'Try it', zh: '试一试' },
  testMessage: { en: (chat: string) => `Write to me in ${chat}`, zh: (chat: string) => `在${chat}里给我发一条` },
  testRoom: { en: 'Open a test room with me', zh: '拉我进一个测试房间' },
  messageSent: { en: (chat: string) => `It is in ${chat}, from Tocsin`, zh: (chat: string) => `已发出，请在${chat}里查看 Tocsin 的消息` },
  roomOpened: { en: 'The room is open', zh: '房间已打开' },
  openRoom: { en: (chat: string) => `See it in ${chat}`, zh: (chat: string) => `在${chat}里查看` },
});
