import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { permits } from '../../domain/access/viewer.ts';
import { langFor, nameOf } from '../../domain/firm/of-firm.ts';
import { feedTurns, feedWindow, scheduleTitle, subjectTitle, type FeedSubject } from '../../domain/oncall/ics/feed.ts';
import { publish } from '../../domain/oncall/ics/publish.ts';
import { calendarText, type FeedVoice } from '../../domain/oncall/ics/write.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { Feed } from '../../ports/feeds.ts';
import type { AuditRow } from '../../ports/store.ts';
import { Declining } from '../access/declining.ts';
import { hashOf, newSecret } from '../access/hash.ts';
import type { Identified } from '../access/identify.ts';
import { accessAudit } from '../access/open-session.ts';
import { bodyAs } from './body.ts';
import { refusal } from './may.ts';
import { atConsole, type SurfaceParts } from './surface.ts';

interface IcsParts extends SurfaceParts {
  readonly origin: () => string;
}

const Wanted = z.union([z.strictObject({ person: z.string().min(1) }), z.strictObject({ schedule: z.string().min(1) })], {
  error: 'name what the calendar is about: { "person": … } or { "schedule": … }',
});

/** What calendar programmes read: no login, the address itself is the secret. It is never logged, and whoever guesses learns nothing:
 *  an address that never was and one that was revoked are the same one look by hash, and the same 404. */
export function icsRoutes(app: FastifyInstance, parts: IcsParts): void {
  app.get<{ Params: { file: string } }>('/ics/:file', async (request, reply) => {
    const secret = /^([\w-]{43})\.ics$/u.exec(request.params.file)?.[1] ?? '';
    const feed = await parts.store.feeds.feed(hashOf(secret));
    if (!feed || (await hasNoReader(feed, parts)))
      return reply.status(404).header('cache-control', 'private, no-store').type('text/plain').send('There is no such calendar.\n');
    return sendCalendar(request, reply, await calendarOf(feed, parts));
  });
}

/** Whoever may not come in any more has left no open calendar behind. */
async function hasNoReader({ maker, subject }: Feed, { store }: IcsParts): Promise<boolean> {
  const readers = [maker, subject.kind === 'person' ? subject.name : null].filter((name) => name !== null);
  const accounts = await Promise.all(readers.map((name) => store.access.account(name)));
  return accounts.some((account) => account?.isDisabled) || readers.some((name) => !store.resources().get('person', name));
}

async function calendarOf({ id, subject, maker }: Feed, { store, clock, origin }: IcsParts): Promise<string> {
  const [duty, now] = [store.duty(), clock.now()];
  const window = feedWindow(now);
  const turns = feedTurns(subject, duty, window);
  const said = await store.feeds.publish(id, (before, askedAt) => publish({ before, turns, now, window, askedAt }), now);
  const isOfPerson = subject.kind === 'person';
  const voice: FeedVoice = {
    lang: langFor(duty, isOfPerson ? subject.name : maker),
    isOfPerson,
    title: subjectTitle(duty, subject),
    schedule: (name) => scheduleTitle(duty, name),
    person: (name) => nameOf(duty, name),
    url: `${origin()}/oncall`,
  };
  return calendarText(said, voice);
}

