import { closeSync, fsyncSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tempFolder } from '../harness/temp-folder.ts';
import { isKept, median, table, type Finding } from './figures.ts';
import { ingest, shapes } from './ingest.ts';
import { latency } from './latency.ts';
import { million } from './million.ts';
import { oncall } from './oncall.ts';
import { pages } from './pages.ts';
import { screens } from './screens.ts';
import { roomsInSlack } from './slack.ts';
import { startup } from './startup.ts';
import { storm } from './storm.ts';
import { viewers } from './viewers.ts';
import { roomsInWecom } from './wecom.ts';
import { year } from './year.ts';

/** `npm run bench -- [ingest] [latency] [startup] [storm] [million] [oncall] [pages] [year] [viewers] [slack] [wecom] [screens] [--rounds 5] [--connections 50] [--engine sqlite|postgres] [--out file.json]`
 *  Ends with 1 when a promise is not kept. */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '50' },
    engine: { type: 'string', default: 'sqlite' },
    out: { type: 'string' },
  },
});

const rounds = Number(options.rounds);
const benches: Record<string, () => Promise<Finding[]>> = {
  startup: () => startup({ rounds, idleMs: 5000 }),
  storm: () => storm(),
  million,
  oncall: async () => oncall({ rounds }),
  pages,
  year,
  viewers: () => viewers({ viewers: 1_000, changes: 20, everyMs: 200 }),
  slack: roomsInSlack,
  wecom: roomsInWecom,
  screens: () => screens({ lines: 5_000, rounds, changes: 2_000 }),
  latency: () => latency({ perSecond: 50, seconds: 20 }),
  ingest: () =>
    ingest({ rounds, connections: Number(options.connections), engine: options.engine === 'postgres' ? 'postgres' : 'sqlite', shapes }),
};

/** What one durable commit costs on this disk: without it, no figure of a durable store can be compared with that of another machine. */
function fsyncCost(): Finding {
  const folder = tempFolder('fsync');
  const file = openSync(join(folder.path, 'file'), 'w');
  const page = Buffer.alloc(4096, 1);
  const took = Array.from({ length: 200 }, () => {
    const began = performance.now();
    writeSync(file, page);
    fsyncSync(file);
    return (performance.now() - began) * 1000;
  });
  closeSync(file);
  folder.remove();
  return { what: 'write and fsync of 4 KiB', value: median(took), unit: 'µs' };
}

const names = positionals.length > 0 ? positionals : Object.keys(benches);
const findings = [fsyncCost()];
for (const name of names) {
  const bench = benches[name];
  if (!bench) throw new Error(`there is no benchmark ${name}; there are ${Object.keys(benches).join(', ')}`);
  findings.push(...(await bench()));
}
console.log(`\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${options.engine}\n`);
console.log(table(findings));
if (options.out !== undefined)
  writeFileSync(options.out, `${JSON.stringify({ at: new Date(), node: process.version, options, findings }, null, 2)}\n`);
process.exitCode = findings.every(isKept) ? 0 : 1;
