import { connect, type Socket } from 'node:net';
import { alertRequest } from './alerts.ts';
import { quantile } from './figures.ts';

/** A load generator in a process of its own: so many connections, each sending its next request when the last is answered, until all alerts are
 *  accepted. Raw sockets and requests written in place, so that on a small machine the server is measured and not its client.
 *  `node test/bench/load.ts '<Load as JSON>'` prints a LoadResult as JSON. */
export interface Load {
  origin: string;
  path: string;
  connections: number;
  alertsPerRequest: number;
  requests: number;
  /** Number of the first alert; the others follow. */
  first: number;
  /** Of how many groups the alerts are; of eight when not given. */
  groups?: number;
  /** They are over already, and tell nobody. */
  isOver?: boolean;
}

export interface LoadResult {
  alertsPerSecond: number;
  /** Of one request, in ms. */
  p50: number;
  p99: number;
}

async function run(load: Load): Promise<LoadResult> {
  let left = load.requests;
  let next = load.first;
  const take = (): number | undefined => {
    if (left === 0) return undefined;
    left -= 1;
    next += load.alertsPerRequest;
    return next - load.alertsPerRequest;
  };
  const tookMs: number[] = [];
  const lanes = await Promise.all(Array.from({ length: load.connections }, (_none, i) => open(load, i)));
  const start = performance.now();
  await Promise.all(lanes.map((lane) => lane(take, tookMs)));
  const seconds = (performance.now() - start) / 1000;
  return { alertsPerSecond: (load.requests * load.alertsPerRequest) / seconds, p50: quantile(tookMs, 0.5), p99: quantile(tookMs, 0.99) };
}

type Lane = (take: () => number | undefined, tookMs: number[]) => Promise<void>;

async function open(load: Load, lane: number): Promise<Lane> {
  const { hostname, port } = new URL(load.origin);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((connected, failed) => socket.once('connect', connected).once('error', failed));
  const { origin, path, alertsPerRequest: alerts, groups, isOver = false } = load;
  const request = alertRequest(origin, path, { alerts, name: lane, isOver, ...(groups === undefined ? {} : { groups }) });
  const answer = answers(socket);
  return async (take, tookMs) => {
    for (let first = take(); first !== undefined; first = take()) {
      request.number(first);
      const sent = performance.now();
      socket.write(request.bytes);
      const status = await answer();
      tookMs.push(performance.now() - sent);
      if (status < 200 || status > 299) throw new Error(`${load.origin} answered ${status}`);
    }
    socket.destroy();
  };
}

/** Waits for the next whole answer and gives its status. */
function answers(socket: Socket): () => Promise<number> {
  let got = '';
  let waiting = Promise.withResolvers<number>();
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    got += text;
    if (!isWhole(got)) return;
    const status = Number(got.slice(9, 12));
    got = '';
    waiting.resolve(status);
  });
  socket.on('close', () => waiting.reject(new Error('the server closed the connection')));
  socket.on('error', (error) => waiting.reject(error));
  return async () => {
    const status = await waiting.promise;
    waiting = Promise.withResolvers<number>();
    waiting.promise.catch(() => {}); // a close after the last answer is no failure
    return status;
  };
}

function isWhole(answer: string): boolean {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(answer)?.[1];
  if (length !== undefined) return answer.length >= end + 4 + Number(length);
  return /\r\ntransfer-encoding: *chunked/i.test(answer) ? answer.endsWith('0\r\n\r\n') : true;
}

if (import.meta.main) console.log(JSON.stringify(await run(JSON.parse(process.argv[2]!) as Load)));
