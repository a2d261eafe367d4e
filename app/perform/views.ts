import { stormCard } from '../../domain/alert/storm-card.ts';
import { matcherText } from '../../domain/alert/matcher.ts';
import { silenceState } from '../../domain/alert/silence.ts';
import { silenceCard, warningOf } from '../../domain/alert/silence-card.ts';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import { incidentCard } from '../../domain/incident/card.ts';
import { summaryOf } from '../../domain/incident/outward.ts';
import { callCard, escalationOfCall } from '../../domain/escalation/call-card.ts';
import { swapCard, swapOfView } from '../../domain/oncall/swap-card.ts';
import { pageCard } from '../../domain/page/card.ts';
import { personOfPage } from '../../domain/page/page.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { Render } from '../chat/cards.ts';
import { groupView } from './group-view.ts';

export interface ViewParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly zone: string;
  readonly incidentUrl: (number: string) => string;
  /** The alerts page, narrowed to what mentions this. */
  readonly alertsUrl: (text: string) => string;
  /** The alerts page with the alerts of this group. */
  readonly groupUrl: (group: string) => string;
}

/** Loads what a card shows and renders it. */
export function renderer(parts: ViewParts): Render {
  return async (view, lang, { person }) => {
    if (view.kind === 'incident') return incidentView(parts, view.id, lang);
    if (view.kind === 'page') return page(parts, view.id, lang);
    if (view.kind === 'silence') return silence(parts, view.id, lang);
    if (view.kind === 'storm') return storm(parts, view.id, lang);
    if (view.kind === 'call') return call(parts, view.id, lang);
    if (view.kind === 'swap') return swap(parts, view.id, { lang, person });
    return groupView(parts, view.id, lang);
  };
}

async function incidentView({ store, zone, incidentUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const state = await store.state('incident', id);
  if (!state) return null;
  const resources = store.resources();
  const reader = { lang, name: (p: string) => nameOf(resources, p), zone: firmZone(resources, zone), url: incidentUrl(id) };
  const summary = summaryOf(state);
  // Where else it is talked of is nobody's news.
  const { rooms: _rooms, ...data } = summary;
  return { card: incidentCard(summary, reader), as: 'emergency-assistant', phase: state.progress, data };
}

async function storm({ store, alertsUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const at = id.indexOf('|');
  const state = await store.state('storm', id.slice(0, at));
  const gale = state?.gales.find((g) => g.head === id.slice(at + 1));
  if (!gale) return null;
  const { tie, severity, took, incident: of } = gale;
  return {
    card: stormCard(gale, { lang, alertsUrl }),
    as: 'alert-response',
    phase: 'raging',
    data: { tie, severity, groups: took, incident: of },
  };
}

/** Names nobody and nothing of a private incident: a channel is for everybody. */
async function call({ store, incidentUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const state = await store.state('escalation', escalationOfCall(id));
  if (!state) return null;
  const resources = store.resources();
  const incident = state.about.incident === null ? null : await store.state('incident', state.about.incident);
  const group = state.about.group === null ? null : await store.state('group', state.about.group);
  const taker = incident ? incident.acknowledgedBy : (group?.acked?.person ?? null);
  const isPrivate = incident?.private === true;
  const called = [...new Set(state.pages.map(personOfPage))];
  const card = callCard({
    about: state.about,
    state: state.state,
    called: called.map((p) => nameOf(resources, p)),
    takenBy: taker === null ? null : nameOf(resources, taker),
    isPrivate,
    lang,
    url: incident ? incidentUrl(incident.number) : null,
  });
  const title = isPrivate ? null : state.about.title;
  const data = { ...state.about, title, called: isPrivate ? [] : called, acknowledgedBy: isPrivate ? null : taker };
  return { card, as: 'on-call', phase: state.state, data, mentions: state.state === 'running' && !isPrivate ? called : [] };
}

async function page({ store, incidentUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
  const state = await store.state('page', id);
  if (!state) return null;
  const url = state.about.incident ? incidentUrl(state.about.incident) : null;
  const { person, about } = state;
  return { card: pageCard(state, { lang, url }), as: 'on-call', phase: state.state, data: { page: id, person, ...about } };
}

async function swap({ store, clock }: ViewParts, id: string, reader: { lang: Lang; person: string | null }): ReturnType<Render> {
  const { schedule, swap: said } = swapOfView(id);
  const state = (await store.state('rota', schedule))?.swaps.find((s) => s.id === said);
  if (!state) return null;
  const resources = store.resources();
  const spec = resources.get('schedule', schedule)?.spec;
  const card = swapCard({
    swap: state,
    scheduleName: spec?.displayName ?? schedule,
    zone: spec?.zone ?? firmZone(resources, 'UTC'),
    now: clock.now(),
    lang: reader.lang,
    name: (p) => nameOf(resources, p),
    reader: reader.person,
  });
  return { card, as: 'duty-officer', phase: state.state, data: { schedule, ...state } };
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
  const { kind, matchers, createdBy, comment } = state;
  const data = { silence: of, kind, matchers: matchers.map(matcherText), createdBy, comment, endsAt: rfc3339(state.endsAt) };
  return { card: silenceCard(scene), as: 'alert-response', phase: silenceState(state, scene.now), data };
}
