import { z } from 'zod';
import { Mirror } from './mirror.ts';
import { WebAddress } from './web-address.ts';

const Secret = z.string().min(1);

/** What Tocsin itself is set up with. */
const ours = /^(?:TOCSIN_|OIDC_|SLACK_|TWILIO_|WECOM_|(?:DATABASE|REDIS|SMTP)_URL$)/u;

/** Variables by name that the process of a guest is given out of ours. */
const GivenVariables = z
  .array(
    z
      .string()
      .regex(/^[A-Za-z_]\w{0,99}$/u, 'is not the name of a variable; write one such as LUNCH_API_KEY')
      .refine((name) => !ours.test(name), 'is Tocsin’s own, which no guest is given; give it one of its own by another name'),
  )
  .max(50);

/** WeChat through Wechaty: `puppet` is the package of one of its puppets, `options` go to that as they are (a `token`, mostly), `env` names variables that it is given. Best effort:
 *  nobody is paged by it alone. */
export const WechatChat = z.strictObject({
  type: z.literal('wechat'),
  puppet: z
    .string()
    .regex(
      /^(?:@[a-z0-9-]+\/)?wechaty-puppet-[a-z0-9-]+$/u,
      'is not a puppet; write the package of one, wechaty-puppet-<name>, such as wechaty-puppet-service or wechaty-puppet-mock',
    ),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  token: Secret.optional(),
  env: GivenVariables.optional(),
  mirror: Mirror,
});
export type WechatChat = z.output<typeof WechatChat>;

/** Whatever one of Botkit's adapters reaches. `bot-framework` is Microsoft Teams: it calls `/im/<name>/messages` and needs the app's id and
 *  password; `web` is Botkit's own web chat, behind a front of yours that brings `appPassword`. `bot` is a file with a Botkit bot of yours, which is then hosted here; `env` names variables that it is given. `url` is where the Bot
 *  Framework signs people in where that is not Microsoft's own. */
export const BotkitChat = z
  .strictObject({
    type: z.literal('botkit'),
    adapter: z.enum(['bot-framework', 'web']).default('bot-framework'),
    appId: z.string().min(1).optional(),
    appPassword: Secret.optional(),
    tenantId: z.string().min(1).optional(),
    bot: z.string().min(1).optional(),
    env: GivenVariables.optional(),
    mirror: Mirror,
    url: WebAddress.optional(),
  })
  .refine((s) => s.adapter !== 'bot-framework' || s.appId !== undefined, {
    path: ['appId'],
    message: 'is missing; the Bot Framework needs the appId and the appPassword of your Azure bot',
  })
  .refine((s) => s.appPassword !== undefined, {
    path: ['appPassword'],
    message: 'is missing; it is the password of your Azure bot, or for adapter: web one that your front brings',
  });
export type BotkitChat = z.output<typeof BotkitChat>;
