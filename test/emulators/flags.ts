import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** How a programme of its own is started; `--help` prints the usage and ends it, and so does a flag that it does not know. */
export function flagsOf<T extends ParseArgsOptionsConfig>(usage: string, options: T) {
  const [first] = process.argv.slice(2);
  if (first === '--help' || first === '-h') {
    process.stdout.write(`${usage}\n`);
    return process.exit(0);
  }
  try {
    return parseArgs({ options }).values;
  } catch (e) {
    process.stderr.write(`${(e as Error).message}\n\n${usage}\n`);
    return process.exit(2);
  }
}
