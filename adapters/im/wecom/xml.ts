/** An element: its text, or the elements in it by their names, each as often as it stands there. */
export interface Element {
  readonly text: string;
  readonly inside: ReadonlyMap<string, readonly Element[]>;
}

const mostLetters = 128 * 1024;
const mostDeep = 8;
const mostElements = 2_000;

/** A mark, or what stands between two. What begins with `<!` and is no CDATA, comments and declarations of entities above all, is none. */
const mark = /<!\[CDATA\[([\s\S]*?)\]\]>|<\/([A-Za-z][\w-]*)>|<([A-Za-z][\w-]*)>|([^<]+)/guy;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Reads the XML that WeCom sends: elements, CDATA and text, and nothing else of all that XML has. Null: it is none, or too much of it. */
export function readXml(xml: string): Element | null {
  const text = xml.trim();
  if (text.length > mostLetters) return null;
  const stack: Open[] = [opening('')];
  let [end, count] = [0, 0];
  for (const found of text.matchAll(mark)) {
    if ((count += 1) > mostElements || stack.length > mostDeep || !take(stack, found)) return null;
    end = found.index + found[0].length;
  }
  if (end !== text.length) return null;
  const [root, ...rest] = stack;
  const [[, all = []] = []] = root?.inside ?? [];
  return rest.length === 0 && root?.inside.size === 1 && all.length === 1 ? (all[0] ?? null) : null;
}

interface Open {
  readonly name: string;
  text: string;
  readonly inside: Map<string, Element[]>;
}

const opening = (name: string): Open => ({ name, text: '', inside: new Map() });

/** False where it cannot stand there. */
function take(stack: Open[], [, data, closes, opens, plain]: RegExpMatchArray): boolean {
  const top = stack.at(-1);
  if (!top) return false;
  if (opens !== undefined) stack.push(opening(opens));
  else if (closes === undefined) top.text += data ?? decoded(plain ?? '');
  else {
    const into = stack.at(-2);
    if (!into || top.name !== closes) return false;
    stack.pop();
    const same = into.inside.get(closes) ?? [];
    same.push({ text: top.text, inside: top.inside });
    into.inside.set(closes, same);
  }
  return true;
}

const decoded = (text: string): string => text.replaceAll(/&(lt|gt|amp|quot|apos);/gu, (all, name: string) => entities[name] ?? all);

/** The first element of this name within another, and so on. */
export const at = (from: Element | null | undefined, ...names: readonly string[]): Element | undefined =>
  names.reduce<Element | undefined>((element, name) => element?.inside.get(name)?.[0], from ?? undefined);

/** The text of an element, '' where there is none. */
export const textAt = (from: Element | null | undefined, ...names: readonly string[]): string => (at(from, ...names)?.text ?? '').trim();
