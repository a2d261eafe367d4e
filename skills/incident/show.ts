import { z } from 'zod';
import { AlertView, alertView } from '../../domain/alert/outward.ts';
import { severityOf } from '../../domain/alert/severity.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import { aheadOf } from '../../domain/escalation/ahead.ts';
import { keyOf } from '../../domain/event/event.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { incidentCard } from '../../domain/incident/card.ts';
import { IncidentSummary, lineText, PageView, pageView, roomsSaid, summaryOf, TimelineLine } from '../../domain/incident/outward.ts';
import { tellStory } from '../../domain/incident/story.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { findIncident } from '../../ports/find-incident.ts';
import { progressWords } from '../../domain/incident/words.ts';
import { quietNow } from '../../ports/quiet.ts';
import { read, type ReadContext } from '../../ports/skill.ts';

/** Alerts shown with an incident; the alerts page has the rest. */
const mostAlerts = 200;

const output = IncidentSummary.extend({
  alerts: z.array(AlertView),
  timeline: z.array(TimelineLine),
  pages: z.array(PageView),
  /** Who is called next, and when; nobody: then it is said that nobody answered. `again`: because it is still open after an answer.
   *  Null: nobody is waited for. */
  calling: z.object({ at: z.string(), people: z.array(z.string()), again: z.boolean() }).nullable(),
});

/** One incident whole: state, rooms, alerts, the story so far, and who was reached how. */
export default read({
  summary: { en: 'Show an incident with its timeline and pages', zh: '查看事件、时间线与呼叫情况' },
  labels: { incident: { en: 'Incident', zh: '事件' } },
  input: z.object({ incident: z.string().min(1) }),
  output,
  needs: 'viewer',
  positional: ['incident'],
  answer: (o, lang) =>
    [
      `${o.number} ${o.severity} ${progressWords[o.progress][lang]} · ${o.title}`,
      ...o.timeline.slice(-8).map((l) => `${l.at.slice(11, 16)}Z ${lineText(l, lang)}`),
    ].join('\n'),
  examples: [{ ask: 'how is incident 3?', input: { incident: '3' } }],
  card: (o, lang) => incidentCard(o, { lang, name: (p) => p }),
  async run({ incident: said }, ctx) {
    const incident = await findIncident(said, ctx);
    if (isRefusal(incident)) return incident;
    const { store } = ctx;
    const [facts, pages, alerts, escalation] = await Promise.all([
      store.timeline(incident.number),
      store.pagesOf({ incident: incident.number }),
      alertsOf(incident, ctx),
      store.state('escalation', keyOf('incident', incident.number)),
    ]);
    const ahead = escalation && aheadOf(escalation, store.duty());
    const summary = summaryOf(incident);
    return {
      ...summary,
      rooms: roomsSaid(summary.rooms, ctx.lang),
      alerts,
      timeline: tellStory(facts, incident, { viewer: ctx.viewer, lang: ctx.lang, name: (p) => nameOf(store.resources(), p) }),
      pages: pages.map((p) => pageView(p, ctx.lang)),
      calling: ahead && { ...ahead, at: rfc3339(ahead.at), people: [...ahead.people] },
    };
  },
});

/** Groups whose alerts are looked through: a storm has thousands. */
const mostGroups = 300;

/** The worst of what fires first, and of that the newest. */
async function alertsOf(incident: Incident, ctx: ReadContext): Promise<AlertView[]> {
  const groups = Object.entries(incident.groups)
    .toSorted(([, a], [, b]) => Math.sign(b) - Math.sign(a))
    .slice(0, mostGroups);
  const each = Math.max(2, Math.floor((2 * mostAlerts) / Math.max(1, groups.length)));
  const all: StoredSignal[] = [];
  for (const [group] of groups)
    for (const state of ['firing', 'resolved'] as const)
      all.push(...(await ctx.store.signals({ group, state, order: 'newest', limit: each })));
  const rank = (s: StoredSignal): string => `${s.state === 'firing' ? 0 : 1} ${severityOf(s.labels)}`;
  const worst = all.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : b.turnedAt - a.turnedAt)).slice(0, mostAlerts);
  const reasons = await (await quietNow(ctx)).of(worst);
  return worst.map((s, i) => alertView(s, { quiet: reasons[i], incident: incident.number }));
}
