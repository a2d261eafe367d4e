import type { FoundOnWecomBot } from '../../ports/chat-diagnosis.ts';
import { why, type Say } from './chat-words.ts';
import { ill, well, words } from './check.ts';

export const wecomBotSays: Say<FoundOnWecomBot> = {
  connected: () => [well('企业微信接受这个智能机器人的连接', 'WeCom takes a connection of this robot')],
  'token-refused': (found) =>
    found.map(({ raw }) =>
      ill(
        'wrong',
        words(`企业微信不认这个智能机器人（${raw}）`, `WeCom refuses this robot (${raw})`),
        words(
          '在 work.weixin.qq.com → 安全与管理 → 管理工具 → 智能机器人 → API 模式（长连接）复制 Bot ID 与 Secret。',
          'Copy Bot ID and Secret from work.weixin.qq.com → 安全与管理 → 管理工具 → 智能机器人 → API mode, long connection (长连接).',
        ),
      ),
    ),
  unreachable: (found) =>
    found.map(({ raw, host }) =>
      ill(
        'wrong',
        words(`连不上企业微信的长连接：${why(raw).zh}`, `WeCom’s long connection cannot be reached: ${why(raw).en}`),
        words(`检查到 ${host} 的网络（出站 wss）。`, `Check the network to ${host} (outbound wss).`),
      ),
    ),
};
