import { userKeyOn, usersOf } from '../chat/chat.ts';
import { resourcesOf, type Resource, type Resources } from '../resource/resource.ts';

/** That somebody is a user of a chat platform, proven. */
export interface ChatLink {
  readonly platform: string;
  readonly user: string;
  readonly person: string;
}

/** The resources with proven links among the chat ids of people. What is written comes before what was linked. */
export function withLinks(resources: Resources, links: readonly ChatLink[]): Resources {
  const byPerson = Map.groupBy(links, (link) => link.person);
  if (byPerson.size === 0) return resources;
  const linked = (r: Resource): Resource => {
    const own = r.kind === 'person' ? byPerson.get(r.name) : undefined;
    if (r.kind !== 'person' || !own) return r;
    return { ...r, spec: { ...r.spec, chat: { ...Object.fromEntries(own.map((l) => [l.platform, l.user])), ...r.spec.chat } } };
  };
  return resourcesOf(resources.list.map(linked));
}

/** Who somebody is on a platform: in the web chat their own name, elsewhere the id that is written or linked. Ask it of `duty()`, which knows the links. */
export function userOn(resources: Resources, person: string, platform: string): string | undefined {
  const spec = resources.get('person', person)?.spec;
  return platform === 'web' ? person : (spec?.chat[platform] ?? spec?.chat[platformOfUsers(resources, platform)]);
}

/** Where the ids of a platform's users are written: what shares them with another has none of its own. */
export const platformOfUsers = (resources: Resources, platform: string): string => usersOf(platform, resources.get('chat', platform)?.spec);

/** The chats in which a person is written to: of two with the same users one is enough, and it is the one that they are written for. */
export function chatsFor(resources: Resources, person: string, adapters: readonly string[]): string[] {
  const isSecond = (adapter: string): boolean => {
    const first = platformOfUsers(resources, adapter);
    return first !== adapter && adapters.includes(first) && userOn(resources, person, first) !== undefined;
  };
  return adapters.filter((adapter) => userOn(resources, person, adapter) !== undefined && !isSecond(adapter));
}

const userAt = (resources: Resources, platform: string, user: string): string =>
  `${platform} ${userKeyOn(platform, resources.get('chat', platform)?.spec, user)}`;

const peopleByUser = (resources: Resources): ReadonlyMap<string, string> =>
  new Map(
    resources
      .all('person')
      .flatMap(({ name, spec }) => Object.entries(spec.chat).map(([platform, user]) => [userAt(resources, platform, user), name])),
  );

/** Whose id it is, however it is written where that means the same user; null where it is nobody's. */
export function personAt(resources: Resources, platform: string, user: string): string | null {
  if (platform === 'web') return resources.get('person', user) ? user : null;
  const people = resources.derived(peopleByUser);
  const shared = platformOfUsers(resources, platform);
  return people.get(userAt(resources, platform, user)) ?? people.get(userAt(resources, shared, user)) ?? null;
}
