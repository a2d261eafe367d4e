import type { Command } from 'commander';
import { configErrorText, type ConfigError } from '../../config/config-error.ts';
import type { DiffLine } from '../../config/line-diff.ts';
import { load } from '../../config/load.ts';
import { environment } from '../../config/settings.ts';
import { kindsHere } from '../sources.ts';
import { ask, askFor, fetchFrom, type Client } from './client.ts';

interface Parts {
  readonly client: Client;
  readonly print: (text: string) => void;
}

interface Plan {
  readonly ok: boolean;
  readonly errors?: readonly ConfigError[];
  readonly changes?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly change: 'add' | 'change' | 'file';
    readonly lines: readonly DiffLine[];
  }[];
  readonly same?: number;
}

/** The commands that compare a directory with the running Tocsin: plan, apply, export, diff, reload. */
export function addRunningConfig(config: Command, parts: Parts): void {
  config
    .command('plan')
    .description('say what keeping a directory would change in the running Tocsin; change nothing')
    .argument('<directory>', 'the folder of YAML')
    .action(async (directory: string) => void (await plan(directory, parts)));
  config
    .command('apply')
    .description('keep what a directory says in the running Tocsin; what it does not name stays')
    .argument('<directory>', 'the folder of YAML')
    .action((directory: string) => apply(directory, parts));
  config
    .command('export')
    .description('print everything that is configured as YAML; secrets as ${NAME}')
    .option('--secrets', 'with the secrets themselves')
    .action(async ({ secrets }: { secrets?: boolean }) => {
      const response = await fetchFrom(parts.client, `/api/v1/config/export${secrets ? '?secrets=1' : ''}`);
      const text = await response.text();
      if (!response.ok) throw new Error((JSON.parse(text) as { because?: string }).because ?? `answered ${response.status}`);
      process.stdout.write(text);
    });
  config
    .command('diff')
    .description('print what the last changes of the configuration were')
    .option('--last <n>', 'how many', '1')
    .action(({ last }: { last: string }) => diff(Number(last), parts));
  config
    .command('reload')
    .description('read the files again now')
    .requiredOption('--yes', 'also when most of what they said is gone')
    .action(async () => {
      await send(parts.client, '/api/v1/config/reload', {});
      const { errors } = await askFor<{ errors: ConfigError[] }>(parts.client, '/api/v1/config');
      if (errors.length > 0) throw new Error(errors.map(configErrorText).join('\n'));
      parts.print('in force');
    });
}

async function send(client: Client, path: string, body: unknown): Promise<Record<string, unknown>> {
  const said = await ask(client, path, body);
  if (said.status >= 400) throw new Error(said.body.because ?? `${path} answered ${said.status}`);
  return said.body;
}

async function plan(directory: string, { client, print }: Parts): Promise<{ kind: string; name: string; spec: unknown }[]> {
  const { resources, errors } = await load(directory, { env: environment(), kinds: kindsHere });
  if (errors.length > 0) throw new Error(`${errors.map(configErrorText).join('\n')}\nnothing was changed`);
  const documents = resources.list.map(({ kind, name, spec }) => ({ kind, name, spec }));
  const { changes = [], errors: wrong = [], same = 0 } = (await send(client, '/api/v1/config/plan', { documents })) as unknown as Plan;
  if (wrong.length > 0)
    throw new Error(wrong.map((e) => `${documents[Number(e.file)]?.kind}/${documents[Number(e.file)]?.name}: ${e.message}`).join('\n'));
  const words = { add: 'new', change: 'changed', file: 'written in a file of the running Tocsin: change it there' } as const;
  for (const { kind, name, change, lines } of changes) print(`${kind}/${name} (${words[change]})\n${diffText(lines)}`);
  print(`${changes.length} to change, ${same} the same`);
  return documents.filter((d) => changes.some((c) => c.kind === d.kind && c.name === d.name));
}

/** All or nothing in one request; more than that is refused before anything is kept. */
const mostAtOnce = 100;

async function apply(directory: string, parts: Parts): Promise<void> {
  const documents = await plan(directory, parts);
  if (documents.length === 0) return;
  if (documents.length > mostAtOnce)
    throw new Error(`${documents.length} changes are more than the ${mostAtOnce} that are kept at once. Name a folder with fewer.`);
  await send(parts.client, '/api/v1/resources', { documents });
  parts.print(`${documents.length} kept`);
}

interface Change {
  readonly kind: string;
  readonly name: string;
  readonly at: string;
  readonly by: string | null;
  readonly file: string | null;
  readonly lines: readonly DiffLine[];
}

async function diff(last: number, { client, print }: Parts): Promise<void> {
  const { changes } = await askFor<{ changes: Change[] }>(client, '/api/v1/config/history');
  if (changes.length === 0) print('nothing has ever been configured');
  for (const c of changes.slice(0, last)) print(`${c.kind}/${c.name} ${c.at} ${c.by ?? c.file ?? ''}\n${diffText(c.lines)}`);
}

const diffText = (lines: readonly DiffLine[]): string => lines.map(({ sign, text }) => `  ${sign} ${text}`).join('\n');
