import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { configErrorText } from '../../config/config-error.ts';
import type { Imported } from '../../config/import/export-file.ts';
import { importGoalert } from '../../config/import/goalert.ts';
import { goalertQuery } from '../../config/import/goalert-schema.ts';
import { importGrafanaOncall } from '../../config/import/grafana-oncall.ts';

interface Printing {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

const grafanaHelp = `
The file is one JSON object with what the API answers at each address:
  for x in users teams personal_notification_rules schedules on_call_shifts escalation_chains escalation_policies; do
    curl -s -H "Authorization: $KEY" "$URL/api/v1/$x/?perpage=100" | jq "{ $x: .results }"; done | jq -s add > oncall.json
Look at "next" in the answers: longer lists have more pages.`;

const goalertHelp = `
The file is what GoAlert's GraphQL API answers to the query that --query prints:
  curl -s -H "Authorization: Bearer $TOKEN" -H 'content-type: application/json' "$URL/api/graphql" \\
    -d "$(npx tocsin import goalert --query | jq -Rs '{ query: . }')" > goalert.json`;

/** `tocsin import <system> <file|->`: our documents on stdout, and on stderr what became of what. */
export function addImport(program: Command, { print, complain }: Printing): void {
  const from = program.command('import').description('what another system knows, as our own documents');
  const run = (file: string, importing: (text: string, name: string, now: number) => Imported): void => {
    const [text, name] = file === '-' ? [readFileSync(0, 'utf8'), 'stdin'] : [readFileSync(file, 'utf8'), basename(file)];
    const { yaml, report, errors } = importing(text, name, Date.now());
    for (const e of [...report, ...errors]) process.stderr.write(`${configErrorText(e)}\n`);
    if (errors.length > 0) return complain(`${errors.length} error${errors.length === 1 ? '' : 's'} in ${name}; nothing was imported`);
    process.stdout.write(yaml);
  };
  from
    .command('grafana-oncall')
    .description('people, teams, schedules and escalation chains of Grafana OnCall')
    .argument('<file>', 'a JSON file; - reads it from stdin')
    .addHelpText('after', grafanaHelp)
    .action((file: string) => run(file, importGrafanaOncall));
  from
    .command('goalert')
    .description('people, schedules and escalation policies of GoAlert')
    .argument('[file]', 'a JSON file; - reads it from stdin')
    .option('--query', 'print what to ask GoAlert for')
    .addHelpText('after', goalertHelp)
    .action((file: string | undefined, { query }: { query?: boolean }) => {
      if (query) return print(goalertQuery);
      if (file === undefined) return complain('name a file, or - for stdin. --query prints what to ask GoAlert for.');
      return run(file, importGoalert);
    });
}
