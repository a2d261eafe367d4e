import { execFile } from 'node:child_process';
import { chownSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startChild, type Child } from './child.ts';
import { onFreePort } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';
import { until } from './until.ts';

const run = promisify(execFile);
/** Debian keeps the servers of each version apart; any from 15 on will do, the newest is taken. */
const programs = '/usr/lib/postgresql';

export interface Postgres {
  /** Of the database `postgres`; `freshDatabase` makes better ones. The same after a restart. */
  readonly url: string;
  /** Orderly, and the data is gone. */
  stop(): Promise<void>;
  /** SIGKILL to the server and to all its sessions at once, as when the machine loses power. The data stays. */
  kill(): Promise<void>;
  /** Starts again on the same port and data; kills first what still runs. */
  restart(): Promise<void>;
}

/** A real PostgreSQL of our own: fresh data in a temporary folder, a free port, 127.0.0.1 only, fsync on. As root it runs as user `postgres`,
 *  because PostgreSQL refuses root. */
export async function startPostgres(options: { isForgetful?: boolean } = {}): Promise<Postgres> {
  const folder = tempFolder('pg', options);
  const owner = await serverUser();
  if (owner.uid !== undefined) chownSync(folder.path, owner.uid, owner.gid!);
  const data = join(folder.path, 'data');
  const bin = newestServer();
  const init = ['-D', data, '-U', 'tocsin', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'];
  await run(join(bin, 'initdb'), init, { ...owner, cwd: folder.path });

  const begin = async (port: number): Promise<{ child: Child; port: number; url: string }> => {
    const url = `postgres://tocsin@127.0.0.1:${port}/postgres`;
    const child = startChild(join(bin, 'postgres'), ['-D', data, '-p', `${port}`, '-k', folder.path, ...settings], {
      ...owner,
      cwd: folder.path,
    });
    await ready(child, url);
    return { child, port, url };
  };
  let running = await onFreePort(begin);
  const kill = async (): Promise<void> => killAll(running.child);

  return {
    url: running.url,
    kill,
    restart: async () => {
      await kill();
      running = await begin(running.port);
    },
    stop: async () => {
      // Its data goes with it: on a machine too busy for an orderly end, an abrupt one does as well.
      if (!running.child.exit()) await running.child.stop('SIGINT').catch(() => running.child.stop('SIGKILL'));
      folder.remove();
    },
  };
}

const settings = [
  'listen_addresses=127.0.0.1',
  'shared_buffers=32MB',
  'max_connections=100',
  'autovacuum_naptime=5s',
  'log_checkpoints=off',
].flatMap((setting) => ['-c', setting]);

/** A new empty database on that server, for one suite. Returns its URL. */
export async function freshDatabase(postgres: Postgres): Promise<string> {
  const name = `suite_${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await query(postgres.url, `create database ${name}`);
  return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
}

export async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  client.on('error', () => {}); // a server that goes away while we say goodbye is no news here
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end().catch(() => {});
  }
}

async function ready(child: Child, url: string): Promise<void> {
  const answers = until(async () => (await query(url, 'select 1'), true), { what: 'PostgreSQL to answer', everyMs: 10, timeoutMs: 30_000 });
  const ended = child.exited.then(() => Promise.reject(new Error(`PostgreSQL ended before it was ready\n${child.output()}`)));
  await Promise.race([answers, ended]);
}

/** The server goes first, so that it has no time to notice the death of a session and recover by itself. */
async function killAll(server: Child): Promise<void> {
  if (server.exit()) return;
  const sessions = childrenOf(server.pid);
  await server.stop('SIGKILL');
  for (const pid of sessions.filter(isRunning)) process.kill(pid, 'SIGKILL');
  await until(() => !sessions.some(isRunning), { what: 'the sessions of PostgreSQL to end', everyMs: 5 });
}

/** A killed session may stay as a zombie until the init process of a container looks after it: that one no longer runs. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

async function serverUser(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(['-u', '-g'].map(async (what) => Number((await run('id', [what, 'postgres'])).stdout)));
  return { uid: uid!, gid: gid! };
}

function newestServer(): string {
  const versions = readdirSync(programs)
    .map(Number)
    .filter((version) => version >= 15);
  return join(programs, String(Math.max(...versions)), 'bin');
}
