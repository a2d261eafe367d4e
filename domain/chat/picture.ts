/** What the first bytes of a file say it is. */
export interface Sniffed {
  readonly type: string;
  /** Pixels; null where it is no picture that is shown, or does not say. */
  readonly width: number | null;
  readonly height: number | null;
}

/** How many bytes from the start are enough for a picture to say what it is; photographs carry previews in front. */
export const sniffedBytes = 256 * 1024;
/** What claims to be larger is offered as a file: a few bytes may unfold into gigabytes. */
const mostPixels = 50_000_000;

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

type Size = readonly [width: number, height: number];

/** Only what a browser draws without running anything is a picture: PNG, JPEG, GIF, WebP. Everything else is bytes to be saved. */
export function sniff(bytes: Uint8Array): Sniffed {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const picture = pictures.find((p) => p.is(bytes));
  const size = picture?.size(bytes, view) ?? null;
  const [width, height] = size ?? [0, 0];
  if (!picture || width < 1 || height < 1 || width * height > mostPixels)
    return { type: 'application/octet-stream', width: null, height: null };
  return { type: picture.type, width, height };
}

interface Picture {
  readonly type: string;
  readonly is: (bytes: Uint8Array) => boolean;
  readonly size: (bytes: Uint8Array, view: DataView) => Size | null;
}

const pictures: readonly Picture[] = [
  {
    type: 'image/png',
    is: (b) => ascii(b, 0, 8) === '\x89PNG\r\n\x1a\n' && ascii(b, 12, 16) === 'IHDR',
    size: (b, v) => (b.length < 24 ? null : [v.getUint32(16), v.getUint32(20)]),
  },
  {
    type: 'image/gif',
    is: (b) => /^GIF8[79]a$/u.test(ascii(b, 0, 6)),
    size: (b, v) => (b.length < 10 ? null : [v.getUint16(6, true), v.getUint16(8, true)]),
  },
  { type: 'image/webp', is: (b) => ascii(b, 0, 4) === 'RIFF' && ascii(b, 8, 12) === 'WEBP', size: webpSize },
  { type: 'image/jpeg', is: (b) => ascii(b, 0, 3) === '\xff\xd8\xff', size: jpegSize },
];

const threeBytes = (v: DataView, at: number): number => v.getUint16(at, true) | (v.getUint8(at + 2) << 16);

/** Three kinds of WebP say it in three ways. Source: the WebP container specification, RFC 9649. */
function webpSize(bytes: Uint8Array, v: DataView): Size | null {
  if (bytes.length < 30) return null;
  const kind = ascii(bytes, 12, 16);
  if (kind === 'VP8X') return [threeBytes(v, 24) + 1, threeBytes(v, 27) + 1];
  if (kind === 'VP8 ') return [v.getUint16(26, true) & 0x3fff, v.getUint16(28, true) & 0x3fff];
  if (kind !== 'VP8L') return null;
  const bits = v.getUint32(21, true);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}

/** Segments, each with its length, until one that begins a frame. Source: ITU-T T.81, B.2. */
function jpegSize(bytes: Uint8Array, v: DataView): Size | null {
  for (let at = 2; at + 9 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [v.getUint16(at + 7), v.getUint16(at + 5)];
    at += marker === 0xff ? 1 : 2 + v.getUint16(at + 2);
  }
  return null;
}
