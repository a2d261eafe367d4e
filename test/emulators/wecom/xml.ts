/** What an element holds: a text, a number (64 bits too), more elements, or several of the same name. */
export type Xml = string | number | bigint | { readonly [name: string]: Xml } | readonly Xml[];

/** As WeCom writes it: texts in CDATA, numbers bare. */
export function xmlOf(content: Readonly<Record<string, Xml>>): string {
  return `<xml>${elementsOf(content)}</xml>`;
}

function elementsOf(content: Readonly<Record<string, Xml>>): string {
  return Object.entries(content)
    .flatMap(([name, value]) => (Array.isArray(value) ? (value as Xml[]) : [value]).map((each) => `<${name}>${inner(each)}</${name}>`))
    .join('');
}

function inner(value: Xml): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return elementsOf(value as Record<string, Xml>);
}

/** Reads what an app answers with: each element a text, or an object where elements are in it; several of one name are a list.
 *  @throws {Error} where it is no such XML. */
export function readXml(text: string): unknown {
  const marks = /<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w-]+)>|<([\w-]+)>|([^<]+)/gu;
  const stack: Open[] = [{ name: '', text: '', inside: {} }];
  let end = 0;
  for (const mark of text.trim().matchAll(marks)) {
    if (mark.index !== end) throw new Error('not XML');
    end = mark.index + mark[0].length;
    take(stack, mark);
  }
  if (stack.length !== 1 || end !== text.trim().length) throw new Error('not XML');
  return stack[0]!.inside['xml'] ?? {};
}

interface Open {
  readonly name: string;
  text: string;
  readonly inside: Record<string, unknown>;
}

function take(stack: Open[], [, data, closes, opens, plain]: RegExpMatchArray): void {
  const top = stack.at(-1)!;
  if (opens !== undefined) stack.push({ name: opens, text: '', inside: {} });
  else if (closes === undefined) top.text += data ?? plain!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  else {
    const done = stack.pop()!;
    const into = stack.at(-1)?.inside;
    if (!into || done.name !== closes) throw new Error('not XML');
    const value = Object.keys(done.inside).length > 0 ? done.inside : done.text.trim();
    const before = into[closes];
    into[closes] = before === undefined ? value : Array.isArray(before) ? [...(before as unknown[]), value] : [before, value];
  }
}
