import type { GatewayRequest, HttpCarrier } from '../../../domain/people/carrier-http.ts';
import type { Report } from '../../../domain/page/report.ts';
import { ReachError } from '../../../ports/errors.ts';
import type { Asked, Carrier, PhoneOrder } from '../../../ports/phone.ts';
import { filledRequest, type Values } from './fill.ts';
import { hearGateway } from './receive.ts';
import { GatewayAnswer } from './schema.ts';

interface Parts {
  readonly name: string;
  readonly spec: HttpCarrier;
  /** Where the gateway finds us, without a slash at the end. */
  readonly publicUrl: () => string;
}

const timeoutMs = 10_000;
/** As much of an answer as is read. */
const answerLength = 64 * 1024;

/** Calls and texts by a firm's own telephone system or gateway: requests as they are written in the configuration, with the values filled in. */
export function httpCarrier({ name, spec, publicUrl }: Parts): Carrier {
  const callback = (): string => `${publicUrl()}/phone/http/status`;
  const order = (request: GatewayRequest) => async (what: PhoneOrder) => {
    const { to, lang, text, id, parts } = what;
    const values = {
      number: to,
      text,
      language: lang === 'zh' ? 'zh-CN' : 'en',
      id,
      callback: callback(),
      severity: parts.severity,
      title: parts.title,
      code: parts.code,
    };
    return { ref: refIn(await sent(name, filledRequest(request, values, spec.authorization)), request.idAt) ?? id };
  };
  const { find } = spec;
  const ask = async (values: Values, ref: string): Promise<Report | null> => {
    if (!find) return null;
    const answer = GatewayAnswer.safeParse(await sent(name, filledRequest(find, values, spec.authorization)).catch(noneThere));
    if (!answer.success) return null;
    const { status, reason } = answer.data;
    return { word: status, ref, seq: null, ...(reason === undefined ? {} : { raw: reason }) };
  };
  return {
    name,
    ...(spec.call && { call: order(spec.call) }),
    ...(spec.text && { text: order(spec.text) }),
    ...(find && {
      find: ({ id, to }: PhoneOrder) => ask({ id, number: to }, id),
      look: ({ id, to, ref }: Asked) => ask({ id, number: to }, ref),
    }),
    hear: (given) => hearGateway(given, spec.secret),
    // Its addresses are the firm's own: that it answers at all is all that can be asked.
    check: async () => {
      const any = spec.find ?? spec.call ?? spec.text;
      if (any) await reached(name, new Request(new URL(any.url.replaceAll(/\{\{\w+\}\}/gu, 'x')).origin, { method: 'HEAD' }));
    },
  };
}

const noneThere = (e: unknown): null => {
  if (e instanceof ReachError && e.failure === 'not-found') return null;
  throw e;
};

async function reached(who: string, request: Request): Promise<Response> {
  return fetch(request, { signal: AbortSignal.timeout(timeoutMs), redirect: 'manual' }).catch((e: unknown) => {
    throw new ReachError('transient', 'carrier-down', { who, raw: e instanceof Error ? e.name : 'no answer' });
  });
}

async function sent(who: string, request: Request): Promise<unknown> {
  const response = await reached(who, request);
  const text = (await response.text().catch(() => '')).slice(0, answerLength);
  if (response.ok) return jsonOf(text);
  const raw = `HTTP ${response.status} ${text.replaceAll(/\s+/gu, ' ').slice(0, 120)}`.trim();
  const { status } = response;
  if (status === 429) throw new ReachError('rate-limited', 'carrier-down', { who, raw, ...retryAfter(response) });
  if (status >= 500) throw new ReachError('transient', 'carrier-down', { who, raw });
  if (status === 401 || status === 403) throw new ReachError('auth', 'carrier-refused', { who, raw });
  throw new ReachError(status === 404 ? 'not-found' : 'invalid', 'carrier-refused', { who, raw });
}

function retryAfter({ headers }: Response): { retryAfterMs?: number } {
  const seconds = Number(headers.get('retry-after'));
  return seconds > 0 ? { retryAfterMs: Math.min(seconds, 60) * 1_000 } : {};
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The gateway's own id, at a path such as `data.id`. */
function refIn(answer: unknown, path: string): string | null {
  let at = answer;
  for (const step of path.split('.'))
    at = at !== null && typeof at === 'object' && Object.hasOwn(at, step) ? (at as Record<string, unknown>)[step] : null;
  return typeof at === 'string' || typeof at === 'number' ? String(at).slice(0, 200) : null;
}
