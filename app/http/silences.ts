import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { checkMatcher, labelTest, matcherText, type Matcher } from '../../domain/alert/matcher.ts';
import { keepsId, silenceState, type Silence } from '../../domain/alert/silence.ts';
import { keyOf } from '../../domain/event/event.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { IdentifyParts } from '../access/identify.ts';
import type { Road } from '../road/road.ts';
import { BadRequest } from './body.ts';
import { filterMatchers } from './label-filter.ts';

export interface SilenceParts extends IdentifyParts {
  readonly road: Road;
}

/** Ended silences stay listed as long as Alertmanager keeps them. */
const keptMs = 5 * 86_400_000;

const PostedMatcher = z.object({ name: z.string().min(1), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) });
const PostedSilence = z.object({
  id: z.string().nullish(),
  matchers: z.array(PostedMatcher).min(1, 'needs at least one matcher'),
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  createdBy: z.string(),
  comment: z.string(),
});

export function silenceRoutes(api: FastifyInstance, parts: SilenceParts): void {
  const { store, clock } = parts;
  api.get<{ Querystring: { filter?: string | string[] } }>('/api/v2/silences', async (request) => {
    const wanted = filterMatchers(request.query.filter).map(matcherText);
    const all = await store.silences(clock.now() - keptMs);
    // As in Alertmanager: a filter asks for the silences that have this very matcher.
    return all
      .filter((s) => wanted.every((w) => s.matchers.some((m) => matcherText(m) === w)))
      .toSorted(byState(clock.now()))
      .map((s) => gettable(s, clock.now()));
  });
  api.post('/api/v2/silences', async (request, reply) => {
    const read = PostedSilence.safeParse(request.body);
    if (!read.success) throw new BadRequest(read.error.issues.map((i) => `${i.path.join('.') || 'body'}: ${i.message}`).join('; '));
    return reply.send({ silenceID: await set(parts, read.data) });
  });
  api.get<{ Params: { id: string } }>('/api/v2/silence/:id', async (request, reply) => {
    const silence = await store.state('silence', request.params.id);
    return silence ? gettable(silence, clock.now()) : reply.status(404).send();
  });
  api.delete<{ Params: { id: string } }>('/api/v2/silence/:id', async (request, reply) => {
    const silence = await store.state('silence', request.params.id);
    if (!silence) return reply.status(404).send(JSON.stringify(`silence ${request.params.id} not found`));
    if (silenceState(silence, clock.now()) !== 'expired') await decide(parts, silence.id, 'silence.expire', {});
    return reply.status(200).send();
  });
}

const order = { active: 0, pending: 1, expired: 2 };
/** Active ones that end soonest, then pending ones that begin soonest, then those that ended last. */
const byState =
  (now: number) =>
  (a: Silence, b: Silence): number => {
    const state = silenceState(a, now);
    const other = silenceState(b, now);
    if (state !== other) return order[state] - order[other];
    if (state === 'pending') return a.startsAt - b.startsAt;
    return state === 'active' ? a.endsAt - b.endsAt : b.endsAt - a.endsAt;
  };

/** Clients that know whole seconds only do not move the start of a silence by sending it back. */
const sameSecond = (a: number, b: number): boolean => Math.floor(a / 1000) === Math.floor(b / 1000);

/** Alertmanager's rule: it hits alerts without the label too. A matcher that says what a label must not be counts as asking for something. */
const asksForNothing = (m: Matcher): boolean => m.isEqual && labelTest([m])({});

/** Makes a silence or changes one; answers its id. An edit that may not keep the id ends the old and makes a new one. */
async function set(parts: SilenceParts, posted: z.output<typeof PostedSilence>): Promise<string> {
  const now = parts.clock.now();
  const given = { startsAt: Date.parse(posted.startsAt), endsAt: Date.parse(posted.endsAt) };
  const matchers: Matcher[] = posted.matchers.map(({ name, value, isRegex, isEqual }) => ({ name, value, isRegex, isEqual }));
  try {
    matchers.forEach(checkMatcher);
  } catch (e) {
    throw new BadRequest(`matchers: ${(e as Error).message}`);
  }
  if (matchers.every(asksForNothing)) throw new BadRequest('silence invalid: at least one matcher must not match the empty string');
  if (given.endsAt <= given.startsAt) throw new BadRequest('silence invalid: endsAt must lie after startsAt');
  if (given.endsAt <= now) throw new BadRequest('silence invalid: end time can not be in the past');
  const old = posted.id ? await parts.store.state('silence', posted.id) : null;
  if (posted.id && !old) throw new BadRequest(`silence ${posted.id} not found`, 404);
  const body = { matchers, ...given, createdBy: posted.createdBy, comment: posted.comment };
  const kept = old && sameSecond(old.startsAt, body.startsAt) ? { ...body, startsAt: old.startsAt } : body;
  if (old && keepsId(old, kept, now)) return decide(parts, old.id, 'silence.put', kept);
  if (old && silenceState(old, now) !== 'expired') await decide(parts, old.id, 'silence.expire', {});
  return decide(parts, randomUUID(), 'silence.put', { ...body, startsAt: Math.max(given.startsAt, now) });
}

/** Who it was is what the client says, as with Alertmanager; the audit keeps that it came by this door. */
async function decide({ road, clock, store }: SilenceParts, id: string, type: string, data: object): Promise<string> {
  await road.call(
    { id: randomUUID(), type, v: 1, key: keyOf('silence', id), at: clock.now(), by: 'source:alertmanager-api', via: 'api', data },
    5_000,
  );
  const row = {
    at: clock.now(),
    by: 'source:alertmanager-api',
    via: 'api',
    what: type,
    outcome: 'done',
    data: { silence: id, ...data },
  } as const;
  await store.access.audit(row);
  return id;
}

function gettable(s: Silence, now: number): object {
  return {
    id: s.id,
    status: { state: silenceState(s, now) },
    updatedAt: rfc3339(s.updatedAt),
    comment: s.comment,
    createdBy: s.createdBy,
    startsAt: rfc3339(s.startsAt),
    endsAt: rfc3339(s.endsAt),
    matchers: s.matchers,
  };
}
