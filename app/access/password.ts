import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { normalPassword } from '../../domain/access/password.ts';

/** scrypt as OWASP names it for 32 MiB: 2^15 blocks of 8, three times. They are part of each hash, so they can grow. */
const cost = { logN: 15, r: 8, p: 3 };
const keyBytes = 32;
/** Hashes at once: each takes a thread of four and its memory, and the others have work to do. */
const most = 2;

/** Hashes passwords and compares them, a few at a time. */
export class Passwords {
  #free = most;
  readonly #waiting: (() => void)[] = [];

  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const key = await this.#derive(password, salt, cost);
    return ['scrypt', cost.logN, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
  }

  /** Takes the same time where there is nothing to compare with. */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const [, logN, r, p, salt = '', key = ''] = (hash ?? nobodys).split('$');
    const derived = await this.#derive(password, Buffer.from(salt, 'base64url'), { logN: Number(logN), r: Number(r), p: Number(p) });
    return timingSafeEqual(derived, Buffer.from(key, 'base64url')) && hash !== null;
  }

  async #derive(password: string, salt: Buffer, { logN, r, p }: typeof cost): Promise<Buffer> {
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

const nobodys = ['scrypt', cost.logN, cost.r, cost.p, 'A'.repeat(22), 'A'.repeat(43)].join('$');
