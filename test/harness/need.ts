import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The tests talk to the real servers that a user has. This runs before them: it installs from Debian's or Ubuntu's packages what is missing,
 *  where it may (root, or sudo without a password), and otherwise says what to install and fails. Nothing is skipped. */
interface Need {
  package: string;
  what: string;
  isThere: () => boolean;
}

const program =
  (name: string): Need['isThere'] =>
  () =>
    existsSync(`/usr/bin/${name}`);

const needs: readonly Need[] = [
  { package: 'postgresql', what: 'PostgreSQL 15 or newer', isThere: hasPostgres },
  { package: 'redis-server', what: 'Redis', isThere: program('redis-server') },
  { package: 'prometheus', what: 'Prometheus', isThere: program('prometheus') },
  {
    package: 'prometheus-alertmanager',
    what: 'Alertmanager and amtool',
    isThere: () => program('prometheus-alertmanager')() && program('amtool')(),
  },
  { package: 'curl', what: 'curl, to send what the console says to paste', isThere: program('curl') },
  { package: 'chromium', what: 'Chromium', isThere: program('chromium') },
  { package: 'fonts-wqy-microhei', what: 'a font with Chinese characters', isThere: hasChineseFont },
];

const missing = needs.filter((need) => !need.isThere());
if (missing.length > 0) process.exitCode = provide(missing) ? 0 : 1;

function hasPostgres(): boolean {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  return versions.some((version) => Number(version) >= 15 && existsSync(`/usr/lib/postgresql/${version}/bin/postgres`));
}

function hasChineseFont(): boolean {
  const known = ['wqy/wqy-microhei.ttc', 'wqy/wqy-zenhei.ttc'].some((file) => existsSync(`/usr/share/fonts/truetype/${file}`));
  return known || (existsSync('/usr/bin/fc-list') && execFileSync('/usr/bin/fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).trim() !== '');
}

function provide(wanted: readonly Need[]): boolean {
  const packages = wanted.map((need) => need.package);
  const asRoot = wayToRoot();
  if (!hasApt() || !asRoot) return refuse(wanted);
  console.log(`The tests need ${wanted.map((need) => need.what).join(', ')}; installing ${packages.join(' ')} …`);
  const isInstalled = install(asRoot, packages);
  const still = wanted.filter((need) => !need.isThere());
  if (isInstalled && still.length === 0) return true;
  console.error('apt-get did not provide everything.');
  return refuse(still.length > 0 ? still : wanted);
}

function refuse(wanted: readonly Need[]): false {
  const lines = wanted.map((need) => `  ${need.package.padEnd(24)} ${need.what}`);
  const command = `apt-get update && apt-get install -y --no-install-recommends ${wanted.map((need) => need.package).join(' ')}`;
  const how = hasApt()
    ? `Run as root:\n  ${command}`
    : 'They are packages of Debian 12 and newer; run the tests there or in a container of it:\n  ' + command;
  console.error(`The tests need these packages, and they may not be installed from here:\n${lines.join('\n')}\n${how}`);
  return false;
}

/** What to put in front of a command so that it runs as root, or nothing where that takes a password. */
function wayToRoot(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

function hasApt(): boolean {
  return existsSync('/usr/bin/apt-get') && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function install(asRoot: readonly string[], packages: readonly string[]): boolean {
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', '-o', 'DPkg::Lock::Timeout=300'];
  const run = (...command: string[]): boolean => {
    const [file, ...args] = [...asRoot, ...command];
    return spawnSync(file!, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
  };
  return withoutDaemons(run, () => run(...apt, 'update') && run(...apt, 'install', '-y', '--no-install-recommends', ...packages));
}

/** Debian starts a server as soon as it is installed, on its usual port. The tests start their own on free ports, so none is started here:
 *  `policy-rc.d` is how Debian is told so. One that is already there is left alone. */
function withoutDaemons(run: (...command: string[]) => boolean, work: () => boolean): boolean {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-need-'));
  const draft = join(folder, 'policy-rc.d');
  writeFileSync(draft, '#!/bin/sh\nexit 101\n');
  try {
    return run('install', '-m', '755', draft, policy) && work();
  } finally {
    run('rm', '-f', policy);
    rmSync(folder, { recursive: true, force: true });
  }
}
