import { groupCard } from '../../domain/alert/card.ts';
import { routeById, routeTree } from '../../domain/alert/route.ts';
import { severityOf } from '../../domain/alert/severity.ts';
import { labelTest } from '../../domain/alert/matcher.ts';
import { silenceState } from '../../domain/alert/silence.ts';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import { incidentCard } from '../../domain/incident/card.ts';
import { summaryOf } from '../../domain/incident/outward.ts';
import { pageCard } from '../../domain/page/card.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Render } from '../chat/cards.ts';

interface ViewParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly zone: string;
  readonly incidentUrl: (number: string) => string;
}

/** Loads what a card shows and renders it. */
export function renderer(parts: ViewParts): Render {
  return async (view, lang) => {
    if (view.kind === 'incident') return incident(parts, view.id, lang);
    if (view.kind === 'page') return page(parts, view.id, lang);
    return group(parts, view.id, lang);
  };
}

async function incident({ store, zone, incidentUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const state = await store.state('incident', id);
  if (!state) return null;
  const resources = store.resources();
  const reader = { lang, name: (p: string) => nameOf(resources, p), zone: firmZone(resources, zone), url: incidentUrl(id) };
  return { card: incidentCard(summaryOf(state), reader), as: 'emergency-assistant' };
}

async function page({ store, incidentUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const state = await store.state('page', id);
  if (!state) return null;
  const url = state.about.incident ? incidentUrl(state.about.incident) : null;
  return { card: pageCard(state, { lang, url }), as: 'on-call' };
}

async function group({ store, clock, zone, incidentUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const state = await store.state('group', id);
  if (!state) return null;
  const now = clock.now();
  const resources = store.resources();
  const active = (await store.silences(now)).filter((s) => silenceState(s, now) === 'active');
  const counts = await store.groupCounts(id, 0, []);
  const signals = await store.signals({ group: id, state: counts.firing > 0 ? 'firing' : 'resolved', limit: 20 });
  const silences = active.filter((s) => signals.some((x) => labelTest(s.matchers)(x.labels)));
  const isPublic = state.incident !== null && (await store.state('incident', state.incident))?.private === false;
  const tree = routeTree(resources.all('route'));
  const declares = (routeById(tree, state.route) ?? tree).declare;
  const card = groupCard({
    group: state,
    severity: declares ?? severityOf(signals[0]?.labels ?? {}),
    signals,
    firing: counts.firing,
    resolved: counts.resolved,
    silences,
    lang,
    zone: firmZone(resources, zone),
    name: (p) => nameOf(resources, p),
    ...(isPublic && state.incident ? { incidentUrl: incidentUrl(state.incident) } : {}),
  });
  return { card, as: 'alert-response' };
}
