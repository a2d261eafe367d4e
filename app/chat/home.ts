import type { Caller } from '../../domain/access/caller.ts';
import type { Card, SentCard } from '../../domain/card/card.ts';
import type { View } from '../../domain/card/view.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import type { Door } from '../../ports/door.ts';
import type { Store } from '../../ports/store.ts';
import type { Cards } from './cards.ts';
import type { ChatFront } from './front.ts';

interface HomeParts {
  readonly door: Door;
  readonly front: ChatFront;
  readonly cards: Cards;
  readonly store: Store;
}

const mostPages = 3;
const mostIncidents = 8;

/** What somebody looks for first on a page of their own: whether they are called, what is open, who is on call, and when they are. */
export async function homeOf(caller: Caller, { door, front, cards, store }: HomeParts): Promise<SentCard[]> {
  const { person } = caller.viewer;
  if (person === null) return [];
  const t = (zh: string, en: string): string => (caller.lang === 'zh' ? zh : en);
  const open = await store.incidents({ progress: ['open', 'acknowledged', 'mitigated'], limit: mostIncidents }, caller.viewer);
  const pages = (await store.livePages(person)).slice(-mostPages).toReversed();
  const views: View[] = [
    ...pages.map(({ id }) => ({ kind: 'page' as const, id })),
    ...open.map((i) => ({ kind: 'incident' as const, id: i.number })),
  ];
  const shown = await Promise.all(views.map((view) => cards.drawn(view, caller.lang, person)));
  const [who, mine] = await Promise.all([front.asked('oncall/who', {}, caller), front.asked('oncall/shifts', {}, caller)]);
  const mayDeclare = door.allowed(caller).some(([name]) => name === 'incident/declare');
  const declare = {
    label: t('宣布事件', 'Declare an incident'),
    style: 'primary' as const,
    form: true as const,
    skill: 'incident/declare',
    input: {},
  };
  const hello: Card = {
    title: t(`你好，${nameOf(store.resources(), person)}`, `Hello, ${nameOf(store.resources(), person)}`),
    body: open.length === 0 ? t('没有处理中的事件。', 'Nothing is open.') : t(`${open.length} 个事件处理中。`, `${open.length} open.`),
    ...(mayDeclare ? { actions: [declare] } : {}),
  };
  const duty: Card[] = [
    { title: t('谁在值班', 'Who is on call'), body: who.text },
    { title: t('我的班', 'My shifts'), body: mine.text },
  ];
  const minted = await Promise.all([hello, ...duty].map((card, n) => cards.mint(card, `home/${person}/${n}`)));
  return [...minted.slice(0, 1), ...shown.filter((card) => card !== null), ...minted.slice(1)];
}
