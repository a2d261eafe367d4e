import { useDesk } from '../desk.ts';

/** As many as web/src/style/who.css has. */
const colours = 10;

/** The class of somebody's colour: the same on every page, and for as long as nobody is added who would have the same. */
export function usePersonColour(): (person: string) => string {
  const { session } = useDesk();
  const known = coloursOf((session.me.value?.people ?? []).map(({ name }) => name));
  return (person) => `who who-${known.get(person) ?? hashOf(person) % colours}`;
}

/** Each has the colour of their name; where that is taken the next that is free. */
export function coloursOf(names: readonly string[]): Map<string, number> {
  const given = new Map<string, number>();
  const taken = new Set<number>();
  for (const name of names.toSorted()) {
    if (taken.size === colours) taken.clear();
    let colour = hashOf(name) % colours;
    while (taken.has(colour)) colour = (colour + 1) % colours;
    taken.add(colour);
    given.set(name, colour);
  }
  return given;
}

function hashOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