function sendCalendar(request: FastifyRequest, reply: FastifyReply, text: string): FastifyReply {
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 32)}"`;
  void reply.header('cache-control', 'private, max-age=0, must-revalidate').header('etag', tag);
  const known = new Set((request.headers['if-none-match'] ?? '').split(',').map((t) => t.trim().replace(/^W\//u, '')));
  if (known.has(tag) || known.has('*')) return reply.status(304).send();
  const named = reply.type('text/calendar; charset=utf-8').header('content-disposition', 'inline; filename="on-call.ics"');
  return named.send(text);
}

/** Makes, lists and revokes those addresses: one's own; admins all. */
export function feedRoutes(app: FastifyInstance, parts: IcsParts): void {
  app.get('/api/v1/oncall/feeds', async (request) => {
    const me = await atConsole(request, parts);
    const feeds = (await parts.store.feeds.feeds()).filter((f) => isMine(f, me));
    return { feeds: feeds.map((f) => feedView(f, parts)), subjects: subjectsFor(me, parts) };
  });
  app.post('/api/v1/oncall/feeds', async (request) => makeFeed(request, parts));
  app.delete<{ Params: { id: string } }>('/api/v1/oncall/feeds/:id', async (request) => revokeFeed(request, request.params.id, parts));
  app.post<{ Params: { id: string } }>('/api/v1/oncall/feeds/:id/revoke', async (request) => revokeFeed(request, request.params.id, parts));
}

async function revokeFeed(request: FastifyRequest, id: string, parts: IcsParts): Promise<object> {
  const me = await atConsole(request, parts);
  const feed = (await parts.store.feeds.feeds()).find((f) => f.id === id && isMine(f, me));
  const audit = feed && auditOf('feed.revoked', feed.subject, { request, parts, me });
  if (!audit || !(await parts.store.feeds.revokeFeed(id, audit))) throw new Declining('no-such-feed');
  return { ok: true };
}

/** What one may make an address for: one's own turns first, then every schedule. */
function subjectsFor({ caller: { viewer } }: Identified, { store }: IcsParts): object[] {
  const resources = store.resources();
  const own: FeedSubject[] = viewer.person === null ? [] : [{ kind: 'person', name: viewer.person }];
  const schedules = resources.all('schedule').map(({ name }): FeedSubject => ({ kind: 'schedule', name }));
  const mayMake = viewer.person !== null || permits(viewer.roles, 'admin');
  return mayMake ? [...own, ...schedules].map((subject) => ({ ...subject, title: subjectTitle(resources, subject) })) : [];
}

/** What is about me is mine, whoever made it. */
const isMine = ({ maker, subject }: Feed, { caller: { viewer } }: Identified): boolean =>
  permits(viewer.roles, 'admin') ||
  (viewer.person !== null && (maker === viewer.person || (subject.kind === 'person' && subject.name === viewer.person)));

const feedView = ({ id, subject, maker, madeAt, askedAt }: Feed, { store }: IcsParts) => ({
  id,
  ...subject,
  title: subjectTitle(store.resources(), subject),
  maker,
  madeAt: rfc3339(madeAt),
  askedAt: rfc3339(askedAt),
});

/** The address is in this one answer and nowhere else. */
async function makeFeed(request: FastifyRequest, parts: IcsParts): Promise<object> {
  const me = await atConsole(request, parts);
  const { viewer } = me.caller;
  const wanted = bodyAs(Wanted, request.body);
  const subject: FeedSubject = 'person' in wanted ? { kind: 'person', name: wanted.person } : { kind: 'schedule', name: wanted.schedule };
  const { kind, name } = subject;
  if (kind === 'person' && name !== viewer.person && !permits(viewer.roles, 'admin')) throw new Declining('not-your-feed');
  if (viewer.person === null && !permits(viewer.roles, 'admin')) throw new Declining('needs-person');
  if (!parts.store.resources().get(kind, name)) {
    if (kind === 'person') throw new Declining('unknown-person', { name });
    throw refusal(me.caller, { en: `There is no schedule "${name}".`, zh: `没有名为“${name}”的值班表。` }, 404);
  }
  const secret = newSecret();
  const feed: Feed = { id: randomUUID(), hash: hashOf(secret), subject, maker: viewer.person, madeAt: parts.clock.now(), askedAt: null };
  await parts.store.feeds.makeFeed(feed, auditOf('feed.made', subject, { request, parts, me }));
  const url = `${parts.origin()}/ics/${secret}.ics`;
  return { feed: feedView(feed, parts), url, webcal: url.replace(/^https?:/u, 'webcal:') };
}

function auditOf(
  what: string,
  subject: FeedSubject,
  { request, parts, me }: { request: FastifyRequest; parts: IcsParts; me: Identified },
): AuditRow {
  return accessAudit(request, parts, { what, outcome: 'done', by: me.caller.by, data: { ...subject, roles: me.caller.viewer.roles } });
}
