import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

export type Cell = string | number | boolean | null;

/** Spreadsheets take a cell that begins so for a formula. */
const formula = /^[=+\-@\t\r]/u;
/** Excel takes a file for UTF-8 only when it begins with this. */
const byteOrderMark = '\u{FEFF}';

/** One line as RFC 4180 has it. A text that a spreadsheet would run gets an apostrophe in front. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

function cellText(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Sends a file of text bit by bit: what the client has not taken yet is not made. An error before the first bit is answered like any other;
 *  a later one breaks the connection, so that half a file is never taken for a whole one. */
export async function sendFile(
  reply: FastifyReply,
  { name, type }: { readonly name: string; readonly type: string },
  pieces: AsyncGenerator<string>,
): Promise<FastifyReply> {
  const first = await pieces.next();
  const texts = async function* (): AsyncGenerator<string> {
    for (let piece = first; !piece.done; piece = await pieces.next()) if (piece.value !== '') yield piece.value;
  };
  return reply
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .type(`${type}; charset=utf-8`)
    .send(Readable.from(texts(), { objectMode: false }));
}

/** The lines of a CSV file: its head, then page after page of rows. */
export async function* csvText(head: readonly string[], pages: AsyncGenerator<readonly (readonly Cell[])[]>): AsyncGenerator<string> {
  let before = byteOrderMark + csvLine(head);
  for await (const rows of pages) {
    yield before + rows.map(csvLine).join('');
    before = '';
  }
  yield before;
}
