import { z } from 'zod';
import { Mirror } from './mirror.ts';
import { RoomTemplate } from './room-template.ts';
import { WebAddress } from './web-address.ts';

const Secret = z.string().min(1);
const starts = (prefix: string, what: string) =>
  Secret.refine((text) => text.startsWith(prefix), `is not ${what}; it begins with ${prefix} (api.slack.com/apps, your app)`);

/** Slack. With an `appToken` it is listened to over a connection of our own (Socket Mode), else Slack calls `/im/slack/events` and signs with
 *  the `signingSecret`. `roomName` may hold {number}, {date}, {n}, {severity}, {system} and {title}; `letters: latin` writes Chinese titles in
 *  pinyin, `kept` leaves them. Rooms are archived so many days after closing (null: never). A message with one of the `capture` reactions
 *  becomes part of the timeline. `url` is the Web API's where it is not Slack's own. */
export const SlackChat = z
  .strictObject({
    type: z.literal('slack'),
    botToken: starts('xoxb-', 'a bot token'),
    appToken: starts('xapp-', 'an app-level token').optional(),
    signingSecret: Secret.optional(),
    url: WebAddress.optional(),
    roomName: RoomTemplate(80).default('{number}-{title}'),
    letters: z.enum(['latin', 'kept']).default('latin'),
    archiveAfterDays: z.number().int().min(0).max(3650).nullable().default(7),
    capture: z
      .array(z.string().regex(/^[a-z0-9_+'-]+$/u, 'is no name of a reaction; write it without colons, such as pushpin'))
      .default(['pushpin']),
    mirror: Mirror,
  })
  .refine((s) => s.appToken !== undefined || s.signingSecret !== undefined, {
    path: ['appToken'],
    message: 'is missing; write the app-level token for Socket Mode, or the signingSecret where Slack is to call us',
  });
export type SlackChat = z.output<typeof SlackChat>;
