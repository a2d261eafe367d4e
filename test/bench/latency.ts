import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { quantile, type Finding } from './figures.ts';

/** Every alert is a group of its own, shown at once in a room of the web chat. */
const configuration = [
  { kind: 'channel', name: 'ops', spec: { platform: 'web' } },
  {
    kind: 'route',
    name: 'default',
    spec: { match: [], groupBy: ['alertname'], groupWaitSeconds: 0, policy: null, declare: null, channel: 'ops' },
  },
];

/** From an alert sent, and from its 2xx, to the message in the live stream, at a steady rate that does not wait for answers. */
export async function latency(plan: { perSecond: number; seconds: number }): Promise<Finding[]> {
  const folder = tempFolder('latency');
  writeFileSync(join(folder.path, 'latency.yaml'), configuration.map((each) => JSON.stringify(each)).join('\n---\n'));
  const tocsin = await startTocsin({ configDir: folder.path });
  const stream = await listen(tocsin.origin);
  try {
    const count = plan.perSecond * plan.seconds;
    const sent: number[] = [];
    const accepted: number[] = [];
    const began = performance.now();
    const answers: Promise<void>[] = [];
    for (let i = 0; i < count; i += 1) {
      await pause(Math.max(0, began + (i * 1000) / plan.perSecond - performance.now()));
      sent[i] = performance.now();
      answers.push(send(tocsin.origin, i).then(() => void (accepted[i] = performance.now())));
    }
    await Promise.all(answers);
    await until(() => stream.shown.size >= count, { what: `${count} messages`, context: () => `${stream.shown.size} came` }).catch(
      console.error,
    );
    const shown = Array.from({ length: count }, (_none, i) => stream.shown.get(i) ?? Number.POSITIVE_INFINITY);
    return report(plan, shown, sent, accepted);
  } finally {
    stream.close();
    await tocsin.stop();
    folder.remove();
  }
}

function report(plan: { perSecond: number }, shown: readonly number[], sent: readonly number[], accepted: readonly number[]): Finding[] {
  const since = (from: readonly number[]): number[] => shown.map((at, i) => at - from[i]!);
  const at = `at ${plan.perSecond}/s`;
  return [
    { what: `alert accepted to message, p50 ${at}`, value: quantile(since(accepted), 0.5), unit: 'ms' },
    { what: `alert accepted to message, p99 ${at}`, value: quantile(since(accepted), 0.99), unit: 'ms', atMost: 50 },
    { what: `alert sent to message, p50 ${at}`, value: quantile(since(sent), 0.5), unit: 'ms' },
    { what: `alert sent to message, p99 ${at}`, value: quantile(since(sent), 0.99), unit: 'ms', atMost: 50 },
  ];
}

async function send(origin: string, i: number): Promise<void> {
  const alert = { labels: { alertname: nameOf(i), severity: 'warning' }, annotations: { summary: 'for the latency benchmark' } };
  const response = await fetch(`${origin}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([alert]),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`Tocsin answered ${response.status}`);
}

function nameOf(i: number): string {
  return `Latency${String(i).padStart(6, '0')}`;
}

/** When the number of an alert was first seen in a chat message of the live stream. */
async function listen(origin: string): Promise<{ shown: Map<number, number>; close: () => void }> {
  const shown = new Map<number, number>();
  const abort = new AbortController();
  const response = await fetch(`${origin}/api/v1/events`, { headers: { accept: 'text/event-stream' }, signal: abort.signal });
  if (!response.ok || !response.body) throw new Error(`the live stream answered ${response.status}`);
  void follow(response.body, (name, data, at) => {
    if (name !== 'message') return;
    for (const [, number] of data.matchAll(/Latency(\d{6})/g)) if (!shown.has(Number(number))) shown.set(Number(number), at);
  }).catch(() => {}); // closed by us
  return { shown, close: () => abort.abort() };
}

/** Calls `tell` for every frame of a live stream. */
export async function follow(body: ReadableStream<Uint8Array>, tell: (name: string, data: string, at: number) => void): Promise<void> {
  let rest = '';
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const at = performance.now();
    const frames = (rest + text).split('\n\n');
    rest = frames.pop()!;
    for (const frame of frames) tell(/^event: ?(.*)$/m.exec(frame)?.[1] ?? 'message', frame, at);
  }
}
