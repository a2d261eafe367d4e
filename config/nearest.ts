import { nearest } from '../domain/text/nearest.ts';

const mostListed = 12;

/** `did you mean "ana"?`, else the list of what there is. */
export function suggestion(word: string, known: Iterable<string>, otherwise: string): string {
  const names = [...known];
  const near = nearest(word, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (names.length === 0) return otherwise;
  const more = names.length > mostListed ? ', …' : '';
  return `${otherwise}: ${names.slice(0, mostListed).join(', ')}${more}`;
}
