import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { personAt } from '../../domain/people/chat-user.ts';
import { Person } from '../../domain/people/person.ts';
import type { ResourceOf } from '../../domain/resource/resource.ts';
import type { Words } from '../../domain/text/lang.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im } from '../../ports/im.ts';
import type { AuditRow } from '../../ports/store.ts';
import { bodyAs } from './body.ts';
import { refusal } from './may.ts';
import { adminOf, keep, type By, type ResourceParts } from './resources.ts';

export interface ContactParts extends ResourceParts {
  readonly ims: ReadonlyMap<string, Im>;
}
interface ByAdmin extends By {
  readonly parts: ContactParts;
}

const chat = 'slack';
const mostShown = 20;

/** What is left out stays; null takes it away. */
const Contact = z.strictObject({
  email: Person.shape.email.unwrap().nullish(),
  slack: z
    .string()
    .regex(/^[UW][A-Z0-9]{5,20}$/u, 'is no member ID of Slack; it begins with U or W')
    .nullish(),
});

/** How an admin says where somebody is reached: in the person's document, or, where a file has the last word, as a link of the Slack user to them. */
export function personContactRoutes(app: FastifyInstance, parts: ContactParts): void {
  app.get<{ Querystring: { q?: string } }>('/api/v1/slack/users', async (request) => {
    await adminOf(request, parts);
    return { users: await usersLike(request.query.q ?? '', parts) };
  });
  app.post<{ Params: { name: string } }>('/api/v1/people/:name/contact', async (request) => {
    const by = { parts, caller: await adminOf(request, parts) };
    const { email, slack } = bodyAs(Contact, request.body);
    const person = parts.store.resources().get('person', request.params.name);
    if (!person) throw refusal(by.caller, { en: 'There is no such person.', zh: '没有这个人员。' }, 404);
    if (slack) await mustBeFree(slack, person.name, by);
    await (person.origin ? linkFiled(person, { email, slack }, by) : write(person, { email, slack }, by));
    return { ok: true };
  });
}

type Given = Pick<z.output<typeof Contact>, 'email' | 'slack'>;
type Someone = ResourceOf<'person'>;

/** Members whose name, address or id has it. Where Slack does not answer there are none to choose from: an id can be typed. */
async function usersLike(typed: string, { ims }: ContactParts): Promise<object[]> {
  const wanted = typed.trim().toLowerCase();
  const all =
    (await ims
      .get(chat)
      ?.directory?.all?.()
      .catch(() => [])) ?? [];
  return all
    .filter(({ user, name, email }) => `${user} ${name} ${email ?? ''}`.toLowerCase().includes(wanted))
    .slice(0, mostShown)
    .map(({ user, name, email }) => ({ user, name, email }));
}

/** A member of the workspace who is nobody else here. */
async function mustBeFree(user: string, person: string, { parts, caller }: ByAdmin): Promise<void> {
  const resources = parts.store.duty();
  const other = personAt(resources, chat, user);
  if (other !== null && other !== person) {
    const name = nameOf(resources, other);
    throw refusal(caller, { en: `${user} is ${name} already.`, zh: `${user} 已经关联到${name}。` }, 409);
  }
  const directory = parts.ims.get(chat)?.directory;
  if (!directory) return;
  const found = await directory.user(user).catch((e: unknown) => {
    throw e instanceof OutsideError ? refusal(caller, { en: e.message, zh: e.message }, 409) : e;
  });
  if (found?.isMember !== true) throw refusal(caller, found ? noMember : unknown, 409);
}

const unknown: Words = { en: 'Slack knows no user of this ID.', zh: 'Slack 中没有这个 ID 的用户。' };
const noMember: Words = {
  en: 'Guests, bots, deactivated accounts and those of other firms are not linked.',
  zh: '访客、机器人、已停用以及其他公司的账号不能关联。',
};

/** Links are dropped too, so that what is written here is what holds. */
async function write({ name, spec }: Someone, { email, slack }: Given, by: ByAdmin): Promise<void> {
  const { [chat]: _was, ...others } = spec.chat;
  const next = {
    ...spec,
    ...(email === undefined ? {} : { email: email ?? undefined }),
    ...(slack === undefined ? {} : { chat: slack === null ? others : { ...others, [chat]: slack } }),
  };
  if (slack !== undefined) await dropLinks(name, by);
  await keep([{ kind: 'person', name, spec: Person.parse(next) }], by);
}

async function linkFiled({ name, spec, origin }: Someone, { email, slack }: Given, by: ByAdmin): Promise<void> {
  if (email !== undefined || (slack !== undefined && spec.chat[chat] !== undefined)) {
    const place = `${origin?.file}:${origin?.line}`;
    throw refusal(by.caller, { en: `It is written in ${place}; change it there.`, zh: `写在 ${place}，请在文件中修改。` }, 409);
  }
  if (slack === undefined) return;
  await dropLinks(name, by);
  if (slack === null) return;
  const { clock, store } = by.parts;
  const link = { platform: chat, workspace: chat, user: slack, person: name, verifiedAt: clock.now() };
  const isTheirs = await store.access.putLink(link, auditOf('chat.linked', { person: name, user: slack }, by));
  if (!isTheirs) throw refusal(by.caller, { en: 'Somebody else was just linked to it.', zh: '它刚刚被关联到了另一个人。' }, 409);
}

async function dropLinks(person: string, by: ByAdmin): Promise<void> {
  const { access } = by.parts.store;
  const links = (await access.linksOf(person)).filter(({ platform }) => platform === chat);
  for (const link of links) await access.dropLink(link, auditOf('chat.unlinked', { person, user: link.user }, by));
}

const auditOf = (what: string, whom: { person: string; user: string }, { parts, caller }: ByAdmin): AuditRow => ({
  at: parts.clock.now(),
  by: caller.by,
  via: caller.via,
  what,
  outcome: 'done',
  data: { adapter: chat, ...whom },
});
