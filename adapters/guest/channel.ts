import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';
import type { Port } from './line.ts';

export interface ChannelEnds {
  readonly heard: (message: unknown) => void;
  /** Nothing more will be heard, for what came was no message. */
  readonly broken: (because: string) => void;
}

const headBytes = 4;
/** Files go through it. */
const mostBytes = 64 * 1024 * 1024;

/** Plain data over a pipe, each message behind its length. Node’s own channel between processes throws in ours what a guest writes into it, and
 *  is open to whatever code there says `process.send`. */
export class Channel implements Port {
  readonly #pipe: Duplex;
  readonly #ends: ChannelEnds;
  #came: Buffer[] = [];
  #bytes = 0;
  #wanted = headBytes;
  #isHead = true;

  constructor(pipe: Duplex, ends: ChannelEnds) {
    this.#pipe = pipe;
    this.#ends = ends;
    pipe.on('data', (bytes: Buffer) => this.#take(bytes));
    // Whoever has ended hears nothing: its end is told by itself.
    pipe.on('error', () => {});
  }

  /** Throws what cannot be said in plain data. `gone` is called once it is on its way, or cannot be any more. */
  postMessage(message: unknown, gone: () => void = () => {}): void {
    const body = serialize(message);
    if (body.length > mostBytes) throw new RangeError(`a message of ${body.length} bytes is larger than ${mostBytes}`);
    if (!this.#pipe.writable) return gone();
    const head = Buffer.alloc(headBytes);
    head.writeUInt32BE(body.length);
    this.#pipe.write(Buffer.concat([head, body]), gone);
  }

  #take(bytes: Buffer): void {
    this.#came.push(bytes);
    this.#bytes += bytes.length;
    try {
      while (this.#bytes >= this.#wanted) this.#read(this.#next());
    } catch (e) {
      this.#pipe.destroy();
      this.#ends.broken(`it wrote into its line to us what is no message (${(e as Error).message})`);
    }
  }

  #next(): Buffer {
    const [first = Buffer.alloc(0)] = this.#came;
    const all = this.#came.length === 1 ? first : Buffer.concat(this.#came);
    const rest = all.subarray(this.#wanted);
    this.#came = [rest];
    this.#bytes = rest.length;
    return all.subarray(0, this.#wanted);
  }

  #read(piece: Buffer): void {
    this.#isHead = !this.#isHead;
    if (this.#isHead) {
      this.#wanted = headBytes;
      return this.#ends.heard(deserialize(piece));
    }
    this.#wanted = piece.readUInt32BE();
    if (this.#wanted > mostBytes) throw new RangeError(`${this.#wanted} bytes`);
  }
}
