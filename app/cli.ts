import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { configErrorText } from '../config/config-error.ts';
import { importAlertmanager } from '../config/import-alertmanager.ts';
import { jsonSchema } from '../config/json-schema.ts';
import { load } from '../config/load.ts';
import { environment, isDirectory, readClientSettings, readSettings } from '../config/settings.ts';
import { langOf } from '../domain/text/lang.ts';
import type { Skill } from '../ports/skill.ts';
import { ask, type Client } from './cli/client.ts';
import { addBackup } from './cli/backup.ts';
import { addRunningConfig } from './cli/config-running.ts';
import { addDoctor } from './cli/doctor.ts';
import { addExport } from './cli/export.ts';
import { addImport } from './cli/import.ts';
import { addSlack } from './cli/slack.ts';
import { inputFrom, optionsOf } from './cli/skill-options.ts';
import { argsOf } from './chat/command-words.ts';
import { loadSkills } from './skills.ts';
import { kindsHere } from './sources.ts';

/** 0 done, 1 refused or failed, 2 wrong usage. */
const refused = 1;
const wrongUsage = 2;

const client: Client = readClientSettings(environment());
const print = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => {
  process.stderr.write(`tocsin: ${text}\n`);
  process.exitCode = refused;
};

/** Every skill as `tocsin <noun> <verb>`: the same definition that serves chat and REST. */
function addSkills(program: Command, skills: ReadonlyMap<string, Skill>): void {
  const nouns = new Map<string, Command>();
  for (const [name, skill] of skills) {
    const [noun = '', verb = ''] = name.split('/');
    const parent = nouns.get(noun) ?? program.command(noun).description(`${noun} …`);
    nouns.set(noun, parent);
    const command = parent.command(verb).description(skill.summary.en);
    if (skill.positional) command.argument('[words...]', argsOf(skill)).usage(`${argsOf(skill)} [options]`);
    for (const option of optionsOf(skill)) command.addOption(option);
    command.option('--json', 'print the answer as JSON').option('--dry-run', 'say what would be decided and do nothing');
    command.action(async () => {
      const { json, dryRun, ...options } = command.opts<Record<string, unknown>>();
      const input = inputFrom(skill, command.args, options);
      await answer(
        skill,
        await ask(client, `/api/v1/skills/${name}${dryRun === true ? '?dryRun=1' : ''}`, input),
        json === true || dryRun === true,
      );
    });
  }
}

async function answer(skill: Skill, said: Awaited<ReturnType<typeof ask>>, json: boolean): Promise<void> {
  if (json) print(JSON.stringify(said.body, null, 2));
  else if (said.body.ok && said.body.output !== null) print(skill.answer(skill.output.parse(said.body.output), langOf(client.locale)));
  else if (said.body.ok) print(said.body.because ?? 'ok');
  if (!said.body.ok) complain(said.body.because ?? 'refused');
}

function addReplay(program: Command): void {
  program
    .command('replay')
    .description('put a saved payload (webhook or list of alerts) on the road once more')
    .argument('<payload>', 'a JSON file')
    .option('--dry-run', 'say what it would lead to, step by step, and do nothing')
    .option('--source <name>', 'the source it came from')
    .action(async (file: string, { dryRun, source }: { dryRun?: boolean; source?: string }) => {
      const query = new URLSearchParams({ ...(dryRun ? { dryRun: '1' } : {}), ...(source ? { source } : {}) }).toString();
      const said = await ask(client, `/api/v1/replay?${query}`, JSON.parse(readFileSync(file, 'utf8')));
      if (!said.body.ok) return complain(said.body.because ?? 'refused');
      const { decisions = [], output } = said.body as {
        decisions?: {
          key: string;
          event: string;
          listener: string;
          because: { code: string };
          facts: { type: string }[];
          effects: { type: string }[];
        }[];
        output?: unknown;
      };
      for (const d of decisions) {
        const follows = [...d.facts.map((f) => f.type), ...d.effects.map((e) => `→ ${e.type}`)].join(', ');
        print(`${d.key}  ${d.event} · ${d.listener}: ${d.because.code}${follows === '' ? '' : `  [${follows}]`}`);
      }
      print(JSON.stringify(output));
    });
}

function addConfig(program: Command): void {
  const config = program.command('config').description('the YAML that people configure Tocsin with');
  config
    .command('validate')
    .description('check the files and name every error with its line')
    .argument('[directory]', 'the folder; TOCSIN_CONFIG or ./config.d when not given')
    .action(async (directory?: string) => {
      const folder = directory ?? readSettings(environment(), isDirectory).configDirectory;
      if (folder === null) return complain('there is no configuration folder. Name one, or set TOCSIN_CONFIG.');
      const { errors, resources } = await load(folder, { env: environment(), kinds: kindsHere });
      for (const e of errors) print(configErrorText(e));
      if (errors.length > 0) return complain(`${errors.length} error${errors.length === 1 ? '' : 's'} in ${folder}`);
      print(`${folder}: ${resources.list.length} resources, no errors`);
    });
  addRunningConfig(config, { client, print });
  config
    .command('import')
    .description('print an alertmanager.yml as our own documents, and on stderr what became of what')
    .argument('<file>', 'an alertmanager.yml')
    .action((file: string) => {
      const { yaml, report, errors } = importAlertmanager(readFileSync(file, 'utf8'), basename(file));
      for (const e of [...report, ...errors]) process.stderr.write(`${configErrorText(e)}\n`);
      if (errors.length > 0) return complain(`${errors.length} error${errors.length === 1 ? '' : 's'} in ${file}; nothing was imported`);
      process.stdout.write(yaml);
    });
  config
    .command('schema')
    .description('print the JSON Schema (draft-07) for editors')
    .action(() => print(JSON.stringify(jsonSchema(kindsHere), null, 2)));
}

function addDemo(program: Command): void {
  program
    .command('demo')
    .description('start a small securities firm on this machine and live through its incident of 09:31')
    .option('--pace <times>', 'how many times faster than people the colleagues are', '1')
    .action(async ({ pace }: { pace: string }) => {
      process.argv.splice(2, Infinity, '--demo', '--pace', pace);
      await import('./main.ts');
    });
}

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string };
  const program = new Command('tocsin')
    .description('Tocsin from the command line. TOCSIN_URL says where it runs, TOCSIN_TOKEN lets you in.')
    .version(version)
    .exitOverride();
  const skills = await loadSkills(join(import.meta.dirname, '..', 'skills'));
  addSkills(program, skills);
  addExport(program, { client, print });
  addReplay(program);
  addDemo(program);
  addDoctor(program, { client, version, print, complain });
  addConfig(program);
  addImport(program, { print, complain });
  addSlack(program, { skills: skills.keys(), lang: langOf(client.locale), print, complain });
  addBackup(program, print);
  try {
    await program.parseAsync();
  } catch (e) {
    if (e instanceof CommanderError) process.exitCode = e.exitCode === 0 ? 0 : wrongUsage;
    else complain((e as Error).message);
  }
}

await main();
