import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { explain } from '../../config/explain.ts';
import { gapsIn } from '../../domain/oncall/gaps.ts';
import { turnsBetween, type OnCall } from '../../domain/oncall/on-call.ts';
import { Schedule } from '../../domain/oncall/schedule.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { bodyAs } from './body.ts';
import { callerOf, type SurfaceParts } from './surface.ts';

const mostMs = 92 * 86_400_000;
const Time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Asked = z
  .object({ schedule: z.unknown(), from: Time, to: Time })
  .refine(({ from, to }) => to > from && to - from <= mostMs, { path: ['to'], message: 'must be after from, and at most 92 days later' });

/** What a schedule would mean that nobody has kept yet: `POST { schedule: <spec>, from, to }`. Answers the turns, what each layer says by
 *  itself, and the gaps, by the same functions that call people; or `ok: false` with what is wrong, each with its path in the spec. */
export function draftRoutes(app: FastifyInstance, parts: SurfaceParts): void {
  app.post('/api/v1/oncall/draft', async (request) => {
    await callerOf(request, parts);
    const { schedule: written, from, to } = bodyAs(Asked, request.body);
    const schedule = Schedule.safeParse(written);
    if (schedule.success) return { ok: true, output: drawn(schedule.data, from, to) };
    return { ok: false, issues: explain(schedule.error.issues, written, Schedule).map(issueOf) };
  });
}

function drawn(schedule: Schedule, from: number, to: number): object {
  const turns = turnsBetween(schedule, from, to);
  return {
    from: rfc3339(from),
    to: rfc3339(to),
    turns: turns.map(said),
    layers: schedule.layers.map((layer) => ({
      name: layer.name ?? null,
      priority: layer.priority,
      override: layer.override,
      turns: turnsBetween({ ...schedule, layers: [layer], overrides: [], temporary: [] }, from, to).map(said),
    })),
    gaps: gapsIn(turns, { start: from, end: to }).map(({ start, end }) => ({ start: rfc3339(start), end: rfc3339(end) })),
  };
}

const said = ({ person, start, end }: OnCall): object => ({ person, start: rfc3339(start), end: rfc3339(end) });

const issueOf = ({ path, message, hint }: ReturnType<typeof explain>[number]): object => ({
  path: path.join('.'),
  message: hint ? `${message}; ${hint}` : message,
});
