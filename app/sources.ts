import { alerta } from '../adapters/source/alerta/receive.ts';
import { alertmanager } from '../adapters/source/alertmanager/receive.ts';
import { aliyunArms } from '../adapters/source/aliyun-arms/receive.ts';
import { aliyunCloudmonitor } from '../adapters/source/aliyun-cloudmonitor/receive.ts';
import { cloudevents } from '../adapters/source/cloudevents/receive.ts';
import { generic } from '../adapters/source/generic/receive.ts';
import { grafanaLegacy } from '../adapters/source/grafana/legacy.ts';
import { grafana } from '../adapters/source/grafana/receive.ts';
import { keep } from '../adapters/source/keep/receive.ts';
import { n9e } from '../adapters/source/n9e/receive.ts';
import { pagerduty } from '../adapters/source/pagerduty/receive.ts';
import { zabbix } from '../adapters/source/zabbix/receive.ts';
import { z } from 'zod';
import { Integration } from '../domain/alert/integration.ts';
import { kinds } from '../domain/resource/kinds.ts';
import type { SourceAdapter } from '../ports/source.ts';

/** From the pickiest to the one that reads nearly anything: a saved payload that names no source is read by the first that can. */
const all: readonly SourceAdapter[] = [
  alertmanager,
  grafana,
  grafanaLegacy,
  pagerduty,
  cloudevents,
  zabbix,
  n9e,
  aliyunArms,
  keep,
  alerta,
  aliyunCloudmonitor,
  generic,
];

/** Every kind of monitoring system that can send to `/hooks/<integration>/<key>`, by the name that an integration gives as its `source`. */
export const sources: ReadonlyMap<string, SourceAdapter> = new Map(all.map((s) => [s.name, s]));

/** The kinds of documents, with the sources that are known here: a slip is named with its line. */
export const kindsHere: typeof kinds = {
  ...kinds,
  integration: Integration.extend({ source: z.enum([...sources.keys()] as [string, ...string[]]) }) as unknown as typeof Integration,
};
