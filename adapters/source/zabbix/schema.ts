import { z } from 'zod';
import { Said } from '../../../domain/text/said.ts';

/** What our script for Zabbix sends: its parameters, all of them texts, some of them macros that Zabbix left as they were. */
export const Problem = z.object({
  eventid: Said,
  /** 0 trigger, 1 discovery, 2 registration, 3 internal, 4 service. */
  event_source: Said,
  /** 1 problem, 0 over. */
  eventvalue: Said,
  /** 1: somebody or something did something to it. */
  eventupdate: Said,
  eventack: Said,
  /** 0..5, or its English name. */
  severity: Said,
  eventname: Said,
  hostname: Said,
  hostip: Said,
  hostgroups: Said,
  triggerid: Said,
  triggerdesc: Said,
  triggeropdata: Said,
  /** JSON text of [{tag, value}], or `tag:value, tag:value`. */
  eventtags: z.unknown().optional(),
  /** By the clock on the wall of the Zabbix server, so of no use by itself: YYYY.MM.DD and hh:mm:ss. */
  eventdate: Said,
  eventtime: Said,
  /** Seconds since 1970, which our script works out where that clock is known. */
  startedat: Said,
  endedat: Said,
  url: Said,
  alert_subject: Said,
  alert_message: Said,
  user: Said,
  updatemessage: Said,
});
export type Problem = z.output<typeof Problem>;
export const Tags = z.array(z.object({ tag: Said, value: Said }));
