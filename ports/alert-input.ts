import { z } from 'zod';

/** What a list of alerts can be narrowed to, the same for all that list or count them. */
export const alertInput = {
  state: z.enum(['firing', 'suppressed', 'resolved']).optional(),
  match: z.array(z.string()).max(50).optional(),
  text: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  group: z.string().max(1000).optional(),
};

export const alertInputLabels = {
  state: { en: 'State', zh: '状态' },
  match: { en: 'Matchers', zh: '匹配条件' },
  text: { en: 'Words', zh: '搜索' },
  source: { en: 'Source', zh: '来源' },
  group: { en: 'Alert group', zh: '告警组' },
};
