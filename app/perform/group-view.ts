import { groupCard } from '../../domain/alert/card.ts';
import { mutedTo, nodeIn } from '../../domain/alert/of-resources.ts';
import { isQuiet } from '../../domain/alert/quiet.ts';
import { severityOf } from '../../domain/alert/severity.ts';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { quietNow } from '../../ports/quiet.ts';
import type { Render } from '../chat/cards.ts';
import type { ViewParts } from './views.ts';

/** The card of an alert group with all that it says of its alerts. */
export async function groupView({ store, clock, zone, incidentUrl, groupUrl }: ViewParts, id: string, lang: Lang): ReturnType<Render> {
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
    groupUrl: groupUrl(id),
    ...(isPublic && state.incident ? { incidentUrl: incidentUrl(state.incident) } : {}),
  });
  const phase = counts.firing === 0 ? 'resolved' : state.acked ? 'acknowledged' : 'firing';
  const { severity, title } = card;
  const data = { group: id, title, severity, labels: state.labels, firing: counts.firing, resolved: counts.resolved };
  const more = { incident: isPublic ? state.incident : null, acknowledgedBy: state.acked?.person ?? null };
  return { card, as: 'alert-response', phase, data: { ...data, ...more } };
}
