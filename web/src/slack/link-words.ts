import { pageWords } from '../page-words.ts';

/** What is said where an admin says where somebody is reached. */
export const useTell = pageWords({
  slackUser: { en: 'Slack user', zh: 'Slack 用户' },
  slackUserHint: {
    en: 'Type a name or address and choose, or write the member ID (Slack profile → ⋯ → Copy member ID).',
    zh: '输入姓名或邮箱后选择，或填写成员 ID（Slack 个人资料 → ⋯ → 复制成员 ID）。',
  },
  link: { en: 'Link', zh: '关联' },
  linkOf: { en: (name: string) => `Link ${name}`, zh: (name: string) => `关联${name}` },
  linked: { en: (name: string) => `${name} is linked`, zh: (name: string) => `已关联${name}` },
  contact: { en: 'E-mail and Slack', zh: '邮箱与 Slack' },
  contactOf: { en: (name: string) => `E-mail and Slack of ${name}`, zh: (name: string) => `${name}的邮箱与 Slack` },
  email: { en: 'E-mail', zh: '邮箱' },
  emailFiled: { en: (place: string) => `Written in ${place}; change it there.`, zh: (place: string) => `写在 ${place}，请在文件中修改。` },
  emailHint: { en: 'For pages by mail, and to be known in chats.', zh: '用于邮件呼叫，也用于在聊天中识别身份。' },
  save: { en: 'Save', zh: '保存' },
  saved: { en: 'Saved', zh: '已保存' },
});
