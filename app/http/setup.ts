import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { passwordFault } from '../../domain/access/password.ts';
import { Person } from '../../domain/people/person.ts';
import { Name } from '../../domain/resource/name.ts';
import { Declining } from '../access/declining.ts';
import { isLoopback } from '../access/identify.ts';
import { accessAudit, openSession } from '../access/open-session.ts';
import { bodyAs } from './body.ts';
import { asPerson, done, linkTries, type LoginParts } from './login.ts';
import { refuseForeign } from './surface.ts';

const You = z.object({
  token: z.string().max(200),
  name: Name,
  displayName: z.string().trim().min(1).max(100),
  email: Person.shape.email,
  locale: z.enum(['zh-CN', 'en']),
  password: z.string().max(1_000),
});
type You = z.output<typeof You>;

/** The first user, by the link that was printed at the start. */
export function setupRoutes(app: FastifyInstance, parts: LoginParts): void {
  app.get('/api/v1/setup', async (request) => ({ open: isLoopback(request) && (await parts.setUp.token()) !== null }));
  app.post('/api/v1/setup', { config: { rateLimit: linkTries } }, async (request, reply) => {
    refuseForeign(request);
    if (!isLoopback(request)) throw new Declining('setup-elsewhere');
    const you = bodyAs(You, request.body);
    const fault = passwordFault(you.password, you.name);
    if (fault) throw new Declining(fault);
    const taken = await parts.setUp.take(you.token);
    if (taken !== 'taken') throw new Declining(taken === 'over' ? 'setup-over' : 'wrong-setup');
    try {
      await makeYou(request, parts, you);
    } catch (e) {
      parts.setUp.giveBack(you.token);
      throw e;
    }
    const audit = accessAudit(request, parts, { ...done('login'), by: asPerson(you.name), data: { with: 'setup', roles: ['admin'] } });
    await openSession(request, reply, { parts, opening: { person: you.name, by: 'setup' }, audit });
    return reply.send({ ok: true, person: you.name });
  });
}

/** A person from a file stays as the file has them: that they are admin is the account's. */
async function makeYou(request: FastifyRequest, parts: LoginParts, { name, displayName, email, locale, password }: You): Promise<void> {
  const { store, passwords, clock } = parts;
  const audit = accessAudit(request, parts, { ...done('setup'), by: asPerson(name), data: { roles: ['admin'] } });
  const passwordHash = await passwords.hash(password);
  if (!store.resources().get('person', name)) {
    const spec = Person.parse({ displayName, email, locale, roles: ['admin'] });
    await store.keepResources([{ kind: 'person', name, spec }], { ...audit, what: 'person.made' });
  }
  const isFirst = await store.access.makeFirst({ person: name, passwordHash, roles: ['admin'], madeAt: clock.now() }, audit);
  if (!isFirst) throw new Declining('setup-over');
}
