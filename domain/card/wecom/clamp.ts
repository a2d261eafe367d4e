import { wholeBefore } from '../cuts.ts';

/** As WeCom measures text and markdown. */
export const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** A text in as many messages as it takes, `most` bytes each, cut where a line ends if there is one: joined they are the text again, but for the
 *  line ends that were cut at. */
export function pieces(text: string, most: number): string[] {
  const made: string[] = [];
  let rest = text;
  while (bytesOf(rest) > most) {
    const fits = fitting(rest, most);
    const lineEnd = fits.lastIndexOf('\n');
    const piece = lineEnd > fits.length / 2 ? fits.slice(0, lineEnd) : fits;
    made.push(piece);
    rest = rest.slice(piece.length).replace(/^\n/u, '');
  }
  return [...made, rest];
}

/** The beginning of a text that fits, whole letters; never empty, so `most` is 4 at least. */
function fitting(text: string, most: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(most));
  return wholeBefore(text, read) || text.slice(0, read);
}
