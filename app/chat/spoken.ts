import { personAt } from '../../domain/people/chat-user.ts';
import type { Resources } from '../../domain/resource/resource.ts';

/** Where letters touch a mention, it would be read as part of a word. */
const before = String.raw`(?:(?<=(?<glued>[\p{Script=Latin}\p{N}_@.+/>-]))|)`;
const after = String.raw`(?=(?<next>[\p{Script=Latin}\p{N}_-])?)`;
const marks = new RegExp(`${before}<@(?:(?<kind>team):)?(?<id>[^>\\s|]+)(?:\\|[^>]*)?>${after}`, 'gu');

/** A text as it came from a chat, in which people and groups stand as `<@user>` and `<@team:group>`, as people here write it: `@ana`, `@payments`.
 *  Whoever is not known keeps the id. Ask it with `duty()`, which knows who is linked. */
export function personal(text: string, adapter: string, resources: Resources): string {
  if (!text.includes('<@')) return text;
  return text.replaceAll(marks, (...found) => {
    const { glued, kind, id = '', next } = found.at(-1) as Readonly<Record<string, string | undefined>>;
    const name = kind === 'team' ? teamAt(resources, adapter, id) : personAt(resources, adapter, id);
    return `${glued === undefined ? '' : ' '}@${name ?? id}${next === undefined ? '' : ' '}`;
  });
}

/** Whose group it is; null where it is nobody's. */
function teamAt(resources: Resources, adapter: string, group: string): string | null {
  if (adapter === 'web') return resources.get('team', group) ? group : null;
  return resources.all('team').find(({ spec }) => spec.chat[adapter] === group)?.name ?? null;
}
