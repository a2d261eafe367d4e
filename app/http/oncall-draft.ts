import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { explain } from '../../config/explain.ts';
import { nextStep, type Place } from '../../domain/escalation/next-step.ts';
import { Policy } from '../../domain/escalation/policy.ts';
import { crewOf, planOf } from '../../domain/escalation/staff.ts';
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

/** What would be, of what nobody has kept yet, by the same functions that call people; `ok: false` with what is wrong, each with its path in
 *  the spec. `POST /api/v1/oncall/draft { schedule: <spec>, from, to }` answers the turns, what each layer says by itself, and the gaps;
 *  `POST /api/v1/oncall/ladder { policy: <spec> }` whom a first round would call, and how many minutes after it began. */
export function draftRoutes(app: FastifyInstance, parts: SurfaceParts): void {
  app.post('/api/v1/oncall/draft', async (request) => {
    await callerOf(request, parts);
    const { schedule, from, to } = bodyAs(Asked, request.body);
    return read(Schedule, schedule, (spec) => drawn(spec, from, to));
  });
  app.post('/api/v1/oncall/ladder', async (request) => {
    await callerOf(request, parts);
    const { policy } = bodyAs(z.object({ policy: z.unknown() }), request.body);
    return read(Policy, policy, (spec) => ({ rungs: rungs(spec, parts) }));
  });
}

function read<T>(schema: z.ZodType<T>, written: unknown, say: (spec: T) => object): object {
  const spec = schema.safeParse(written);
  if (spec.success) return { ok: true, output: say(spec.data) };
  return { ok: false, issues: explain(spec.error.issues, written, schema).map(issueOf) };
}

/** Who is on call is asked for the minute at which a rung would be reached. */
function rungs(policy: Policy, { store, clock }: SurfaceParts): object[] {
  const plan = planOf('draft', policy);
  const found: object[] = [];
  let afterMinutes = 0;
  for (let place: Place | null = { cycle: 0, step: 0, lastCycle: 0 }; place;) {
    const next = nextStep(plan, place, crewOf(store.duty(), clock.now() + afterMinutes * 60_000));
    if (!next) return found;
    const { step, people, channels, skipped } = next;
    found.push({ afterMinutes, step, people, channels, skipped });
    afterMinutes += next.next?.afterMinutes ?? 0;
    place = next.next && { ...next.next, lastCycle: 0 };
  }
  return found;
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
