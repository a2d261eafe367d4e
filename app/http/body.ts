import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';

/** Deeper JSON, or an object with more keys, is nobody's alert. */
const deepest = 32;
const mostKeys = 1_000;

/** What is wrong with a request, for the one error handler. */
export class BadRequest extends Error {
  readonly statusCode: number;

  constructor(message: string, statusCode = 400) {
    super(message);
    this.name = 'BadRequest';
    this.statusCode = statusCode;
  }
}

/** The body as the schema has it; throws a BadRequest that names each field that is wrong, and holds none of what was sent. */
export function bodyAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  throw new BadRequest(parsed.error.issues.map((i) => `${i.path.join('.') || 'body'}: ${i.message}`).join('; '));
}

/** Replaces fastify's JSON parser: clear errors, no `__proto__`, bounded depth and keys, whatever the size. */
export function parseJsonStrictly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(.+\+)?json/u, { parseAs: 'buffer' }, (_req: FastifyRequest, body: Buffer, done) =>
    attempt(() => (body.length === 0 ? undefined : parseJson(body.toString('utf8'))), done),
  );
}

/** What whoever sends JSON under another name is told. */
export const mustBeJson = 'The body must be JSON. Send it with the header content-type: application/json.';

/** For a scope that takes what machines send: beside JSON, forms as an object of texts, and the data of a binary CloudEvent, whatever type it is,
 *  as its text. */
export function parseMachines(scope: FastifyInstance): void {
  scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_req, body, done) =>
    attempt(() => parseForm(String(body)), done),
  );
  scope.addContentTypeParser('*', { parseAs: 'string' }, ({ headers }, body, done) =>
    attempt(() => {
      if (headers['ce-specversion'] === undefined) throw new BadRequest(mustBeJson, 415);
      return String(body);
    }, done),
  );
}

function parseForm(text: string): Record<string, string> {
  // What curl sends when it is not told the type.
  if (/^\s*[[{]/u.test(text)) throw new BadRequest(mustBeJson, 415);
  const pairs = [...new URLSearchParams(text)];
  if (pairs.length > mostKeys) throw new BadRequest(`The form has more than ${mostKeys} fields. Send fewer.`);
  if (pairs.some(([name]) => name === '__proto__'))
    throw new BadRequest('The form has a field "__proto__", which is not allowed. Remove it.');
  return Object.fromEntries(pairs);
}

function attempt(read: () => unknown, done: (error: Error | null, body?: unknown) => void): void {
  try {
    done(null, read());
  } catch (e) {
    done(e as Error);
  }
}

export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (e) {
    throw new BadRequest(`The body is not valid JSON: ${(e as Error).message}. Check quotes, commas and brackets.`);
  }
  checkShape(value);
  return value;
}

/** Walks without recursion, so that depth cannot end the process. */
function checkShape(root: unknown): void {
  let level: object[] = typeof root === 'object' && root !== null ? [root] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) throw new BadRequest(`The body is nested deeper than ${deepest} levels. Flatten it.`);
    const next: object[] = [];
    for (const node of level) {
      if (Array.isArray(node)) {
        for (const v of node) if (typeof v === 'object' && v !== null) next.push(v);
        continue;
      }
      let keys = 0;
      for (const key in node) {
        // The parser makes it an own key, however it was written.
        if (key === '__proto__') throw new BadRequest('The body has a key "__proto__", which is not allowed. Remove it.');
        if (++keys > mostKeys) throw new BadRequest(`An object in the body has more than ${mostKeys} keys. Send fewer.`);
        const v = (node as Record<string, unknown>)[key];
        if (typeof v === 'object' && v !== null) next.push(v);
      }
    }
    level = next;
  }
}
