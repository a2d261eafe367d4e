export type Labels = Readonly<Record<string, string>>;

const byUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Identity of an alert: FNV-1a 64 over the labels sorted by name, each `name 0xFF value 0xFF`, as 16 hex digits.
 *  The same as Alertmanager's, so that both name one alert alike. Labels with an empty value must be gone already. */
export function fingerprint(labels: Labels): string {
  const names = Object.keys(labels).toSorted(byUnit);
  let text = '';
  let isAscii = true;
  for (const name of names) {
    const value = labels[name] ?? '';
    isAscii &&= ascii.test(name) && ascii.test(value);
    text += `${name}\u00ff${value}\u00ff`;
  }
  return fnv1a64(isAscii ? text : bytesOf(names, labels));
}

/** Only ASCII has the same bytes as characters. */
// oxlint-disable-next-line no-control-regex -- control characters are bytes like any other here
const ascii = /^[\u0000-\u007f]*$/u;

/** UTF-8 as one character a byte. Names are put in the order of their bytes, which is not that of UTF-16 beyond U+D7FF. */
function bytesOf(names: readonly string[], labels: Labels): string {
  const parts = names.map((name) => ({ name: byteText(name), value: byteText(labels[name] ?? '') }));
  return parts
    .toSorted((a, b) => byUnit(a.name, b.name))
    .map(({ name, value }) => `${name}\u00ff${value}\u00ff`)
    .join('');
}

function byteText(s: string): string {
  let text = '';
  for (const byte of new TextEncoder().encode(s)) text += String.fromCharCode(byte);
  return text;
}

/** FNV-1a 64 over one character a byte, in two 32-bit halves; BigInt would be ten times slower on the intake path.
 *  The prime is 2^40 + 0x1b3, so hash * prime = (hash << 40) + hash * 0x1b3. */
function fnv1a64(bytes: string): string {
  let hi = 0xcbf29ce4;
  let lo = 0x84222325;
  for (let i = 0; i < bytes.length; i++) {
    const mixed = (lo ^ bytes.charCodeAt(i)) >>> 0;
    const low = mixed * 0x1b3;
    lo = low >>> 0;
    hi = (Math.imul(hi, 0x1b3) + (low - lo) / 0x100000000 + (mixed << 8)) >>> 0;
  }
  return hi.toString(16).padStart(8, '0') + lo.toString(16).padStart(8, '0');
}
