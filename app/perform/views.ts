import { stormCard } from '../../domain/alert/storm-card.ts';
import { groupCard } from '../../domain/alert/card.ts';
import { silenceCard, warningOf } from '../../domain/alert/silence-card.ts';
import { mutedTo, nodeIn } from '../../domain/alert/of-resources.ts';
import { isQuiet } from '../../domain/alert/quiet.ts';
import { severityOf } from '../../domain/alert/severity.ts';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import { incidentCard } from '../../domain/incident/card.ts';
import { summaryOf } from '../../domain/incident/outward.ts';
import { pageCard } from '../../domain/page/card.ts';
import type { Clock } from '../../ports/clock.ts';
import { quietNow } from '../../ports/quiet.ts';
import type { Store } from '../../ports/store.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Render } from '../chat/cards.ts';

interface ViewParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly zone: string;
  readonly incidentUrl: (number: string) => string;
  /** The alerts page, narrowed to what mentions this. */
  readonly alertsUrl: (text: string) => string;
}

/** Loads what a card shows and renders it. */
export function renderer(parts: ViewParts): Render {
  return async (view, lang) => {
    if (view.kind === 'incident') return incident(parts, view.id, lang);
    if (view.kind === 'page') return page(parts, view.id, lang);
    if (view.kind === 'silence') return silence(parts, view.id, lang);
    if (view.kind === 'storm') return storm(parts, view.id, lang);
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

async function storm({ store, alertsUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const at = id.indexOf('|');
  const state = await store.state('storm', id.slice(0, at));
  const gale = state?.gales.find((g) => g.head === id.slice(at + 1));
  return gale ? { card: stormCard(gale, { lang, alertsUrl }), as: 'alert-response' } : null;
}

async function page({ store, incidentUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const state = await store.state('page', id);
  if (!state) return null;
  const url = state.about.incident ? incidentUrl(state.about.incident) : null;
  return { card: pageCard(state, { lang, url }), as: 'on-call' };
}

async function silence({ store, clock, zone }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const { silence: of, endsAt } = warningOf(id);
  const state = await store.state('silence', of);
  if (!state) return null;
  const resources = store.resources();
  const scene = {
    silence: state,
    endsAt,
    now: clock.now(),
    lang,
    zone: firmZone(resources, zone),
    name: (p: string) => nameOf(resources, p),
  };
  return { card: silenceCard(scene), as: 'alert-response' };
}

async function group({ store, clock, zone, incidentUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const state = await store.state('group', id);
  if (!state) return null;
  const now = clock.now();
  const resources = store.resources();
  const counts = await store.groupCounts(id, { toldAt: now, openedAt: state.openedAt });
  const signals = await store.signals({ group: id, state: counts.firing > 0 ? 'firing' : 'resolved', order: 'newest', limit: 20 });
  const quiet = await quietNow({ store, now });
  const reasons = await quiet.of(signals);
  const silences = quiet.silences.filter((s) => reasons.some((r) => r.silencedBy.includes(s.id)));
  const inhibitors = await Promise.all([...new Set(reasons.flatMap((r) => r.inhibitedBy))].slice(0, 2).map((f) => store.signal(f)));
  const isPublic = state.incident !== null && (await store.state('incident', state.incident))?.private === false;
  const node = nodeIn(resources, state.route);
  const card = groupCard({
    group: state,
    severity: node.declare ?? severityOf(signals[0]?.labels ?? {}),
    signals,
    firing: counts.firing,
    resolved: counts.resolved,
    silences,
    inhibitors: inhibitors.filter((x) => x !== null),
    isAllQuiet: reasons.length > 0 && reasons.every(isQuiet),
    mutedUntil: mutedTo(node, resources, now),
    now,
    lang,
    zone: firmZone(resources, zone),
    name: (p) => nameOf(resources, p),
    ...(isPublic && state.incident ? { incidentUrl: incidentUrl(state.incident) } : {}),
  });
  return { card, as: 'alert-response' };
}
