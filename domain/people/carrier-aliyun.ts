import { z } from 'zod';
import { common, Secret, WebUrl } from './carrier-fields.ts';

const TemplateCode = z.string().regex(/^\w{4,40}$/u, 'is not the code of a template; write one such as TTS_123456 or SMS_123456');
/** Which of our words goes into which variable of an approved template. */
const Variables = z.record(z.string().regex(/^\w{1,40}$/u), z.enum(['severity', 'number', 'title', 'text', 'code']));

/** Alibaba Cloud: texts and calls from approved templates, whose variables are all that may differ. `secret` is the last part of the address
 *  to which it reports, for it does not sign what it sends. */
export const AliyunCarrier = z.strictObject({
  type: z.literal('aliyun'),
  ...common,
  accessKeyId: z.string().min(1),
  accessKeySecret: Secret,
  secret: z
    .string()
    .regex(
      /^[\w-]{16,200}$/u,
      'is not long enough, or has other characters than letters, digits, dash and underscore; write 32 random ones',
    ),
  voice: z
    .strictObject({
      template: TemplateCode,
      variables: Variables.default({ level: 'severity', number: 'number', title: 'title' }),
      /** The number that is shown; bought. Without one it is a call in public mode, which takes no keys. */
      showNumber: z
        .string()
        .regex(/^\d{3,20}$/u, 'is not a number to show; write its digits')
        .optional(),
      playTimes: z.number().int().min(1).max(3).default(2),
      /** What is said after a key, each an approved template without variables: with it, and a number to show, the call takes keys. */
      menu: z
        .strictObject({
          ack: TemplateCode,
          escalate: TemplateCode.optional(),
          resolve: TemplateCode.optional(),
          bye: TemplateCode.optional(),
        })
        .optional(),
      url: WebUrl.default('https://dyvmsapi.aliyuncs.com'),
    })
    .refine(
      (v) => v.menu === undefined || v.showNumber !== undefined,
      'has a menu and no showNumber; calls that take keys need a bought number',
    )
    .optional(),
  sms: z
    .strictObject({
      sign: z.string().min(1).max(40),
      template: TemplateCode,
      variables: Variables.default({ level: 'severity', number: 'number', title: 'title' }),
      url: WebUrl.default('https://dysmsapi.aliyuncs.com'),
    })
    .optional(),
});
export type AliyunCarrier = z.output<typeof AliyunCarrier>;
