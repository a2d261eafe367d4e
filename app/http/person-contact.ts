import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { personAt } from '../../domain/people/chat-user.ts';
import { Person } from '../../domain/people/person.ts';
import type { ResourceOf } from '../../domain/resource/resource.ts';
import type { Words } from '../../domain/text/lang.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { ChatUser, Im } from '../../ports/im.ts';
import type { AuditRow } from '../../ports/store.ts';
import type { ChatSettings } from '../chats.ts';
import { BadRequest, bodyAs } from './body.ts';
import { chatsWithUsers, notAnId } from './chat-users.ts';
import { refusal } from './may.ts';
import { adminOf, keep, type By, type ResourceParts } from './resources.ts';

export interface ContactParts extends ResourceParts {
  readonly ims: ReadonlyMap<string, Im>;
  readonly env: ChatSettings;
}
interface ByAdmin extends By {
  readonly parts: ContactParts;
}

const mostShown = 20;

/** What is left out stays; null takes it away. `chat`: their user, by the name of the chat. */
const Contact = z.strictObject({
  email: Person.shape.email.unwrap().nullish(),
  chat: z.record(z.string(), z.string().nullable()).default({}),
});

/** How an admin says where somebody is reached: in the person's document, or, where a file has the last word, as a link of the user to them. */
export function personContactRoutes(app: FastifyInstance, parts: ContactParts): void {
  app.get<{ Params: { chat: string }; Querystring: { q?: string } }>('/api/v1/chats/:chat/users', async (request) => {
    await adminOf(request, parts);
    return { users: await usersLike(request.query.q ?? '', request.params.chat, parts) };
  });
  app.post<{ Params: { name: string } }>('/api/v1/people/:name/contact', async (request) => {
    const by = { parts, caller: await adminOf(request, parts) };
    const given = bodyAs(Contact, request.body);
    const person = parts.store.resources().get('person', request.params.name);
    if (!person) throw refusal(by.caller, { en: 'There is no such person.', zh: '没有这个人员。' }, 404);
    for (const [chat, user] of Object.entries(given.chat)) await mustBeRight({ chat, user }, person.name, by);
    await (person.origin ? linkFiled(person, given, by) : write(person, given, by));
    return { ok: true };
  });
}

type Given = z.output<typeof Contact>;
type Someone = ResourceOf<'person'>;
interface Named<User = string> {
  readonly chat: string;
  readonly user: User;
}

/** Members whose name, address or id has it. Where the platform does not answer there are none to choose from: an id can be typed. */
async function usersLike(typed: string, chat: string, { ims }: ContactParts): Promise<object[]> {
  const wanted = typed.trim().toLowerCase();
  const all =
    (await ims
      .get(chat)
      ?.directory?.all?.()
      .catch(() => [])) ?? [];
  return all
    .filter(({ user, name, email }) => `${user} ${name} ${email ?? ''}`.toLowerCase().includes(wanted))
    .slice(0, mostShown)
    .map(shownUser);
}

export const shownUser = ({ user, name, email }: ChatUser): object => ({ user, name, email });

/** A member who is nobody else here. */
async function mustBeRight({ chat, user }: Named<string | null>, person: string, { parts, caller }: ByAdmin): Promise<void> {
  const known = chatsWithUsers(parts).find(({ name }) => name === chat);
  if (!known) throw refusal(caller, { en: `There is no chat "${chat}".`, zh: `没有名为“${chat}”的聊天。` }, 404);
  if (user === null) return;
  const wrong = notAnId(known.type, user);
  if (wrong !== null) throw new BadRequest(`${user} ${wrong[caller.lang]}`);
  const resources = parts.store.duty();
  const other = personAt(resources, chat, user);
  if (other !== null && other !== person) {
    const name = nameOf(resources, other);
    throw refusal(caller, { en: `${user} is ${name} already.`, zh: `${user} 已经关联到${name}。` }, 409);
  }
  const directory = parts.ims.get(chat)?.directory;
  if (!directory) return;
  const found = await directory.user(user).catch((e: unknown) => {
    throw e instanceof OutsideError ? refusal(caller, e.words ?? { en: e.message, zh: e.message }, 409) : e;
  });
  if (found?.isMember !== true) throw refusal(caller, found ? noMember : unknown(user), 409);
}

const unknown = (user: string): Words => ({ en: `No user ${user} is known there.`, zh: `那里没有 ID 为 ${user} 的用户。` });
const noMember: Words = {
  en: 'Guests, bots, deactivated accounts and those of other firms are not linked.',
  zh: '访客、机器人、未激活或已停用以及其他公司的账号不能关联。',
};

/** Links are dropped too, so that what is written here is what holds. */
async function write({ name, spec }: Someone, { email, chat }: Given, by: ByAdmin): Promise<void> {
  const ids = Object.entries({ ...spec.chat, ...chat }).filter((each): each is [string, string] => each[1] !== null);
  const next = { ...spec, ...(email === undefined ? {} : { email: email ?? undefined }), chat: Object.fromEntries(ids) };
  for (const each of Object.keys(chat)) await dropLinks(name, each, by);
  await keep([{ kind: 'person', name, spec: Person.parse(next) }], by);
}

async function linkFiled({ name, spec, origin }: Someone, { email, chat }: Given, by: ByAdmin): Promise<void> {
  if (email !== undefined || Object.keys(chat).some((each) => spec.chat[each] !== undefined)) {
    const place = `${origin?.file}:${origin?.line}`;
    throw refusal(by.caller, { en: `It is written in ${place}; change it there.`, zh: `写在 ${place}，请在文件中修改。` }, 409);
  }
  for (const [each, user] of Object.entries(chat)) await linkOne({ chat: each, user }, name, by);
}

async function linkOne({ chat, user }: Named<string | null>, person: string, by: ByAdmin): Promise<void> {
  await dropLinks(person, chat, by);
  if (user === null) return;
  const { clock, store } = by.parts;
  const link = { platform: chat, workspace: chat, user, person, verifiedAt: clock.now() };
  const isTheirs = await store.access.putLink(link, auditOf('chat.linked', { adapter: chat, person, user }, by));
  if (!isTheirs) throw refusal(by.caller, { en: 'Somebody else was just linked to it.', zh: '它刚刚被关联到了另一个人。' }, 409);
}

async function dropLinks(person: string, chat: string, by: ByAdmin): Promise<void> {
  const { access } = by.parts.store;
  const links = (await access.linksOf(person)).filter(({ platform }) => platform === chat);
  for (const link of links) await access.dropLink(link, auditOf('chat.unlinked', { adapter: chat, person, user: link.user }, by));
}

const auditOf = (what: string, data: { adapter: string; person: string; user: string }, { parts, caller }: ByAdmin): AuditRow => ({
  at: parts.clock.now(),
  by: caller.by,
  via: caller.via,
  what,
  outcome: 'done',
  data,
});
