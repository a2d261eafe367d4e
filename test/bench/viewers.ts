import { get } from 'node:http';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { skill } from '../harness/api.ts';
import { startTocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { quantile, type Finding } from './figures.ts';

/** Consoles that look on while incidents are declared: from the moment a change is asked for until each of them has heard of it. */
export async function viewers(plan: { viewers: number; changes: number; everyMs: number }): Promise<Finding[]> {
  const tocsin = await startTocsin();
  const idle = residentMb(tocsin.pid);
  const heard = new Map<string, number[]>();
  const streams = await Promise.all(Array.from({ length: plan.viewers }, () => look(tocsin.origin, heard)));
  try {
    const looking = residentMb(tocsin.pid);
    const late: number[] = [];
    for (let i = 0; i < plan.changes; i += 1) {
      const asked = performance.now();
      const { incident } = await skill<{ incident: string }>(tocsin, 'incident/declare', { title: `Change ${i}` });
      const all = await until(() => everyoneHeard(heard, incident, plan.viewers), {
        what: `${incident} on ${plan.viewers} screens`,
        everyMs: 5,
      });
      late.push(...all.map((at) => at - asked));
      await pause(plan.everyMs);
    }
    const of = `${plan.viewers} viewers`;
    return [
      { what: `${of}: asked to received, p50`, value: quantile(late, 0.5), unit: 'ms' },
      { what: `${of}: asked to received, p95`, value: quantile(late, 0.95), unit: 'ms', atMost: 300 },
      { what: `${of}: the last of all`, value: Math.max(...late), unit: 'ms' },
      { what: `${of}: memory beyond none`, value: looking - idle, unit: 'MB' },
      { what: `${of}: resident`, value: residentMb(tocsin.pid), unit: 'MB' },
    ];
  } finally {
    for (const close of streams) close();
    await tocsin.stop();
  }
}

/** The first word of each change counts; later ones are other changes of the same incident. */
function everyoneHeard(heard: ReadonlyMap<string, readonly number[]>, incident: string, count: number): readonly number[] | null {
  const times = heard.get(incident) ?? [];
  return times.length >= count ? times : null;
}

function look(origin: string, heard: Map<string, number[]>): Promise<() => void> {
  const known = new Set<string>();
  return new Promise((ready, failed) => {
    const request = get(`${origin}/api/v1/events`, { agent: false }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        for (const [, number = ''] of text.matchAll(/event: incident\ndata: \{"number":"([^"]+)"/gu)) {
          if (known.has(number)) continue;
          known.add(number);
          const times = heard.get(number) ?? [];
          times.push(performance.now());
          heard.set(number, times);
        }
      });
      ready(() => request.destroy());
    });
    request.on('error', failed);
  });
}

function residentMb(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
