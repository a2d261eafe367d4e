import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { normalPassword } from '../../domain/access/password.ts';

interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** scrypt as OWASP names it for 32 MiB: 2^15 blocks of 8, three times. They are part of each hash, so they can grow. */
const owasp: Cost = { logN: 15, r: 8, p: 3 };
const keyBytes = 32;
/** Hashes at once: each takes a thread of four and its memory, and the others have work to do. */
const most = 2;

/** Hashes passwords and compares them, a few at a time. */
export class Passwords {
  #free = most;
  readonly #waiting: (() => void)[] = [];
  readonly #cost: Cost;

  /** Only tests, which guess nobody’s password, go below what it should cost. */
  constructor(cost: Cost = owasp) {
    this.#cost = cost;
  }

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const { logN, r, p } = this.#cost;
    const key = await this.#derive(password, salt, this.#cost);
    return ['scrypt', logN, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
  }

  /** Takes the same time where there is nothing to compare with. */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const [, logN, r, p, salt = '', key = ''] = (hash ?? nobodys(this.#cost)).split('$');
    const derived = await this.#derive(password, Buffer.from(salt, 'base64url'), { logN: Number(logN), r: Number(r), p: Number(p) });
    return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && hash !== null;
  }

  async #derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    const N = 2 ** logN;
    return new Promise<Buffer>((resolve, reject) => {
      const options = { N, r, p, maxmem: 256 * N * r };
      scrypt(normalPassword(password), salt, keyBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
    }).finally(() => this.#release());
  }

  /** The place goes to the one who waits longest. */
  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}

const nobodys = ({ logN, r, p }: Cost): string => ['scrypt', logN, r, p, 'A'.repeat(22), 'A'.repeat(43)].join('$');
