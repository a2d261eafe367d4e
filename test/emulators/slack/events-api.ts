import { createHmac } from 'node:crypto';
import type { Line, Parcel, Receipt } from './courier.ts';
import type { Patience } from './patience.ts';
import type { Json } from './records.ts';

/** `v0=` and the HMAC-SHA256 of `v0:<seconds>:<body>`, as Slack signs what it posts. */
export function signatureOf(secret: string, body: string, seconds: number | string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`;
}

/** Slack's posts to a public address: events as JSON, commands as forms, clicks as a form with JSON inside, each signed. */
export class EventsApi implements Line {
  readonly isKnown = true;
  readonly #url: string;
  readonly #sign: (body: string) => Record<string, string>;
  readonly #patience: Patience;

  constructor(url: string, { sign, patience }: { sign: (body: string) => Record<string, string>; patience: Patience }) {
    this.#url = url;
    this.#sign = sign;
    this.#patience = patience;
  }

  /** Whether the address answers to the challenge with which Slack makes sure of it. */
  async isVerified(): Promise<boolean> {
    const challenge = 'e2f8a1-emulated-challenge';
    const { acked, payload } = await this.#post(JSON.stringify({ token: 'verification-token', challenge, type: 'url_verification' }), {
      'content-type': 'application/json',
    });
    return acked && (payload['challenge'] === challenge || payload['text'] === challenge);
  }

  carry({ kind, body, retry }: Parcel): Promise<Receipt> {
    const again: Record<string, string> = retry ? { 'x-slack-retry-num': String(retry.count), 'x-slack-retry-reason': retry.reason } : {};
    if (kind === 'events_api') return this.#post(JSON.stringify(body), { 'content-type': 'application/json', ...again });
    const form = kind === 'interactive' ? { payload: JSON.stringify(body) } : (body as Record<string, string>);
    return this.#post(new URLSearchParams(form).toString(), { 'content-type': 'application/x-www-form-urlencoded', ...again });
  }

  async #post(body: string, headers: Record<string, string>): Promise<Receipt> {
    const began = performance.now();
    const no = (reason: string): Receipt => ({ acked: false, payload: {}, tookMs: performance.now() - began, reason });
    try {
      const all = { ...headers, ...this.#sign(body), 'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)' };
      const { response, text } = await this.#patience.during(async (signal) => {
        const answered = await fetch(this.#url, { method: 'POST', headers: all, body, signal, redirect: 'manual' });
        return { response: answered, text: await answered.text() };
      });
      if (!response.ok) return { ...no('http_error'), isFinal: response.headers.get('x-slack-no-retry') === '1' };
      return { acked: true, payload: payloadOf(text), tookMs: performance.now() - began, reason: '' };
    } catch (error) {
      return no(error instanceof Error && error.name === 'TimeoutError' ? 'http_timeout' : 'connection_failed');
    }
  }
}

/** JSON, or a text by itself. */
function payloadOf(text: string): Json {
  if (text.trim() === '') return {};
  try {
    const read = JSON.parse(text) as unknown;
    return typeof read === 'object' && read !== null ? (read as Json) : { text };
  } catch {
    return { text };
  }
}
