/** What somebody wants who answers a text or presses a key. */
export type Act = 'ack' | 'escalate' | 'resolve';

/** The keys of a call: 4 acknowledges, 5 escalates, 6 resolves. */
export const actOfKey: ReadonlyMap<string, Act> = new Map([
  ['4', 'ack'],
  ['5', 'escalate'],
  ['6', 'resolve'],
]);

export type Reply =
  /** `number`: which one; null is the newest. */
  | { readonly is: 'act'; readonly act: Act; readonly number: string | null }
  | { readonly is: 'ack-all' }
  /** The carrier’s own words to opt out of texts and in again: never an answer to a page. */
  | { readonly is: 'opt'; readonly out: boolean }
  | { readonly is: 'unknown' };

const words: readonly (readonly [Act, string])[] = [
  ['ack', 'a|ack|ok|acknowledge|认领|确认|应答|收到'],
  ['escalate', 'e|esc|escalate|升级'],
  ['resolve', 'r|c|res|resolve|close|解决|已解决|恢复'],
];
const forms = words.map(
  ([act, said]) => [act, new RegExp(`^(?:(?:${said})\\s*[#＃]?\\s*(\\d{1,9})?|[#＃]?(\\d{1,9})\\s*(?:${said}))$`, 'iu')] as const,
);
/** In the order in which the card has its buttons, or by the key of a call. */
const bare: ReadonlyMap<string, Act> = new Map([['1', 'ack'], ['2', 'escalate'], ['3', 'resolve'], ...actOfKey]);

/** Reads an answer such as `ack 12`, `a`, `12a`, `确认12`, `4`, `aa`. Opting out counts only as exactly that word. */
export function readReply(text: string): Reply {
  const said = text
    .normalize('NFKC')
    .trim()
    .replace(/[.!。！~]+$/u, '')
    .trim();
  if (/^(stop|stopall|unsubscribe|cancel|end|quit|td|t)$/iu.test(said)) return { is: 'opt', out: true };
  if (/^(start|unstop|yes)$/iu.test(said)) return { is: 'opt', out: false };
  if (/^(aa|ack all|全部认领|全部确认)$/iu.test(said)) return { is: 'ack-all' };
  const key = bare.get(said);
  if (key) return { is: 'act', act: key, number: null };
  for (const [act, form] of forms) {
    const match = form.exec(said);
    if (match) return { is: 'act', act, number: match[1] ?? match[2] ?? null };
  }
  return { is: 'unknown' };
}
