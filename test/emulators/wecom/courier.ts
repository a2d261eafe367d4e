import { randomBytes } from 'node:crypto';
import type { Corp } from './corp.ts';
import { signatureOf, Seal } from './crypt.ts';
import { isJson, jsonOf, plain, type Json } from './records.ts';
import { readXml, xmlOf, type Xml } from './xml.ts';

/** What an app made of something brought to it. */
export interface Outcome {
  readonly acked: boolean;
  /** 0 where no answer came. */
  readonly status: number;
  readonly body: string;
  readonly tookMs: number;
  /** By which an app can know it again: MsgId, or sender, time and task. */
  readonly key: string;
  /** What the app answered at once, opened; null without. */
  readonly reply: Json | null;
  /** Why its answer was not taken; '' where all is well. */
  readonly wrong: string;
  /** Brings the very same once more, sealed anew; `verbatim`: the very same bytes. */
  readonly again: (how?: 'verbatim') => Promise<Outcome>;
}

export interface Delivery extends Outcome {
  /** What was brought, unsealed. */
  readonly content: Readonly<Record<string, Xml>>;
  readonly at: number;
}

/** Bytes to be posted and the query that goes with them. */
export interface Sealed {
  readonly body: string;
  readonly query: string;
}

export interface SealedSo {
  readonly receiveid?: string;
  readonly token?: string;
  /** Seconds. */
  readonly timestamp?: number | string;
  readonly nonce?: string;
}

interface Times {
  readonly ackMs: number;
  readonly verifyMs: number;
}

export interface CallbackKeys {
  readonly token: string;
  readonly encodingAesKey: string;
}

/** Brings what people do to the app's callback: signed, sealed, within five seconds, and three times more where that failed. */
export class Courier {
  token = 'EmulatedCallbackTokenCanary';
  encodingAesKey = 'EmulatedAesKeyCanary00000000000000000000000';
  readonly deliveries: Delivery[] = [];
  url: string | null = null;
  /** What to do with an answer that came at once. */
  takes: (reply: Json, about: Readonly<Record<string, Xml>>) => void = () => {};
  readonly #corp: Corp;
  readonly #times: Times;
  #seal = new Seal(this.encodingAesKey);
  /** How often each was tried again. Two things may have the same key, so they are known by themselves. */
  readonly #unacked = new Map<Readonly<Record<string, Xml>>, number>();

  constructor(corp: Corp, times: Times) {
    this.#corp = corp;
    this.#times = times;
  }

  /** The keys that an admin has pasted. */
  signsWith({ token, encodingAesKey }: CallbackKeys): void {
    [this.token, this.encodingAesKey] = [token, encodingAesKey];
    this.#seal = new Seal(encodingAesKey);
  }

