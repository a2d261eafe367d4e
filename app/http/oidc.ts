import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Declining } from '../access/declining.ts';
import { identify } from '../access/identify.ts';
import type { Errand, Known, Oidc } from '../access/oidc.ts';
import { accessAudit, openSession } from '../access/open-session.ts';
import { bodyAs } from './body.ts';
import { asPerson, done, rolesOf, type LoginParts } from './login.ts';
import { myself } from './login-security.ts';
import { refuseForeign } from './surface.ts';

export const oidcCallback = '/api/v1/login/oidc/callback';
const errandCookie = 'tocsin_oidc';
const errandSeconds = 600;

const Where = z.object({ to: z.string().max(2_000).default('/') });
const Linked = z.object({ platform: z.string().max(60), workspace: z.string().max(500), user: z.string().max(500) });

/** Why a login that came back was not let in; the page says it, from behind the `#`, with what to do. */
type Problem = 'stale' | 'refused' | 'unlinked' | 'taken' | 'disabled';

/** Signing in at the firm's own place, and linking that login to the person who is signed in. */
export function oidcRoutes(app: FastifyInstance, parts: LoginParts): void {
  app.post('/api/v1/login/oidc', async (request, reply) => {
    refuseForeign(request);
    return begin(request, reply, { parts, to: ownPath(bodyAs(Where, request.body).to), links: null });
  });
  app.post('/api/v1/me/logins/oidc', async (request, reply) => {
    const { account } = await myself(request, parts);
    return begin(request, reply, { parts, to: '/me', links: account.person });
  });
  app.post('/api/v1/me/logins/unlink', async (request) => {
    const { account } = await myself(request, parts);
    const linked = { ...bodyAs(Linked, request.body), person: account.person };
    const audit = accessAudit(request, parts, { ...done('login.unlinked'), by: asPerson(account.person), data: linked });
    await parts.store.access.dropLink(linked, audit);
    return { ok: true };
  });
  app.get(oidcCallback, async (request, reply) => {
    const oidc = mustHave(parts);
    const errand = oidc.errand(request.cookies[errandCookie]);
    void reply.clearCookie(errandCookie, { path: oidcCallback });
    if (!errand) return back(reply, 'stale');
    const known = await oidc.finish(request.url.split('?')[1] ?? '', errand).catch((e: unknown) => refused(request, { parts, error: e }));
    if (known === null) return back(reply, 'refused');
    return errand.links === null ? comeIn(request, reply, { parts, known, errand }) : link(request, reply, { parts, known, errand });
  });
}

/** A page of ours: nobody is sent elsewhere with our name on the link. */
export function ownPath(to: string): string {
  const [here, there] = ['http://own.invalid', URL.parse(to, 'http://own.invalid')];
  if (!to.startsWith('/') || there?.origin !== here || there.pathname.startsWith('//')) return '/';
  return there.pathname + there.search + there.hash;
}

function mustHave({ oidc }: LoginParts): Oidc {
  if (!oidc) throw new Declining('oidc-off');
  return oidc;
}

interface Beginning {
  readonly parts: LoginParts;
  readonly to: string;
  readonly links: string | null;
}

async function begin(request: FastifyRequest, reply: FastifyReply, { parts, to, links }: Beginning): Promise<FastifyReply> {
  const { url, errand } = await mustHave(parts).begin({ to, links });
  const isSecure = request.protocol === 'https' || parts.origin().startsWith('https:');
  const cookie = { path: oidcCallback, httpOnly: true, sameSite: 'lax', maxAge: errandSeconds, secure: isSecure } as const;
  return reply.setCookie(errandCookie, errand, cookie).send({ url });
}

const back = (reply: FastifyReply, problem: Problem, sub = ''): FastifyReply =>
  reply.redirect(`/login#oidc-${problem}${sub === '' ? '' : `=${encodeURIComponent(sub)}`}`);

/** What went wrong is in the audit by its code; what the other side sent is not. */
async function refused(request: FastifyRequest, { parts, error }: { parts: LoginParts; error: unknown }): Promise<null> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : (error as Error).name;
  const row = { what: 'login', outcome: 'refused: oidc', by: 'tocsin', data: { with: 'oidc', code } } as const;
  await parts.store.access.audit(accessAudit(request, parts, row));
  return null;
}

interface Return {
  readonly parts: LoginParts;
  readonly known: Known;
  readonly errand: Errand;
}

async function comeIn(request: FastifyRequest, reply: FastifyReply, { parts, known, errand }: Return): Promise<FastifyReply> {
  const { store } = parts;
  const person = await personOf(parts, known);
  const account = person === null ? null : await store.access.account(person);
  if (person === null || account?.isDisabled) {
    const row = { what: 'login', outcome: `refused: ${person === null ? 'unlinked' : 'disabled'}`, by: 'tocsin' } as const;
    await store.access.audit(accessAudit(request, parts, { ...row, data: { with: 'oidc', sub: known.sub } }));
    return person === null ? back(reply, 'unlinked', known.sub) : back(reply, 'disabled');
  }
  const audit = accessAudit(request, parts, { ...done('login'), by: asPerson(person), data: { with: 'oidc', ...rolesOf(parts, person) } });
  if (!account) await store.access.changeAccount(person, {}, { audit: { ...audit, what: 'account.made' } });
  await openSession(request, reply, { parts, opening: { person, by: 'oidc' }, audit });
  return reply.redirect(errand.to);
}

/** Linked by its own person, written in the person, or named by a claim that an admin vouches for. Never by an e-mail address. */
async function personOf({ store }: LoginParts, { issuer, sub, personClaim }: Known): Promise<string | null> {
  const resources = store.resources();
  const linked = await store.access.link({ platform: 'oidc', workspace: issuer, user: sub });
  if (linked) return resources.get('person', linked.person) ? linked.person : null;
  const [written, another] = resources.all('person').filter(({ spec }) => spec.chat['oidc'] === sub);
  if (written) return another ? null : written.name;
  return personClaim !== null && resources.get('person', personClaim) ? personClaim : null;
}

async function link(request: FastifyRequest, reply: FastifyReply, { parts, known, errand }: Return): Promise<FastifyReply> {
  const me = await identify(request, parts, 'console');
  if (me?.access !== 'session' || me.caller.viewer.person !== errand.links || errand.links === null) return back(reply, 'stale');
  const { issuer, sub } = known;
  const linked = { platform: 'oidc', workspace: issuer, user: sub, person: errand.links, verifiedAt: parts.clock.now() };
  const audit = accessAudit(request, parts, {
    ...done('login.linked'),
    by: asPerson(errand.links),
    data: { workspace: issuer, user: sub },
  });
  const isOurs = await parts.store.access.putLink(linked, audit);
  return reply.redirect(isOurs ? errand.to : '/me#oidc-taken');
}
