import type { Check, Here } from './check.ts';
import { calendars } from './checks/calendars.ts';
import { chineseFont } from './checks/chinese-font.ts';
import { configuration } from './checks/configuration.ts';
import { dataDirectory } from './checks/data-directory.ts';
import { diskSpace } from './checks/disk-space.ts';
import { nodeVersion } from './checks/node-version.ts';
import { numbers } from './checks/numbers.ts';
import { policies } from './checks/policies.ts';
import { reach } from './checks/reach.ts';
import { routes } from './checks/routes.ts';
import { schedules } from './checks/schedules.ts';
import { secrets } from './checks/secrets.ts';
import { slack } from './checks/slack.ts';
import { wecom } from './checks/wecom.ts';
import { timeZones } from './checks/time-zones.ts';

/** What is looked at with or without a running Tocsin. A new check is a file and a line. */
export const checksHere: readonly Check<Here>[] = [
  nodeVersion,
  timeZones,
  chineseFont,
  diskSpace,
  dataDirectory,
  configuration,
  secrets,
  routes,
  policies,
  schedules,
  calendars,
  reach,
  numbers,
  slack,
  wecom,
];
