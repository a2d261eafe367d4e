import type { Corp } from './corp.ts';
import { refuse, type Json } from './records.ts';

const lifeMs = 7_200_000;

/** Who may call: the app's secret, the tokens it was given, and from where. */
export class Access {
  readonly secret = 'EmulatedAppSecretCanary00000000000000000000';
  isRevoked = false;
  /** From where every call seems to come; null: from where it comes. */
  seenIp: string | null = null;
  readonly #corp: Corp;
  readonly #trustedIps: readonly string[] | null;
  readonly #tokens = new Map<string, number>();
  #token = '';

  constructor(corp: Corp, trustedIps: readonly string[] | null) {
    this.#corp = corp;
    this.#trustedIps = trustedIps;
  }

  /** The same token as long as it lives.
   *  @throws {Refusal} 40013, 40001, 41002, 41004. */
  give({ corpid, corpsecret }: Json): Json {
    if (!corpid) refuse(41002, 'corpid missing');
    if (!corpsecret) refuse(41004, 'corpsecret missing');
    if (corpid !== this.#corp.id) refuse(40013, 'invalid corpid');
    if (corpsecret !== this.secret || this.isRevoked) refuse(40001, 'invalid credential');
    const left = (this.#tokens.get(this.#token) ?? 0) - this.#corp.now();
    if (left <= 0) {
      this.#token = this.#corp.next('emulated-access-token-canary-', 64);
      this.#tokens.set(this.#token, this.#corp.now() + lifeMs);
    }
    return { access_token: this.#token, expires_in: Math.ceil((this.#tokens.get(this.#token)! - this.#corp.now()) / 1000) };
  }

  /** All tokens given so far are too old. */
  expire(): void {
    for (const token of this.#tokens.keys()) this.#tokens.set(token, 0);
  }

  /** @throws {Refusal} 41001, 40014, 42001, 60020. */
  check(token: string, ip: string): void {
    if (token === '') refuse(41001, 'access_token missing');
    const until = this.#tokens.get(token);
    if (until === undefined || this.isRevoked) refuse(40014, 'invalid access_token');
    if (until <= this.#corp.now()) refuse(42001, 'access_token expired');
    if (this.#trustedIps ? !this.#trustedIps.includes(ip) : this.seenIp !== null) refuse(60020, 'not allow to access from your ip');
  }
}
