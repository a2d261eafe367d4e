import type { MethodLimit } from '../../../ports/pace.ts';

/** WeChat publishes no limits and shuts out accounts that talk like machines: this is what people who run such bots find borne. */
export const wechatLimits: Readonly<Record<string, MethodLimit>> = {
  say: { atOnce: 10, perMinute: 40 },
  create: { atOnce: 2, perMinute: 2 },
  invite: { atOnce: 5, perMinute: 10 },
};
