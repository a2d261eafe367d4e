import type { Page } from '../../domain/page/page.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Store } from '../../ports/store.ts';

/** A page as it may be shown or read out where others stand by, or where a machine picks up: of a private incident its number and how bad it is,
 *  and nothing that its title says. */
export async function discreet(page: Page, lang: Lang, { store }: { store: Store }): Promise<Page> {
  const { incident: number } = page.about;
  const incident = number === null ? null : await store.state('incident', number);
  if (incident?.private !== true) return page;
  return { ...page, about: { ...page.about, title: lang === 'zh' ? '保密事件' : 'a private incident' } };
}
