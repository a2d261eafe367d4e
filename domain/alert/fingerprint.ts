export type Labels = Readonly<Record<string, string>>;

const byUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Identity of an alert: FNV-1a 64 over the labels sorted by name, each `name 0xFF value 0xFF`, as 16 hex digits.
 *  The same as Alertmanager's, so that both name one alert alike. Labels with an empty value must be gone already. */
export function fingerprint(labels: Labels): string {
  const names = Object.keys(labels).toSorted(byUnit);
  const parts: string[] = [];
  for (const name of names) parts.push(name, labels[name] ?? '');
  return fnv1a64(parts) ?? fnv1a64(bytesOf(names, labels)) ?? '';
}

/** UTF-8 as one character a byte. Names are put in the order of their bytes, which is not that of UTF-16 beyond U+D7FF. */
function bytesOf(names: readonly string[], labels: Labels): Bytes {
  const pairs = names.map((name) => ({ name: byteText(name), value: byteText(labels[name] ?? '') }));
  return { bytes: pairs.toSorted((a, b) => byUnit(a.name, b.name)).flatMap(({ name, value }) => [name, value]) };
}

function byteText(s: string): string {
  let text = '';
  for (const byte of new TextEncoder().encode(s)) text += String.fromCharCode(byte);
  return text;
}

/** Texts whose characters are bytes already. */
interface Bytes {
  readonly bytes: readonly string[];
}

/** FNV-1a 64 over the parts, each followed by 0xFF, in two 32-bit halves; BigInt would be ten times slower on the intake path.
 *  The prime is 2^40 + 0x1b3, so hash * prime = (hash << 40) + hash * 0x1b3. Null when plain parts hold more than ASCII. */
function fnv1a64(of: readonly string[] | Bytes): string | null {
  const parts = 'bytes' in of ? of.bytes : of;
  const highest = 'bytes' in of ? 0xff : 0x7f;
  let hi = 0xcbf29ce4;
  let lo = 0x84222325;
  for (const part of parts) {
    for (let i = 0; i <= part.length; i++) {
      const byte = i === part.length ? 0xff : part.charCodeAt(i);
      if (byte > highest && i < part.length) return null;
      const mixed = (lo ^ byte) >>> 0;
      const low = mixed * 0x1b3;
      lo = low >>> 0;
      hi = (Math.imul(hi, 0x1b3) + (low - lo) / 0x100000000 + (mixed << 8)) >>> 0;
    }
  }
  return hi.toString(16).padStart(8, '0') + lo.toString(16).padStart(8, '0');
}
