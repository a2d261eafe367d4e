import { chmodSync } from 'node:fs';
import type { Command } from 'commander';
import { load } from '../../config/load.ts';
import { environment, isDirectory, readSettings, type Settings } from '../../config/settings.ts';
import { resourcesOf, type Resource, type Resources } from '../../domain/resource/resource.ts';
import { langOf, type Lang } from '../../domain/text/lang.ts';
import { migrationNames } from '../../adapters/store/migrate.ts';
import type { DatabaseSeen, Here, Verdict } from '../doctor/check.ts';
import { checksHere } from '../doctor/checks-here.ts';
import { database } from '../doctor/checks/database.ts';
import { privatePaths } from '../doctor/checks/data-directory.ts';
import { openBeside } from '../doctor/open-beside.ts';
import { examine, type Report } from '../doctor/report.ts';
import { databaseFileOf, seeHere } from '../doctor/see.ts';
import { thisMachine } from '../doctor/machine.ts';
import { kindsHere } from '../sources.ts';
import { askFor, NobodyAnswers, type Client } from './client.ts';

interface Said {
  readonly client: Client;
  readonly version: string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** `tocsin doctor`: asks the running Tocsin how it is; where none runs, looks at what can be seen from here. */
export function addDoctor(program: Command, { client, version, print, complain }: Said): void {
  program
    .command('doctor')
    .description('look whether all is well, and say what to do where it is not')
    .option('--json', 'print the report as JSON')
    .option('--fix', 'take away the rights of others to read the data folder and the key')
    .action(async ({ json, fix }: { json?: boolean; fix?: boolean }) => {
      const lang = langOf(client.locale);
      if (fix) for (const line of mend(readSettings(environment(), isDirectory))) print(line);
      const { report, isRunning } = await reportOf(client, version);
      if (json) print(JSON.stringify({ running: isRunning, ...report }, null, 2));
      else print(reportText(report, lang, isRunning ? null : client.url));
      const wrong = report.checks.filter(({ verdict }) => verdict === 'wrong').length;
      if (wrong > 0) complain(lang === 'zh' ? `有 ${wrong} 项不对` : `${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong`);
    });
}

async function reportOf(client: Client, version: string): Promise<{ report: Report; isRunning: boolean }> {
  try {
    return { report: await askFor<Report>(client, '/api/v1/doctor'), isRunning: true };
  } catch (e) {
    if (!(e instanceof NobodyAnswers)) throw e;
    return { report: await lookAround(version), isRunning: false };
  }
}

async function lookAround(version: string): Promise<Report> {
  const settings = readSettings(environment(), isDirectory);
  const directory = settings.configDirectory;
  const loaded = directory === null ? null : await load(directory, { env: environment(), kinds: kindsHere });
  const beside = await openBeside(settings);
  try {
    const resources = together(loaded?.resources.list ?? [], (await beside.resources())?.list ?? []);
    const config = { directory, errors: loaded?.errors ?? [], resources };
    const here: Here = await seeHere({ settings, now: Date.now(), version, config });
    return await examine<Here & { upkeep: DatabaseSeen }>([...checksHere, database(migrationNames)], { ...here, upkeep: beside });
  } finally {
    await beside.close();
  }
}

/** What the files say, and what else was kept in the console: of what came from a file once, the file alone knows whether it still holds. */
function together(files: readonly Resource[], kept: readonly Resource[]): Resources {
  const said = new Set(files.map(({ kind, name }) => `${kind}/${name}`));
  return resourcesOf([...files, ...kept.filter(({ kind, name, origin }) => origin === undefined && !said.has(`${kind}/${name}`))]);
}

/** Answers what was mended. */
function mend(settings: Settings): string[] {
  const here = { dataDirectory: settings.dataDirectory, databaseFile: databaseFileOf(settings), isKeyGiven: settings.key !== null };
  return privatePaths(here).flatMap(({ path, mode }) => {
    const is = thisMachine.mode(path);
    if (typeof is !== 'number' || (is & 0o077) === 0) return [];
    chmodSync(path, mode);
    return [`chmod ${mode.toString(8)} ${path}`];
  });
}

const signs: Readonly<Record<Verdict, string>> = { well: '✓', warn: '!', unknown: '?', wrong: '✗' };

/** What is wrong comes with what to do; `nobodyAt` is where no Tocsin answered. */
function reportText({ checks }: Report, lang: Lang, nobodyAt: string | null): string {
  const lines = checks.flatMap(({ name, findings }) =>
    findings.flatMap((f) => [
      `${signs[f.verdict]} ${name[lang]}${lang === 'zh' ? '：' : ': '}${f.found[lang].replaceAll('\n', '\n    ')}`,
      ...('fix' in f ? [`    → ${f.fix[lang]}`] : []),
    ]),
  );
  if (nobodyAt === null) return lines.join('\n');
  const alone =
    lang === 'zh'
      ? `${nobodyAt} 没有 Tocsin 在运行：只检查了这台机器。`
      : `No Tocsin answers at ${nobodyAt}: only this machine was looked at.`;
  return [alone, ...lines].join('\n');
}
