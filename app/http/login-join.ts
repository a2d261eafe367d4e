import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { passwordFault } from '../../domain/access/password.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { Declining } from '../access/declining.ts';
import { hashOf } from '../access/hash.ts';
import { accessAudit, openSession } from '../access/open-session.ts';
import { bodyAs } from './body.ts';
import { asPerson, done, linkTries, rolesOf, type LoginParts } from './login.ts';
import { refuseForeign } from './surface.ts';

const Link = z.object({ token: z.string().max(200) });
const Joining = Link.extend({ password: z.string().max(1_000) });

/** Whoever has the one-time link of an invite sets the password of its person. */
export function joinRoutes(app: FastifyInstance, parts: LoginParts): void {
  const { store, passwords, clock } = parts;
  const invited = async (token: string): Promise<{ person: string; hasTotp: boolean }> => {
    const invite = await store.access.invite(hashOf(token));
    if (!invite || invite.expiresAt <= clock.now() || !store.resources().get('person', invite.person)) throw new Declining('link-over');
    const account = await store.access.account(invite.person);
    if (account?.isDisabled) throw new Declining('link-over');
    return { person: invite.person, hasTotp: account !== null && account.totp !== null };
  };
  app.post('/api/v1/join/look', { config: { rateLimit: linkTries } }, async (request) => {
    refuseForeign(request);
    const { person } = await invited(bodyAs(Link, request.body).token);
    return { person, displayName: nameOf(store.resources(), person) };
  });
  app.post('/api/v1/join', { config: { rateLimit: linkTries } }, async (request, reply) => {
    refuseForeign(request);
    const { token, password } = bodyAs(Joining, request.body);
    const { person, hasTotp } = await invited(token);
    const fault = passwordFault(password, person);
    if (fault) throw new Declining(fault);
    const row = { by: asPerson(person), data: rolesOf(parts, person) };
    const hash = await passwords.hash(password);
    const audit = accessAudit(request, parts, { ...done('join'), ...row });
    if (!(await store.access.acceptInvite(hashOf(token), hash, clock.now(), () => audit))) throw new Declining('link-over');
    // The link stands for the password alone: a second factor is still asked for.
    if (hasTotp) return reply.send({ ok: true, signedIn: false });
    const opened = accessAudit(request, parts, { ...done('login'), ...row, data: { with: 'invite', ...row.data } });
    await openSession(request, reply, { parts, opening: { person, by: 'invite' }, audit: opened });
    return reply.send({ ok: true, signedIn: true });
  });
}
