import { Refused, Silent } from './classify.ts';

/** Requests as the Bot Framework's client hands them on. */
interface Asked {
  readonly url: string;
  readonly method: string;
  readonly body?: unknown;
  readonly headers: { toJson(): Record<string, string> };
}

const patienceMs = 10_000;

/** The Bot Framework's own client tries again by itself, for as long as a server wishes: this one asks once, and what is refused is said. */
export const httpClient = {
  async sendRequest(request: Asked): Promise<object> {
    const { url, method } = request;
    const headers = request.headers.toJson();
    const body = typeof request.body === 'string' ? { body: request.body } : {};
    let answer: Response;
    try {
      answer = await fetch(url, { method, headers, ...body, redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
    } catch (e) {
      const { name, cause } = e as Error & { cause?: { code?: string } };
      // Only what never left is certain not to have arrived.
      if (cause?.code === 'ECONNREFUSED' || cause?.code === 'ENOTFOUND')
        throw new Refused({ status: 502, code: cause.code, retryAfterMs: null });
      throw new Silent(
        name === 'TimeoutError' ? `no answer within ${patienceMs / 1_000} s` : `the connection broke (${cause?.code ?? name})`,
      );
    }
    const text = await answer.text();
    if (!answer.ok) throw new Refused({ status: answer.status, code: codeIn(text), retryAfterMs: waitOf(answer) });
    const all = Object.fromEntries(answer.headers);
    return {
      request,
      status: answer.status,
      bodyAsText: text,
      headers: { toJson: () => all, get: (name: string) => all[name.toLowerCase()] },
    };
  },
};

function waitOf(answer: Response): number | null {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}

function codeIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown } };
    return typeof error?.code === 'string' ? error.code.slice(0, 100) : '';
  } catch {
    return '';
  }
}
