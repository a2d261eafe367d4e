import type { MethodLimit } from '../../../ports/pace.ts';

/** Every interface takes 10,000 calls a minute of a firm; several apps share that. */
const base: MethodLimit = { atOnce: 200, perMinute: 3_000 };

/** How often each method that we use may be called: https://developer.work.weixin.qq.com/document/path/90312. What a member may get is counted
 *  apart, for WeCom does not refuse it (`SendCount`). */
export const wecomLimits: Readonly<Record<string, MethodLimit>> = {
  'agent/get': base,
  // 1,000 a day, and 1,000 changes an hour.
  'appchat/create': { atOnce: 20, perMinute: 10 },
  'appchat/get': base,
  'appchat/send': base,
  'appchat/update': { atOnce: 60, perMinute: 15 },
  'department/simplelist': { atOnce: 10, perMinute: 60 },
  'media/upload': { atOnce: 20, perMinute: 300 },
  'menu/create': { atOnce: 5, perMinute: 10 },
  'message/send': base,
  'message/update_template_card': base,
  'user/get': base,
  'user/simplelist': { atOnce: 10, perMinute: 60 },
};