  /** Seals any text as WeCom would, or as somebody who only nearly can. */
  seal(text: string, so: SealedSo = {}): Sealed {
    const {
      receiveid = this.#corp.id,
      token = this.token,
      timestamp = this.#corp.seconds,
      nonce = randomBytes(5).readUIntBE(0, 5).toString(),
    } = so;
    const encrypted = this.#seal.close(text, receiveid);
    const signature = signatureOf(token, String(timestamp), nonce, encrypted);
    const query = new URLSearchParams({ msg_signature: signature, timestamp: String(timestamp), nonce }).toString();
    if (text.trimStart().startsWith('{')) return { query, body: JSON.stringify({ encrypt: encrypted }) };
    return { query, body: xmlOf({ ToUserName: this.#corp.id, Encrypt: encrypted, AgentID: String(this.#corp.agentId) }) };
  }

  /** Asks the address whether it can read what is sealed: it has to answer exactly that, within a second. */
  async verify(url: string): Promise<{ ok: boolean; status: number; body: string; tookMs: number; why: string }> {
    const began = performance.now();
    const expected = String(randomBytes(6).readUIntBE(0, 6));
    const [timestamp, nonce, echostr] = [
      String(this.#corp.seconds),
      randomBytes(4).toString('hex'),
      this.#seal.close(expected, this.#corp.id),
    ];
    const query = new URLSearchParams({ msg_signature: signatureOf(this.token, timestamp, nonce, echostr), timestamp, nonce, echostr });
    const { status, body } = await asked(`${url}${url.includes('?') ? '&' : '?'}${query.toString()}`, {
      signal: AbortSignal.timeout(this.#times.verifyMs),
    });
    const why = status !== 200 ? `answered ${status}` : body === expected ? '' : `answered ${JSON.stringify(body)} instead of ${expected}`;
    return { ok: why === '', status, body, tookMs: performance.now() - began, why };
  }

  /** Brings it; without a callback nobody hears. */
  async bring(content: Readonly<Record<string, Xml>>): Promise<Outcome> {
    return this.#deliver(content, this.seal(xmlOf(content)));
  }

  /** Brings again, at once, what was not acknowledged; each at most three times. */
  async retry(): Promise<Outcome[]> {
    const done: Outcome[] = [];
    for (const [content, tries] of this.#unacked) {
      this.#unacked.set(content, tries + 1);
      done.push(await this.bring(content));
      if (tries + 1 >= 3) this.#unacked.delete(content);
    }
    return done;
  }

  async #deliver(content: Readonly<Record<string, Xml>>, sealed: Sealed): Promise<Outcome> {
    const began = performance.now();
    const key = keyOf(content);
    const url = this.url;
    const init = {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: sealed.body,
      signal: AbortSignal.timeout(this.#times.ackMs),
    };
    const { status, body } =
      url === null ? { status: 0, body: '' } : await asked(`${url}${url.includes('?') ? '&' : '?'}${sealed.query}`, init);
    const acked = status === 200;
    const { reply, wrong } = acked ? this.#read(body) : { reply: null, wrong: '' };
    if (acked) this.#unacked.delete(content);
    else if (url !== null && !this.#unacked.has(content)) this.#unacked.set(content, 0);
    if (reply) this.takes(reply, content);
    const again = (how?: 'verbatim'): Promise<Outcome> => this.#deliver(content, how ? sealed : this.seal(xmlOf(content)));
    const delivery = { acked, status, body, tookMs: performance.now() - began, key, reply, wrong, again, content, at: this.#corp.now() };
    this.deliveries.push(delivery);
    this.#corp.changed();
    return delivery;
  }

  /** What was answered at once: nothing, or sealed and signed XML. */
  #read(body: string): { reply: Json | null; wrong: string } {
    if (body === '' || body === 'success') return { reply: null, wrong: '' };
    try {
      const { Encrypt, MsgSignature, TimeStamp, Nonce } = jsonOf(readXml(body));
      const [encrypted, timestamp, nonce] = [plain(Encrypt), plain(TimeStamp), plain(Nonce)];
      if (signatureOf(this.token, timestamp, nonce, encrypted) !== plain(MsgSignature))
        return { reply: null, wrong: 'the signature of the answer is wrong' };
      const { text, receiveId } = this.#seal.open(encrypted);
      if (receiveId !== this.#corp.id) return { reply: null, wrong: 'the answer is for another corp' };
      const reply = readXml(text);
      return isJson(reply) ? { reply, wrong: '' } : { reply: null, wrong: 'the answer is empty' };
    } catch (error) {
      return { reply: null, wrong: `the answer cannot be read: ${String(error)}` };
    }
  }
}

/** As the documentation says how to know it again. */
function keyOf(content: Readonly<Record<string, Xml>>): string {
  const { MsgId, FromUserName, CreateTime, TaskId } = content;
  return MsgId === undefined ? [FromUserName, CreateTime, TaskId].map(plain).filter(Boolean).join('-') : plain(MsgId);
}

async function asked(url: string, init: RequestInit): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(url, { redirect: 'manual', ...init });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}
