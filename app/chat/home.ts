import type { Caller } from '../../domain/access/caller.ts';
import type { Card, SentCard } from '../../domain/card/card.ts';
import type { View } from '../../domain/card/view.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import type { Incident } from '../../domain/incident/incident.ts';
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

interface Reader {
  readonly caller: Caller;
  readonly person: string;
  readonly t: (zh: string, en: string) => string;
}

const mostPages = 3;
const mostIncidents = 8;

/** What somebody looks for first on a page of their own: whether they are called, what is open, who is on call, and when they are. */
export async function homeOf(caller: Caller, parts: HomeParts): Promise<SentCard[]> {
  const { person } = caller.viewer;
  if (person === null) return [];
  const { store, cards } = parts;
  const reader: Reader = { caller, person, t: (zh, en) => (caller.lang === 'zh' ? zh : en) };
  const open = await store.incidents({ progress: ['open', 'acknowledged', 'mitigated'], limit: mostIncidents }, caller.viewer);
  const mint = (card: Card): Promise<SentCard> => cards.mint(card, `home/${person}/${card.title}`);
  const hello = await mint(helloTo(reader, open.length, parts));
  const shown = await Promise.all((await viewsFor(reader, open, store)).map((view) => cards.drawn(view, caller.lang, person)));
  const duty = await Promise.all((await dutyFor(reader, parts)).map(mint));
  return [hello, ...shown.filter((card) => card !== null), ...duty];
}

function helloTo({ caller, person, t }: Reader, open: number, { door, store }: HomeParts): Card {
  const name = nameOf(store.resources(), person);
  const mayDeclare = door.allowed(caller).some(([skill]) => skill === 'incident/declare');
  const declare = {
    label: t('宣布事件', 'Declare an incident'),
    style: 'primary',
    form: true,
    skill: 'incident/declare',
    input: {},
  } as const;
  return {
    title: t(`你好，${name}`, `Hello, ${name}`),
    body: open === 0 ? t('没有处理中的事件。', 'Nothing is open.') : t(`${open} 个事件处理中。`, `${open} open.`),
    ...(mayDeclare ? { actions: [declare] } : {}),
  };
}

/** Whoever is called for an incident finds the button on its card. */
async function viewsFor({ person }: Reader, open: readonly Incident[], store: Store): Promise<View[]> {
  const listed = new Set(open.map((i) => i.number));
  const pages = (await store.livePages(person)).filter(({ about }) => about.incident === null || !listed.has(about.incident));
  return [
    ...pages.slice(-mostPages).map(({ id }): View => ({ kind: 'page', id })),
    ...open.map((i): View => ({ kind: 'incident', id: i.number })),
  ];
}

async function dutyFor({ caller, t }: Reader, { front, store }: HomeParts): Promise<Card[]> {
  if (store.resources().all('schedule').length === 0) return [];
  const [who, mine] = await Promise.all([front.asked('oncall/who', {}, caller), front.asked('oncall/shifts', {}, caller)]);
  return [
    { title: t('谁在值班', 'Who is on call'), body: who.text },
    { title: t('我的班', 'My shifts'), body: mine.text },
  ];
}
