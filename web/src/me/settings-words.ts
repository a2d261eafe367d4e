import { pageWords } from '../page-words.ts';

/** What the page Me says of how somebody is reached. */
export const useTell = pageWords({
  contacts: { en: 'How you are reached', zh: '如何联系到你' },
  contactsMore: { en: 'A test calls you and nobody else; what came of it stands below.', zh: '测试只呼叫你本人，结果显示在下方。' },
  whoAmI: {
    en: 'Say who you are (top right) to see and test how you are reached.',
    zh: '请先在右上角选择“我是谁”，即可查看并测试联系方式。',
  },
  test: { en: 'Test', zh: '测试' },
  testOf: { en: (way: string) => `Test ${way}`, zh: (way: string) => `测试${way}` },
  testAll: { en: 'Test all at once', zh: '全部测试' },
  waits: { en: 'Answer it: press 4, or Acknowledge.', zh: '请应答：按 4 或“认领”。' },
  answered: { en: 'You answered.', zh: '你已应答。' },
  chat: { en: 'Chat', zh: '聊天' },
  builtIn: { en: 'the built-in one', zh: '内置聊天' },
  ring: { en: 'Ringing screen', zh: '响铃' },
  ringWhere: { en: 'every screen where you are signed in', zh: '你登录的每个屏幕' },
  email: { en: 'E-mail', zh: '邮件' },
  phone: { en: 'Phone call', zh: '电话' },
  sms: { en: 'Text message', zh: '短信' },
  missing: { en: 'not known; an admin can add it', zh: '未填写，可请管理员添加' },
  here: { en: 'This browser', zh: '此浏览器' },
  calls: { en: 'Calls and quiet hours', zh: '呼叫与免打扰' },
  byFile: {
    en: (place: string) => `You are written in ${place}; change it there.`,
    zh: (place: string) => `你的信息写在 ${place}，请在文件中修改。`,
  },
  reads: { en: 'Cards and mails come in', zh: '卡片与邮件的语言' },
  zone: { en: 'Your time zone', zh: '你的时区' },
  firmZone: { en: (zone: string) => `as the firm: ${zone}`, zh: (zone: string) => `与公司相同：${zone}` },
  quiet: { en: 'Quiet hours', zh: '免打扰时段' },
  quietMore: {
    en: 'In them a SEV3 or SEV4 only writes to you; the rest is tried when they end. A SEV1 or SEV2 always wakes you.',
    zh: '此时段内 SEV3、SEV4 只发消息，其他方式等结束后再呼叫；SEV1、SEV2 照常叫醒你。',
  },
  from: { en: 'From', zh: '从' },
  to: { en: 'Until', zh: '到' },
  save: { en: 'Save', zh: '保存' },
  saved: { en: 'Saved', zh: '已保存' },
});
