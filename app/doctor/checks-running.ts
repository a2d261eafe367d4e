import type { Check, Running } from './check.ts';
import { checksHere } from './checks-here.ts';
import { calling } from './checks/calling.ts';
import { carriers } from './checks/carriers.ts';
import { channels } from './checks/channels.ts';
import { chats } from './checks/chats.ts';
import { clock } from './checks/clock.ts';
import { database } from './checks/database.ts';
import { integrations } from './checks/integrations.ts';
import { mail } from './checks/mail.ts';
import { processes } from './checks/processes.ts';
import { publicAddress } from './checks/public-address.ts';
import { push } from './checks/push.ts';
import { slackListening } from './checks/slack-listening.ts';
import { wecomListening } from './checks/wecom-listening.ts';
import { stuckWork } from './checks/stuck-work.ts';

/** What a running Tocsin looks at, in the order in which it is shown. `migrations` are those that it brings. */
export const checksRunning = (migrations: readonly string[]): readonly Check<Running>[] => [
  ...checksHere,
  database(migrations),
  clock,
  stuckWork,
  calling,
  processes,
  integrations,
  chats,
  slackListening,
  wecomListening,
  channels,
  mail,
  carriers,
  push,
  publicAddress,
];
