import { z } from 'zod';
import { Severity } from '../incident/severity.ts';
import { WebAddress } from './web-address.ts';

/** Whose robots a group can have. Each signs, limits and writes in its own way. */
export const makes = ['wecom', 'dingtalk', 'feishu'] as const;
export type Make = (typeof makes)[number];

const hosts: Readonly<Record<string, Make>> = {
  'qyapi.weixin.qq.com': 'wecom',
  'oapi.dingtalk.com': 'dingtalk',
  'open.feishu.cn': 'feishu',
  'open.larksuite.com': 'feishu',
};

/** Where cards are shown. `to` is the conversation's id on that platform (web: the room, else the channel's own name); robots and webhooks
 *  have a `url`; `secret` signs what is sent there. `robot` says whose robot it is where the address does not. With
 *  `incidents` it hears of every incident that is at least so bad and not private, whatever led to it. */
export const Channel = z
  .strictObject({
    displayName: z.string().min(1).max(100).optional(),
    platform: z.enum(['web', 'slack', 'wecom', 'wecom-aibot', 'wechat', 'botkit', 'robot', 'webhook']),
    to: z.string().min(1).optional(),
    url: WebAddress.optional(),
    secret: z.string().min(1).optional(),
    robot: z.enum(makes).optional(),
    incidents: Severity.optional(),
  })
  .superRefine((c, ctx) => {
    const field = c.platform === 'web' ? null : c.platform === 'robot' || c.platform === 'webhook' ? 'url' : 'to';
    if (field && c[field] === undefined) {
      const what = field === 'to' ? 'the id of the conversation' : 'the address to post to';
      ctx.addIssue({ code: 'custom', path: [field], message: `is missing; a ${c.platform} channel needs \`${field}\`, ${what}` });
    } else if (c.platform === 'robot' && makeOf(c) === undefined) {
      const message = 'is missing; the address does not say whose robot it is: write wecom, dingtalk or feishu';
      ctx.addIssue({ code: 'custom', path: ['robot'], message });
    }
  });
export type Channel = z.output<typeof Channel>;

/** Whose robot it is: what is written, else what the host says. */
export const makeOf = ({ robot, url }: Pick<Channel, 'robot' | 'url'>): Make | undefined =>
  robot ?? (url !== undefined && URL.canParse(url) ? hosts[new URL(url).hostname] : undefined);

/** The platform on which the readers of a channel have their ids: a robot's are those of its make. */
export const peopleOn = (channel: Channel): string => (channel.platform === 'robot' && makeOf(channel)) || channel.platform;
