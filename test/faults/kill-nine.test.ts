import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { show, skill } from '../harness/api.ts';
import { dice, seed } from '../harness/dice.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { docs, people } from '../scenarios/firm.ts';

const yaml = docs(
  people,
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }], delayMinutes: 60 }] } }`,
  `{ kind: route, name: default, spec: { groupBy: [alertname], policy: default, declare: SEV3 } }`,
);

/** Posts alerts, one group each, as fast as they are taken, and remembers which were answered 2xx. */
async function posts(tocsin: Tocsin, from: number, isOver: () => boolean): Promise<string[]> {
  const taken: string[] = [];
  const endsAt = new Date(Date.now() + 3_600_000).toISOString();
  for (let n = from; !isOver(); n++) {
    const alertname = `A${n}`;
    const body = JSON.stringify([{ labels: { alertname }, endsAt }]);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${tocsin.origin}/api/v2/alerts`, { method: 'POST', headers, body }).catch(() => null);
    if (response?.ok) taken.push(alertname);
    if (!response) return taken;
  }
  return taken;
}

interface Listed {
  readonly alerts: readonly { readonly labels: { readonly alertname: string }; readonly incident: string | null }[];
}

test(
  `killed -9 five times under load, nothing that was answered 2xx is lost, and each alert has one incident and one page (seed ${seed})`,
  { timeout: 90_000 },
  async () => {
    const folders = [tempFolder('config'), tempFolder('data')] as const;
    writeFileSync(join(folders[0].path, 'tocsin.yaml'), yaml);
    const tocsin = await startTocsin({ configDir: folders[0].path, dataDir: folders[1].path });
    onTestFinished(async () => {
      await tocsin.stop();
      for (const folder of folders) folder.remove();
    });
    const roll = dice();
    const taken: string[] = [];
    for (let life = 0; life < 5; life++) {
      const dies = performance.now() + 30 + roll() * 400;
      const posting = posts(tocsin, life * 10_000, () => performance.now() > dies);
      await new Promise((r) => setTimeout(r, dies - performance.now()));
      await tocsin.kill9();
      taken.push(...(await posting));
      await tocsin.restart();
    }
    expect(taken.length).toBeGreaterThan(5);
    const { alerts } = await until(
      async () => {
        const listed = await skill<Listed>(tocsin, 'alert/list', { limit: 1000 });
        return listed.alerts.every((a) => a.incident !== null) && listed;
      },
      { what: 'an incident for every alert', timeoutMs: 30_000, context: () => tocsin.output().slice(-2_000) },
    );
    const known = new Set(alerts.map((a) => a.labels.alertname));
    expect(taken.filter((name) => !known.has(name))).toEqual([]);
    expect(new Set(alerts.map((a) => a.incident)).size, 'an incident each').toBe(alerts.length);
    const all = alerts.map((a) => a.incident ?? '');
    const areReady = async () => {
      const shown = await Promise.all(all.map((incident) => show(tocsin, incident)));
      return shown.every((i) => i.rooms[0]?.state === 'open' && i.pages[0]?.state === 'sent') && shown;
    };
    const incidents = await until(areReady, { what: 'a room and a page for every incident', everyMs: 200, timeoutMs: 30_000 });
    expect(incidents.filter((i) => i.pages.length !== 1 || i.rooms.length !== 1).map((i) => i.number)).toEqual([]);
    const twice = incidents.filter(
      (i) => i.timeline.filter((line) => line.kind === 'incident.declared' || line.kind === 'room.opened').length !== 2,
    );
    expect(twice.map((i) => i.number)).toEqual([]);
  },
);
