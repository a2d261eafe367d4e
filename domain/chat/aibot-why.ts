import type { Words } from '../text/lang.ts';

const credentials: Words = {
  zh: '请重新复制 Bot ID 和 Secret（企业微信，机器人详情页，API 模式、长连接）',
  en: 'Copy the Bot ID and the Secret anew (WeCom, the robot, API mode with a long connection)',
};
const shut: Words = { zh: '要回复的消息已经太久', en: 'What it would answer is too long ago' };

/** What to do where WeCom refuses its robot, by its errcodes, or has ended its connection for good. Ends no sentence. */
const fixes: Readonly<Record<string, Words>> = {
  [-1]: { zh: '企业微信繁忙', en: 'WeCom is busy' },
  45009: { zh: '每个会话每分钟最多 30 条、每小时 1000 条', en: 'A conversation takes 30 messages a minute and 1000 an hour' },
  45033: { zh: '同时发出的太多，稍后再发', en: 'WeCom takes fewer at the same time' },
  93006: {
    zh: '机器人只能在有人跟它说过话、它也还在的会话里发消息：请先在那里跟它说一句（群里要 @它），再试',
    en: 'The robot may write only where somebody has spoken to it and it still is: say a word to it there (in a group: @ it), then again',
  },
  846605: shut,
  846608: shut,
  846609: { zh: '正在重新连接', en: 'It connects anew' },
  850001: credentials,
  851014: credentials,
  refused: credentials,
  taken: { zh: '另一个程序占用了机器人的长连接：请停掉它', en: 'Another program has taken the connection of the robot: stop it' },
};
const ours: Words = {
  zh: '错误码说明见 https://open.work.weixin.qq.com/devtool/query',
  en: 'WeCom explains the number at https://open.work.weixin.qq.com/devtool/query',
};

export const aibotFix = (code: number | string): Words => fixes[code] ?? ours;

/** What is kept of a refusal, to be said in the language of whoever reads of it. */
export const aibotCode = (code: number | 'refused' | 'taken'): string => `aibot-${code}`;
