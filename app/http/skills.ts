import type { FastifyInstance } from 'fastify';
import { isRefusal, sayRefusal } from '../../domain/event/reply.ts';
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
      const name = `${request.params.noun}/${request.params.verb}`;
      if (request.query.dryRun === '1' || request.query.dryRun === 'true') {
        const would = await parts.door.dryRun(name, request.body, caller);
        if (isRefusal(would)) return sendRefusal(reply, would, heardIn(request, caller));
        return {
          ok: true,
          dryRun: true,
          ...('decisions' in would
            ? {
                output: would.reply?.ok ? would.reply.output : null,
                reply: would.reply && isRefusal(would.reply) ? sayRefusal(would.reply, heardIn(request, caller)) : would.reply,
                decisions: would.decisions,
              }
            : { output: would.output }),
        };
      }
      return answer(
        reply,
        await parts.door.call(name, request.body, caller, onceFor(request.headers['idempotency-key'])),
        heardIn(request, caller),
      );
    },
  );
}

/** The key is part of the event's id, and a PostgreSQL index holds no long ones. */
const longestKey = 200;

function onceFor(key: string | string[] | undefined): CallOptions {
  if (key === undefined || key === '') return {};
  if (typeof key !== 'string' || key.length > longestKey)
    throw new BadRequest(`idempotency-key: give one of at most ${longestKey} characters.`);
  return { idempotencyKey: key };
}
