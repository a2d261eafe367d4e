/** An element of TwiML, as Twilio executes it. */
export interface Verb {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Verb[];
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string): string =>
  text.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu, (_whole, hex?: string, decimal?: string, name?: string) =>
    hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : (entities[name ?? ''] ?? ''),
  );

/** The verbs below `<Response>`. Throws on what is not well-formed, as Twilio does (12100). */
export function verbsOf(xml: string): readonly Verb[] {
  const stack: { name: string; attributes: Record<string, string>; children: Verb[]; text: string }[] = [
    { name: '', attributes: {}, children: [], text: '' },
  ];
  const body = xml.replace(/^\s*<\?xml[^>]*\?>/u, '');
  for (const [, close, open, attributes, selfClosing, text] of body.matchAll(
    /<\/(\w+)\s*>|<(\w+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gu,
  )) {
    const top = stack.at(-1);
    if (!top) throw new Error('12100 Document parse failure');
    if (text !== undefined) top.text += plain(text);
    else if (open !== undefined) {
      const pairs = [...(attributes ?? '').matchAll(/([\w:-]+)="([^"]*)"/gu)].map(([, name, value]) => [name, plain(value ?? '')]);
      const verb = { name: open, attributes: Object.fromEntries(pairs) as Record<string, string>, children: [], text: '' };
      top.children.push(verb);
      if (selfClosing !== '/') stack.push(verb);
    } else if (stack.pop()?.name !== close) throw new Error(`12100 Document parse failure: </${close}>`);
  }
  const root = stack.length === 1 ? stack[0]?.children[0] : undefined;
  if (root?.name !== 'Response') throw new Error('12100 Document parse failure: no <Response>');
  return root.children;
}
