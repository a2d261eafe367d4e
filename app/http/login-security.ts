import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { passwordFault } from '../../domain/access/password.ts';
import type { Session } from '../../domain/access/session.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { Account, AccountChange } from '../../ports/accounts.ts';
import { Declining } from '../access/declining.ts';
import { accessAudit, openSession } from '../access/open-session.ts';
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpOffer } from '../access/second-factor.ts';
import { totpPlace } from '../access/sign-in.ts';
import { bodyAs } from './body.ts';
import { asPerson, done, type LoginParts } from './login.ts';
import { who } from './surface.ts';

interface Myself {
  readonly account: Account;
  readonly session: Session;
}

const Proof = z.object({ password: z.string().max(1_000).default('') });
const NewPassword = Proof.extend({ next: z.string().max(1_000) });
const Code = z.object({ code: z.string().max(40) });
const Ended = z.object({ id: z.string().max(64).nullable() });

const nextPlace = (person: string): string => `account/${person}/totp_next`;
/** Sessions are called by the beginning of their hash. */
const idOf = ({ idHash }: Session): string => idHash.slice(0, 16);

/** What somebody sees and changes about how they themselves come in. */
export function securityRoutes(app: FastifyInstance, parts: LoginParts): void {
  const { store } = parts;
  app.get('/api/v1/me/security', async (request) => {
    const { account, session } = await myself(request, parts);
    const [sessions, links, recoveryLeft] = await Promise.all([
      store.access.sessionsOf(account.person),
      store.access.linksOf(account.person),
      store.access.recoveryLeft(account.person),
    ]);
    return {
      password: account.passwordHash !== null,
      totp: account.totp !== null,
      recoveryLeft,
      oidc: parts.oidc && { label: parts.oidc.label },
      logins: links.map((l) => ({ platform: l.platform, workspace: l.workspace, user: l.user, at: rfc3339(l.verifiedAt) })),
      sessions: sessions.map((s) => ({
        id: idOf(s),
        isThis: s.idHash === session.idHash,
        by: s.by,
        openedAt: rfc3339(s.openedAt),
        seenAt: rfc3339(s.seenAt),
        address: s.address,
        agent: s.agent,
      })),
    };
  });
  app.post('/api/v1/me/sessions/end', async (request) => {
    const { account, session } = await myself(request, parts);
    const { id } = bodyAs(Ended, request.body);
    const all = await store.access.sessionsOf(account.person);
    const ends = all.filter((s) => (id === null ? s.idHash !== session.idHash : idOf(s) === id)).map((s) => s.idHash);
    const audit = accessAudit(request, parts, { ...done('session.end'), by: asPerson(account.person) });
    return { ok: true, ended: await store.access.endSessions(ends, audit) };
  });
  passwordRoute(app, parts);
  totpRoutes(app, parts);
}

function passwordRoute(app: FastifyInstance, parts: LoginParts): void {
  app.post('/api/v1/me/password', async (request, reply) => {
    const me = await myself(request, parts);
    const { password, next } = bodyAs(NewPassword, request.body);
    await parts.signIn.again(me.account, password);
    const fault = passwordFault(next, me.account.person);
    if (fault) throw new Declining(fault);
    await raise(request, reply, { parts, me, what: 'password', change: { passwordHash: await parts.passwords.hash(next) } });
    return reply.send({ ok: true });
  });
}

function totpRoutes(app: FastifyInstance, parts: LoginParts): void {
  const { store, seal, signIn } = parts;
  app.post('/api/v1/me/totp', async (request) => {
    const { account } = await proven(request, parts);
    const secret = newTotpSecret();
    const audit = accessAudit(request, parts, { ...done('totp.begun'), by: asPerson(account.person) });
    await store.access.changeAccount(account.person, { totpNext: seal.close(secret, nextPlace(account.person)) }, { audit });
    return totpOffer(secret, account.person);
  });
  app.post('/api/v1/me/totp/confirm', async (request, reply) => {
    const me = await myself(request, parts);
    const { person, totpNext } = me.account;
    if (totpNext === null) throw new Declining('totp-not-begun');
    const secret = seal.open(totpNext, nextPlace(person));
    // 401 would mean that the login is over.
    await signIn.provesSecret(me.account, secret, bodyAs(Code, request.body).code).catch(asRefused);
    const codes = newRecoveryCodes();
    const change = { totp: seal.close(secret, totpPlace(person)), totpNext: null, recovery: codes.map(recoveryHash) };
    await raise(request, reply, { parts, me, what: 'totp.on', change });
    return reply.send({ recovery: codes });
  });
  app.post('/api/v1/me/totp/off', async (request, reply) => {
    const me = await proven(request, parts);
    await raise(request, reply, { parts, me, what: 'totp.off', change: { totp: null, totpNext: null, recovery: [] } });
    return reply.send({ ok: true });
  });
  app.post('/api/v1/me/recovery', async (request) => {
    const { account } = await proven(request, parts);
    const codes = newRecoveryCodes();
    const audit = accessAudit(request, parts, { ...done('recovery'), by: asPerson(account.person) });
    await store.access.changeAccount(account.person, { recovery: codes.map(recoveryHash) }, { audit });
    return { recovery: codes };
  });
}

function asRefused(e: unknown): never {
  throw e instanceof Declining && e.code === 'wrong-code' ? new Declining('wrong-code-here') : e;
}

/** Somebody with an account, at a console. */
export async function myself(request: FastifyRequest, parts: LoginParts): Promise<Myself> {
  const { session, account } = await who(request, parts);
  if (!session || !account) throw new Declining('needs-person');
  return { session, account };
}

async function proven(request: FastifyRequest, parts: LoginParts): Promise<Myself> {
  const me = await myself(request, parts);
  await parts.signIn.again(me.account, bodyAs(Proof, request.body).password);
  return me;
}

interface Raising {
  readonly parts: LoginParts;
  readonly me: Myself;
  readonly what: string;
  readonly change: AccountChange;
}

/** Changes what one proves oneself with: every other login ends, and this one goes on under a new id. */
async function raise(request: FastifyRequest, reply: FastifyReply, { parts, me, what, change }: Raising): Promise<void> {
  const { person } = me.account;
  const audit = accessAudit(request, parts, { ...done(what), by: asPerson(person) });
  await parts.store.access.changeAccount(person, change, { ends: { but: me.session.idHash }, audit });
  const opened = { ...audit, what: 'login', data: { with: what } };
  await openSession(request, reply, { parts, opening: { person, by: me.session.by }, audit: opened });
}
