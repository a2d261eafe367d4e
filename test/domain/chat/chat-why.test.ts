import { expect, test } from 'vitest';
import { aibotCode } from '../../../domain/chat/aibot-why.ts';
import { sayChatCode } from '../../../domain/chat/chat-why.ts';
import { netWhy } from '../../../domain/chat/net-why.ts';
import { slackCode } from '../../../domain/chat/slack-why.ts';
import { wecomCode } from '../../../domain/chat/wecom-why.ts';

test.each([
  [netWhy('silent', 'qyapi.weixin.qq.com'), '对方没有按时应答（qyapi.weixin.qq.com）', 'It did not answer in time (qyapi.weixin.qq.com)'],
  [
    netWhy('unreached', 'slack.com: ECONNREFUSED'),
    '连接不上：请检查地址和到那里的网络（slack.com: ECONNREFUSED）',
    'It cannot be reached: check the address and the network to it (slack.com: ECONNREFUSED)',
  ],
  [netWhy('trouble', 'HTTP 502'), '对方出了故障（HTTP 502）', 'It is in trouble (HTTP 502)'],
  [
    netWhy('stranger', 'HTTP 302'),
    '应答的是别的程序：请检查填写的地址和中间的代理（HTTP 302）',
    'Something else answered: check the address of the chat, and the proxies (HTTP 302)',
  ],
  [
    { code: wecomCode(86215), raw: 'exists' },
    '这个 id 的群已经存在（86215：exists）',
    'There is a group with this id already (86215: exists)',
  ],
  [{ code: slackCode('fatal_error') }, 'Slack 出了故障，会自动重试（fatal_error）', 'Slack is in trouble; it is tried again (fatal_error)'],
  [
    { code: aibotCode('taken'), raw: 'robot' },
    '另一个程序占用了机器人的长连接：请停掉它（taken：robot）',
    'Another program has taken the connection of the robot: stop it (taken: robot)',
  ],
  [
    { code: aibotCode(1), raw: 'new' },
    '错误码说明见 https://open.work.weixin.qq.com/devtool/query（1：new）',
    'WeCom explains the number at https://open.work.weixin.qq.com/devtool/query (1: new)',
  ],
])('what is kept as %j is said in the reader’s language', (kept, zh, en) => {
  expect([sayChatCode(kept, 'zh'), sayChatCode(kept, 'en')]).toEqual([zh, en]);
});

test.each(['net-', 'net-toString', 'net-silently', 'aibot-', 'aibot-mine', 'wecom-', 'wecom-123456789', 'over-limit', ''])(
  '%j is no such code',
  (code) => expect(sayChatCode({ code }, 'en')).toBeNull(),
);
