import type { Caller } from '../../domain/access/caller.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import { personAt } from '../../domain/people/chat-user.ts';
import type { Store } from '../../ports/store.ts';

/** Somebody known by a proven id on a platform, as one who asks; null: nobody here. */
export function callerIn(store: Store, adapter: string, user: string): Caller | null {
  const resources = store.duty();
  const person = personAt(resources, adapter, user);
  const spec = person === null ? undefined : resources.get('person', person)?.spec;
  if (person === null || !spec) return null;
  return { viewer: { person, roles: spec.roles }, by: `person:${person}`, via: `chat:${adapter}`, lang: langFor(resources, person) };
}
