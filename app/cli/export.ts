import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { fetchFrom, type Client } from './client.ts';

/** `tocsin incident export 3`: the whole story as Markdown, printed or written into a file. */
export function addExport(program: Command, { client, print }: { readonly client: Client; readonly print: (text: string) => void }): void {
  const incident = program.commands.find((c) => c.name() === 'incident') ?? program.command('incident');
  incident
    .command('export')
    .description('Write the story of an incident as Markdown')
    .argument('<incident>', 'its number')
    .option('--chat', 'with what was said in its room')
    .option('--output <file>', 'into this file instead of onto the screen')
    .action(async (number: string, { chat, output }: { chat?: boolean; output?: string }) => {
      const response = await fetchFrom(client, `/api/v1/incidents/${encodeURIComponent(number)}/export.md${chat ? '?chat=1' : ''}`);
      const text = await response.text();
      if (!response.ok) throw new Error((JSON.parse(text) as { because?: string }).because ?? `answered ${response.status}`);
      if (output === undefined) return print(text.trimEnd());
      writeFileSync(output, text);
    });
}
