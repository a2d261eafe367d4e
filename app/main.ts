import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';

enableCompileCache();
const { pino } = await import('pino');
const { systemClock } = await import('../adapters/clock/system.ts');
const { environment, isDirectory, readSettings } = await import('../config/settings.ts');
const { wire } = await import('./wire.ts');
const { demoArguments } = await import('./demo/arguments.ts');

/** How long a stop may take before it is cut short; what is then undone is done at the next start. */
const stopMs = 10_000;
/** Exit codes: 78 is "the configuration or the environment is wrong" (sysexits.h), for supervisors that should not try again at once. */
const wrongSetup = 78;

function refuse(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(wrongSetup);
}

/** What is set but does nothing here is said, not swallowed. */
function warnings(settings: Settings): string[] {
  const isOpen = settings.adminToken === null && !/^(127\.|::1$|localhost$)/u.test(settings.host);
  return [
    ...(settings.redisUrl === null ? [] : ['REDIS_URL is set, but this version joins processes through PostgreSQL alone; it is not used']),
    ...(isOpen
      ? [`TOCSIN_HOST is ${settings.host} and TOCSIN_ADMIN_TOKEN is not set: only this machine is let in. Set a token for everybody else`]
      : []),
  ];
}

async function start(): Promise<void> {
  const asked = demoArguments(process.argv.slice(2));
  const demo = asked && { ...(await import('./demo/start.ts')), ...(await import('./demo/settings.ts')), ...asked };
  const settings = demo ? demo.demoSettings(environment(), demo.demoFirm) : readSettings(environment(), isDirectory);
  const log = pino(
    { level: settings.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    pino.destination({ dest: 2, sync: false }),
  );
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string };
  for (const warning of warnings(settings)) log.warn(warning);
  // A promise that nobody waited for: what it belonged to is lost, and everybody else is still called. What is thrown outside of any promise ends us.
  process.on('unhandledRejection', (err) =>
    log.error({ err }, 'a promise that nobody waited for failed; all else goes on: please report it'),
  );
  const wired = demo
    ? await demo.startDemo({ settings, clock: systemClock, log, version, pace: demo.pace })
    : await wire({ settings, env: environment(), clock: systemClock, log, version });
  const address = await wired.http.listen({ host: settings.host, port: settings.port });
  const origin = address.replace('[::1]', 'localhost').replace(/\/$/u, '');
  await wired.listening(origin);
  process.stdout.write(`Tocsin is ready: ${origin}\n`);
  const setupLink = await wired.setupLink();
  if (setupLink !== null) process.stdout.write(`Set up Tocsin: ${setupLink}\n`);
  const stop = (): void => {
    setTimeout(() => process.exit(1), stopMs).unref();
    void wired.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

await start().catch(refuse);
