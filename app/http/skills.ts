import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Caller } from '../../domain/access/caller.ts';
import { isRefusal, sayRefusal } from '../../domain/event/reply.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { CallOptions } from '../../ports/door.ts';
import { commandOf } from '../chat/command-words.ts';
import { BadRequest } from './body.ts';
import { answer, callerOf, heardIn, sendRefusal, type SurfaceParts } from './surface.ts';
import { inputSchema } from './json-schema.ts';
import { openApi } from './openapi.ts';

/** Every skill as `POST /api/v1/skills/<noun>/<verb>`, the list of them, and their OpenAPI. */
export function skillRoutes(app: FastifyInstance, parts: SurfaceParts): void {
  app.get('/api/v1/skills', async (request) => {
    const caller = await callerOf(request, parts);
    const skills = parts.door.allowed(caller).map(([name, s]) => ({
      name,
      kind: s.kind,
      summary: s.summary,
      fields: s.labels,
      input: inputSchema(s.input),
      command: commandOf(name),
      examples: s.examples,
    }));
    return { skills };
  });
  app.get('/api/v1/openapi.json', async (request) => {
    await callerOf(request, parts);
    return openApi(parts.door.all);
  });
  app.post<{ Params: { noun: string; verb: string }; Querystring: { dryRun?: string } }>(
    '/api/v1/skills/:noun/:verb',
    async (request, reply) => {
      const caller = await callerOf(request, parts);
      const call: Call = {
        name: `${request.params.noun}/${request.params.verb}`,
        input: request.body,
        caller,
        lang: heardIn(request, caller),
      };
      if (request.query.dryRun === '1' || request.query.dryRun === 'true') return dryRun(reply, call, parts);
      const { name, input, lang } = call;
      return answer(reply, await parts.door.call(name, input, caller, onceFor(request.headers['idempotency-key'])), lang);
    },
  );
}

interface Call {
  readonly name: string;
  readonly input: unknown;
  readonly caller: Caller;
  readonly lang: Lang;
}

/** What would be decided, and by whom; nothing is done. */
async function dryRun(reply: FastifyReply, { name, input, caller, lang }: Call, { door }: SurfaceParts): Promise<unknown> {
  const would = await door.dryRun(name, input, caller);
  if (isRefusal(would)) return sendRefusal(reply, would, lang);
  if (!('decisions' in would)) return { ok: true, dryRun: true, output: would.output };
  const { reply: answered, decisions } = would;
  return {
    ok: true,
    dryRun: true,
    output: answered?.ok ? answered.output : null,
    reply: answered && isRefusal(answered) ? sayRefusal(answered, lang) : answered,
    decisions,
  };
}

/** The key is part of the event's id, and a PostgreSQL index holds no long ones. */
const longestKey = 200;

function onceFor(key: string | string[] | undefined): CallOptions {
  if (key === undefined || key === '') return {};
  if (typeof key !== 'string' || key.length > longestKey)
    throw new BadRequest(`idempotency-key: give one of at most ${longestKey} characters.`);
  return { idempotencyKey: key };
}
