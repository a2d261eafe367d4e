import type { FastifyReply } from 'fastify';
import { hiddenSecret } from '../../config/resource-yaml.ts';
import { checkMade } from '../../config/made-here.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Chat, ChatOf } from '../../domain/chat/chat.ts';
import { userOn } from '../../domain/people/chat-user.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { Words } from '../../domain/text/lang.ts';
import type { Im } from '../../ports/im.ts';
import type { Outward } from '../../ports/outward.ts';
import { asReached, configuredChats, type ChatSettings } from '../chats.ts';
import { chatFindings } from '../doctor/chat-findings.ts';
import { listeningFindings, type ListeningSeen } from '../doctor/chat-listening.ts';
import type { Finding } from '../doctor/check.ts';
import { chatSeen } from '../doctor/see.ts';
import { refusal } from './may.ts';
import { keep, type ResourceParts } from './resources.ts';

export interface ChatSetupParts extends ResourceParts {
  readonly ims: ReadonlyMap<string, Im>;
  readonly outward: Outward;
  readonly origin: () => string;
  /** What the environment says of chats. */
  readonly env: ChatSettings;
  /** A demo reaches nothing outside. */
  readonly isDemo: boolean;
}

export interface ByAdmin {
  readonly parts: ChatSetupParts;
  readonly caller: Caller;
}

/** Between two sentences. */
const stop: Words = { en: '. ', zh: '。' };
const inDemo: Words = { en: 'The demo reaches nothing outside.', zh: '演示不会连接外部系统。' };

export function notInDemo({ parts, caller }: ByAdmin): void {
  if (parts.isDemo) throw refusal(caller, inDemo, 409);
}

/** The chat of this name and type, as it is configured now. */
export function configuredChat<T extends Chat['type']>(
  name: string,
  type: T,
  { store, env }: Pick<ChatSetupParts, 'store' | 'env'>,
): { readonly name: string; readonly spec: ChatOf<T> } | null {
  const spec = configuredChats(store.resources(), env).find((chat) => chat.name === name)?.spec;
  return spec?.type === type ? { name, spec: spec as ChatOf<T> } : null;
}

export interface KeptBy {
  /** Who has the last word about it. */
  readonly from: 'file' | 'console' | 'environment';
  /** File and line. */
  readonly place: string | null;
}

/** Of a chat that is configured. */
export function keptBy(name: string, resources: Resources): KeptBy {
  const document = resources.get('chat', name);
  if (document === undefined) return { from: 'environment', place: null };
  return document.origin ? { from: 'file', place: `${document.origin.file}:${document.origin.line}` } : { from: 'console', place: null };
}

export interface PeopleOn {
  readonly all: number;
  readonly linked: number;
  readonly missing: readonly { readonly name: string; readonly displayName: string; readonly email: string | null }[];
}

/** Who has a user on a chat, and who has none. `resources` are those of `duty()`, which know the links. */
export function peopleOn(chat: string, resources: Resources): PeopleOn {
  const people = resources.all('person');
  const missing = people.filter(({ name }) => userOn(resources, name, chat) === undefined);
  return {
    all: people.length,
    linked: people.length - missing.length,
    missing: missing.map(({ name, spec }) => ({ name, displayName: spec.displayName ?? name, email: spec.email ?? null })),
  };
}

/** What the doctor needs to see of a running Tocsin to say whether a chat listens. */
export const runningOf = ({ store, clock, ims, outward, origin }: ChatSetupParts): ListeningSeen => ({
  now: clock.now(),
  ims: [...ims.values()],
  outward,
  publicUrl: origin(),
  upkeep: store.upkeep,
  memoryOf: (chat) => store.memoryOf(chat),
});

/** What the doctor says of a chat. */
export async function findingsOn(chat: { readonly name: string; readonly spec: Chat }, parts: ChatSetupParts): Promise<readonly Finding[]> {
  const seen = chatSeen(chat);
  const running = runningOf(parts);
  const found = [chatFindings(seen, { now: running.now, resources: parts.store.duty() }), listeningFindings(seen, running)];
  return (await Promise.all(found)).flat();
}

/** What a form says of a chat. A field that comes back as a secret is shown stays what it was; an empty one is taken away. */
export interface Offered {
  readonly name: string;
  readonly type: Chat['type'];
  readonly fields: Readonly<Record<string, string>>;
  /** Asks the platform; null keeps it unasked. */
  readonly look: ((chat: { readonly name: string; readonly spec: Chat }) => Promise<readonly Finding[]>) | null;
  /** Where a finding, by its code, stands in the form. Any other is no reason not to keep it: it can be mended later. */
  readonly fieldOf: Readonly<Record<string, string>>;
}

/** Keeps a chat in the place of what the console kept of it, once the platform takes it; else says what is wrong, each at its field. What the
 *  form has no field for stays. */
export async function keepChat(offered: Offered, reply: FastifyReply, by: ByAdmin): Promise<FastifyReply> {
  const { parts, caller } = by;
  const { name, type } = offered;
  const present = parts.store.resources();
  const document = { kind: 'chat', name, spec: { type, ...filledIn(offered, by) } };
  const { resources, errors } = checkMade([document], present, parts.kinds);
  const wrong = errors.map(({ path, message }) => ({ path: path.split('.').at(-1) ?? '', message }));
  if (wrong.length > 0) return refuse(reply, wrong);
  const made = resources.find((each) => each.kind === 'chat');
  if (!made) return refuse(reply, [{ path: '', message: 'nothing to keep' }]);
  const found = (await offered.look?.(asReached(made, parts.env))) ?? [];
  const refused = found.flatMap((finding) => {
    const path = offered.fieldOf[finding.code ?? ''];
    return path === undefined || !('fix' in finding)
      ? []
      : [{ path, message: `${finding.found[caller.lang]}${stop[caller.lang]}${finding.fix[caller.lang]}` }];
  });
  if (refused.length > 0) return refuse(reply, refused);
  await keep(resources, { parts, caller });
  return reply.send({ ok: true, output: { kept: { kind: 'chat', name } } });
}

/** What was kept, with what the form says in its place. Where the platform is stays in the environment: what is kept can be taken elsewhere. */
function filledIn({ name, type, fields }: Offered, { parts }: ByAdmin): object {
  const document = parts.store.resources().get('chat', name)?.spec;
  const known = document?.type === type ? document : { ...configuredChat(name, type, parts)?.spec, url: undefined };
  const before: Readonly<Record<string, unknown>> = { ...known };
  const others = Object.entries(before).filter(([field]) => field !== 'type' && !(field in fields));
  const given = Object.entries(fields).map(([field, value]) => [field, value === hiddenSecret ? (before[field] ?? value) : value]);
  return Object.fromEntries([...others, ...given.filter(([, value]) => value !== '')]);
}

const refuse = (reply: FastifyReply, issues: readonly { path: string; message: string }[]): FastifyReply =>
  reply.status(400).send({ ok: false, because: issues.map(({ message }) => message).join('\n'), issues });
