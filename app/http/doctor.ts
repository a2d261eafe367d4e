import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../../domain/access/caller.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { ProcessNote } from '../../ports/upkeep.ts';
import type { Running } from '../doctor/check.ts';
import { checksRunning } from '../doctor/checks-running.ts';
import { aliveMs } from '../doctor/checks/processes.ts';
import { examine } from '../doctor/report.ts';
import { callerWith, operators, refusal } from './may.ts';
import type { SurfaceParts } from './surface.ts';

interface DoctorParts extends SurfaceParts {
  readonly version: string;
  /** The migrations that this Tocsin brings. */
  readonly migrations: readonly string[];
  readonly see: (askedFrom: string | null) => Promise<Running>;
  readonly thisProcess: () => ProcessNote;
}

/** Beats of the stream that is measured, and the pause between two. A proxy that gathers them lets them arrive at once. */
const beats = 5;
const beatEveryMs = 250;

/** How Tocsin is: `GET /api/v1/doctor`, a stream to measure, how far a test has come, and the processes. For operators. */
export function doctorRoutes(app: FastifyInstance, parts: DoctorParts): void {
  const { store, clock } = parts;
  const checks = checksRunning(parts.migrations);
  app.get<{ Querystring: { from?: string } }>('/api/v1/doctor', async (request) => {
    const caller = await callerWith(request, parts, operators);
    const report = await examine(checks, await parts.see(originIn(request.query.from, caller)));
    return { ...report, at: rfc3339(clock.now()), version: parts.version };
  });
  app.get('/api/v1/doctor/stream', async (request, reply) => {
    await callerWith(request, parts, operators);
    await streamBeats(reply);
  });
  app.get<{ Querystring: { event?: string } }>('/api/v1/doctor/delivery', async (request) => {
    const caller = await callerWith(request, parts, operators);
    const [effect] = await store.upkeep.effectsOf(request.query.event ?? '');
    if (!effect) throw refusal(caller, { en: 'There is no such test.', zh: '没有这次测试。' }, 404);
    return { state: effect.state, attempts: effect.attempts, error: effect.error };
  });
  app.get('/api/v1/processes', async (request) => {
    await callerWith(request, parts, operators);
    const now = clock.now();
    const me = parts.thisProcess();
    const others = (await store.upkeep.processes(now - aliveMs)).filter(({ id }) => id !== me.id);
    const waiting = await store.upkeep.waiting(now);
    return { processes: [me, ...others].map((p) => shown(p, me.id)), waiting: Object.fromEntries(Object.entries(waiting).map(queueShown)) };
  });
}

function originIn(from: string | undefined, caller: Caller): string | null {
  if (from === undefined) return null;
  const url = URL.parse(from);
  if (url && /^https?:$/u.test(url.protocol)) return url.origin;
  throw refusal(caller, {
    en: 'from: give the origin of the page, such as https://tocsin.example.com.',
    zh: 'from：请给出页面的来源，例如 https://tocsin.example.com。',
  });
}

async function streamBeats(reply: FastifyReply): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  const headers = Object.fromEntries(Object.entries(reply.getHeaders()).map(([k, v]) => [k, String(v)]));
  raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  for (let n = 1; n <= beats && !raw.destroyed; n++) {
    raw.write(`event: beat\ndata: ${n}\n\n`);
    await pause(beatEveryMs);
  }
  raw.end();
}

const shown = ({ at, stats, ...rest }: ProcessNote, me: string): object => ({
  ...rest,
  ...stats,
  at: rfc3339(at),
  startedAt: rfc3339(stats.startedAt),
  isThis: rest.id === me,
});

const queueShown = ([name, { oldestAt, ...queue }]: [string, { oldestAt: number | null }]): [string, object] => [
  name,
  { ...queue, oldestAt: rfc3339(oldestAt) },
];
