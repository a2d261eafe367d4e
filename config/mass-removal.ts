import type { Resource } from '../domain/resource/resource.ts';
import type { ConfigError } from './config-error.ts';

/** So few may go without a question, unless nothing would be left. */
const fewest = 5;

/** Whether files that are read now would take away so much of what they said before that it looks like a mistake: all of it, or more than
 *  half and at least five. Then the error that says how to confirm; else null. */
export function massRemoval(before: readonly Resource[], now: readonly Resource[], directory: string): ConfigError | null {
  const kept = new Set(now.map(({ kind, name }) => `${kind}/${name}`));
  const gone = before.filter(({ kind, name }) => !kept.has(`${kind}/${name}`)).length;
  const isAll = gone > 0 && gone === before.length;
  if (!isAll && (gone < fewest || gone * 2 <= before.length)) return null;
  const message = isAll ? `nothing is left of ${gone} resources` : `${gone} of ${before.length} resources would go`;
  const hint = 'put the files back; or, if that is what you want, run `tocsin config reload --yes` or confirm it at the console';
  return { file: directory, line: 1, col: 1, path: '', message: `${message}; the old ones stay in force`, hint };
}

/** Those that files say. */
export const fromFiles = (list: readonly Resource[]): Resource[] => list.filter(({ origin }) => origin !== undefined);
