import { parseArgs } from 'node:util';

/** What the command that starts Tocsin says: null for the real thing, else the demo and its pace (1: people's own). Throws an Error that names
 *  what is not known here. */
export function demoArguments(args: readonly string[]): { readonly pace: number } | null {
  const options = { demo: { type: 'boolean' }, pace: { type: 'string' } } as const;
  const { values, tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const unknown = tokens.find((t) => t.kind === 'positional' || (t.kind === 'option' && !Object.hasOwn(options, t.name)));
  if (unknown)
    throw new Error(`tocsin: ${args[unknown.index] ?? ''} is not known here; --demo is. Settings come from the environment: see README.`);
  if (values.demo !== true) {
    if (values.pace !== undefined) throw new Error('tocsin: --pace is for the demo; write --demo --pace 10.');
    return null;
  }
  const pace = Number(values.pace ?? 1);
  if (!(pace >= 1 && pace <= 100))
    throw new Error('tocsin: --pace is not a number from 1 to 100; 10 lets the colleagues be ten times as quick.');
  return { pace };
}
