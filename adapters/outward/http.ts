import { lookup } from 'node:dns';
import { request as plain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { netWhy } from '../../domain/chat/net-why.ts';
import { OutsideError, UnansweredError } from '../../ports/errors.ts';
import { hostOf, type Outward, type OutwardAnswer, type OutwardCall } from '../../ports/outward.ts';
import { isRefused, RefusedAddress } from './refused.ts';

export interface OutwardLimits {
  /** For the whole call, from the name's look-up to the last byte. */
  readonly patienceMs: number;
  readonly maxBytes: number;
}

const usual: OutwardLimits = { patienceMs: 10_000, maxBytes: 1024 * 1024 };

/** Calls out over HTTP, each time on a connection of its own, to the address that was looked at and no other. */
export function outwardHttp(limits: OutwardLimits = usual): Outward {
  return async (call) => {
    const way: Way = { isThere: false };
    try {
      return await exchange(call, limits, way);
    } catch (e) {
      if (e instanceof OutsideError) throw e;
      const error = failed(call, e as Error & { code?: string }, limits);
      throw way.isThere && error.passing ? new UnansweredError(error.message, error.why) : error;
    }
  };
}

/** Whether the other side was reached: what is sent from then on may have taken effect. */
interface Way {
  isThere: boolean;
}

async function exchange(call: OutwardCall, { patienceMs, maxBytes }: OutwardLimits, way: Way): Promise<OutwardAnswer> {
  const url = new URL(call.url);
  const host = url.hostname.replaceAll(/^\[|\]$/gu, '');
  if (isIP(host) !== 0 && isRefused(host)) throw new RefusedAddress(host);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const options = { method: call.method, headers: headersOf(call), agent: false, lookup: guarded, signal: AbortSignal.timeout(patienceMs) };
  const isSecure = url.protocol === 'https:';
  const sent: ClientRequest = (isSecure ? secure : plain)(url, options, resolve);
  sent.on('error', reject);
  sent.on('socket', (socket) => socket.once(isSecure ? 'secureConnect' : 'connect', () => (way.isThere = true)));
  sent.end(call.body);
  const answer = await promise;
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: await read(answer, call, maxBytes) };
}

function headersOf({ headers, body }: OutwardCall): Record<string, string> {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return { 'user-agent': 'Tocsin', accept: '*/*', ...length, ...headers };
}

async function read(answer: IncomingMessage, { who, url }: OutwardCall, maxBytes: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer) {
    parts.push(part as Buffer);
    bytes += (part as Buffer).length;
    if (bytes > maxBytes) {
      answer.destroy();
      throw new OutsideError(
        'invalid',
        `${who}: ${hostOf(url)} answered more than ${maxBytes} bytes. Check that the address is the right one.`,
      );
    }
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Every address that a name stands for is looked at, and the connection goes to one of these: a name cannot turn into another meanwhile. */
const guarded: LookupFunction = (host, options, done) =>
  lookup(host, { ...options, all: true }, (error, found) => {
    const refused = error ? undefined : found.find(({ address }) => isRefused(address));
    const [first] = found ?? [];
    if (error || refused || !first) done(error ?? new RefusedAddress(refused?.address ?? host), '', 0);
    else if (options.all === true) done(null, found);
    else done(null, first.address, first.family);
  });

function failed({ who, url }: OutwardCall, e: Error & { code?: string }, { patienceMs }: OutwardLimits): OutsideError {
  const host = hostOf(url);
  if (e instanceof RefusedAddress)
    return new OutsideError('forbidden', `${who}: ${host} is ${e.message}; Tocsin never calls there. Write another address.`);
  if (e.name === 'AbortError' || e.name === 'TimeoutError')
    return new OutsideError('transient', `${who}: ${host} did not answer in ${patienceMs / 1_000} s`, null, netWhy('silent', host));
  const code = e.code ?? e.name;
  const said = `${who}: ${host} cannot be reached (${code}). Check the address and the network to it.`;
  return new OutsideError('transient', said, null, netWhy('unreached', `${host}: ${code}`));
}
