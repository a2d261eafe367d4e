import type { Caller } from '../../domain/access/caller.ts';
import type { Words } from '../../domain/text/lang.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import type { Page } from '../../domain/page/page.ts';
import type { Act } from '../../domain/page/reply.ts';
import type { Answer, Door } from '../../ports/door.ts';
import type { Store } from '../../ports/store.ts';

export interface ActParts {
  readonly store: Store;
  readonly door: Door;
}

/** Carriers wait fifteen seconds at most for what to say. */
const thinkMs = 4_000;

const alertEnds: Words = {
  zh: '告警不能手动解决，恢复后会自动结束。',
  en: 'An alert cannot be resolved by hand; it ends when it recovers.',
};

/** Whoever holds the phone whose number stands in their own document. */
export function callerAt(store: Store, person: string, via: 'phone' | 'sms'): Caller {
  const resources = store.resources();
  const roles = resources.get('person', person)?.spec.roles ?? [];
  return { viewer: { person, roles }, by: `person:${person}`, via, lang: langFor(resources, person) };
}

/** The skill by which somebody who was paged does something about what the page is about. */
export function skillOf(act: Act, { about }: Pick<Page, 'about'>): string {
  if (act === 'ack') return 'page/ack';
  if (act === 'resolve') return 'incident/resolve';
  return about.incident ? 'incident/escalate' : 'page/escalate';
}

/** Does it for the person paged. The same `once` is the same wish: asked for again, its answer is the first one's. */
export async function actOn(
  page: Page,
  act: Act,
  { door, store, via, once }: ActParts & { via: 'phone' | 'sms'; once: string },
): Promise<Answer> {
  const { incident } = page.about;
  if (act === 'resolve' && incident === null) return { ok: false, refused: 'rule', because: alertEnds };
  const skill = skillOf(act, page);
  const input = skill.startsWith('incident/') ? { incident } : { page: page.id };
  return door.call(skill, input, callerAt(store, page.person, via), { idempotencyKey: once, deadlineMs: thinkMs });
}
