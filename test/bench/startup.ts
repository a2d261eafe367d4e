import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tempFolder } from '../harness/temp-folder.ts';
import { readyOrigin } from '../harness/tocsin.ts';
import { until } from '../harness/until.ts';
import { median, type Finding } from './figures.ts';

const root = resolve(import.meta.dirname, '../..');

/** From typing `npm start` to the ready line, on new data each time, and the memory of the server when it has been idle for a while. */
export async function startup(plan: { rounds: number; idleMs: number }): Promise<Finding[]> {
  const runs: { readyMs: number; residentMb: number }[] = [];
  for (let round = 0; round < plan.rounds; round += 1) runs.push(await start(round === 0 ? plan.idleMs : 0));
  const [first] = runs;
  return [
    { what: 'npm start to ready, first', value: first!.readyMs, unit: 'ms' },
    { what: 'npm start to ready', value: median(runs.map(({ readyMs }) => readyMs)), unit: 'ms', atMost: 1500 },
    { what: `resident after ${plan.idleMs / 1000} s idle`, value: first!.residentMb, unit: 'MB', atMost: 200 },
  ];
}

async function start(idleMs: number): Promise<{ readyMs: number; residentMb: number }> {
  const folder = tempFolder('startup');
  const began = performance.now();
  // npm runs a shell that runs Node: a process group of their own is what can be stopped as one.
  const npm = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0', TOCSIN_DATA: folder.path },
  });
  try {
    await readyLine(npm);
    const readyMs = performance.now() - began;
    await pause(idleMs);
    return { readyMs, residentMb: residentMb(serverOf(npm.pid!)) };
  } finally {
    await end(npm);
    folder.remove();
  }
}

async function readyLine(npm: ChildProcess): Promise<void> {
  let output = '';
  npm.stdout!.setEncoding('utf8').on('data', (text: string) => (output += text));
  await until(() => readyOrigin(output), { what: 'the ready line of npm start', everyMs: 1, timeoutMs: 30_000, context: () => output });
}

async function end(npm: ChildProcess): Promise<void> {
  const group = npm.pid!;
  process.kill(-group, 'SIGTERM');
  await until(() => !isAlive(-group), { what: 'npm start to end' }).catch(() => process.kill(-group, 'SIGKILL'));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The process under `pid` that runs app/main.ts itself. */
function serverOf(pid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => describe(Number(name)));
  const below = (parent: number): number[] => processes.flatMap((each) => (each.parent === parent ? [each.pid, ...below(each.pid)] : []));
  const family = new Set(below(pid));
  const server = processes.find((each) => family.has(each.pid) && each.command.startsWith('node') && each.command.includes('app/main.ts'));
  if (!server) throw new Error('found no process that runs app/main.ts');
  return server.pid;
}

function describe(pid: number): { pid: number; parent: number; command: string }[] {
  try {
    const parent = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
    return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
  } catch {
    return []; // it has ended meanwhile
  }
}

function residentMb(pid: number): number {
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}
