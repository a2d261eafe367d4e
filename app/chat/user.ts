import type { Caller } from '../../domain/access/caller.ts';
import type { Inbound } from '../../domain/chat/heard.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import type { Author } from '../../domain/incident/note.ts';
import { personAt } from '../../domain/people/chat-user.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';

/** Somebody known by a proven id on a platform, as one who asks; null: nobody here. */
export function callerIn(store: Store, adapter: string, user: string): Caller | null {
  const resources = store.duty();
  const person = personAt(resources, adapter, user);
  const spec = person === null ? undefined : resources.get('person', person)?.spec;
  if (person === null || !spec) return null;
  return { viewer: { person, roles: spec.roles }, by: `person:${person}`, via: `chat:${adapter}`, lang: langFor(resources, person) };
}

/** The same where they did something: what they are answered before others tells them nothing private. */
export async function callerWhere(store: Store, im: Im, inbound: Inbound): Promise<Caller | null> {
  const caller = callerIn(store, im.id, inbound.user);
  return caller && (await isOverheard(im, inbound)) ? { ...caller, viewer: { ...caller.viewer, isOverheard: true } } : caller;
}

async function isOverheard(im: Im, { conv, user, did }: Inbound): Promise<boolean> {
  if (conv === null || (did.is === 'said' && did.isDirect)) return false;
  if (im.messages?.whisper && !im.answersAloud) return false;
  return (await im.dm(user)).conv !== conv;
}

/** Who wrote something there, as they are known here; else as they are called there. */
export async function authorOf(user: string, { id, directory }: Pick<Im, 'id' | 'directory'>, store: Store): Promise<Author> {
  const person = personAt(store.duty(), id, user);
  if (person !== null) return { person };
  const known = await directory?.user(user).catch((e: unknown) => {
    if (e instanceof OutsideError) return null;
    throw e;
  });
  return { name: known?.name ?? user };
}
