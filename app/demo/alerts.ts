import type { Lang, Words } from '../../domain/text/lang.ts';

const summaries = {
  warning: { zh: '委托拒单率 2.1%（平时 0.2%）', en: '2.1% of orders are rejected (usually 0.2%)' },
  rejects: { zh: '委托大量被拒：拒单率 31%', en: 'Orders are being rejected: 31% since the open' },
  errors: { zh: '委托网关报错：价格档位表缺失', en: 'The order gateway reports: price-tick table missing' },
  app: { zh: '客户端下单失败率 28%', en: '28% of orders from the app fail' },
} satisfies Record<string, Words>;

const labels = {
  warning: { alertname: 'OrderRejectRatio', severity: 'warning', system: 'order-gateway', site: 'sh1' },
  rejects: { alertname: 'OrdersRejected', severity: 'critical', system: 'order-gateway', site: 'sh1' },
  errors: { alertname: 'GatewayErrors', severity: 'critical', system: 'order-gateway', site: 'sh1' },
  app: { alertname: 'AppOrderFailures', severity: 'warning', system: 'app-backend', site: 'sh1' },
} as const;

export type DemoAlert = keyof typeof labels;
export const demoAlerts = Object.keys(labels) as readonly DemoAlert[];

/** An alert outlives the story, whoever pauses it. */
const dayMs = 86_400_000;

/** Alerts as Prometheus posts them to the Alertmanager API; `over`: they have ended at `at` (UTC ms). */
export function postedAlerts(names: readonly DemoAlert[], { at, lang, over }: { at: number; lang: Lang; over: boolean }): object[] {
  return names.map((name) => ({
    labels: labels[name],
    annotations: { summary: summaries[name][lang] },
    ...(over ? {} : { startsAt: new Date(at).toISOString() }),
    endsAt: new Date(over ? at : at + dayMs).toISOString(),
  }));
}
