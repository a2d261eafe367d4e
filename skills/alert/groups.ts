import { z } from 'zod';
import type { Group } from '../../domain/alert/group.ts';
import { routeById, routeTree, type RouteNode } from '../../domain/alert/route.ts';
import type { GroupTally } from '../../domain/alert/tally.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { Severity } from '../../domain/incident/severity.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { alertInput, alertInputLabels } from '../../ports/alert-input.ts';
import { seenNumber } from '../../ports/find-incident.ts';
import { read, type ReadContext } from '../../ports/skill.ts';
import { askedIn, survey } from '../../ports/survey.ts';

const { state: _state, ...narrowing } = alertInput;
const { state: _stateLabel, ...narrowingLabels } = alertInputLabels;

const GroupView = z.object({
  group: z.string(),
  route: z.string(),
  channel: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  /** What its newest alert is called, and says. */
  name: z.string(),
  summary: z.string(),
  severity: Severity,
  firing: z.number(),
  quiet: z.number(),
  firstAt: z.string(),
  lastAt: z.string(),
  incident: z.string().nullable(),
  acked: z.object({ person: z.string(), name: z.string(), at: z.string() }).nullable(),
});

/** Alert groups with what fires in them, the worst first and of these the newest; groups all of which is quiet come last. */
export default read({
  summary: { en: 'List alert groups, worst first', zh: '列出告警组，最严重在前' },
  labels: { ...narrowingLabels, limit: { en: 'How many', zh: '条数' }, cursor: { en: 'Page', zh: '页' } },
  input: z.object({ ...narrowing, limit: z.coerce.number().int().min(1).max(500).default(50), cursor: z.string().max(1100).optional() }),
  output: z.object({ groups: z.array(GroupView), next: z.string().nullable(), total: z.number(), firing: z.number(), quiet: z.number() }),
  needs: 'viewer',
  answer: (o, lang) =>
    o.groups
      .slice(0, 20)
      .map(
        (g) =>
          `${g.severity} ${g.name} · ${g.firing}${g.quiet > 0 ? ` (+${g.quiet} ${lang === 'zh' ? '静默' : 'quiet'})` : ''}${g.incident ? ` · ${g.incident}` : ''}`,
      )
      .join('\n') || (lang === 'zh' ? '没有告警组' : 'No alert groups'),
  examples: [{ ask: 'what is burning?', input: {} }],
  async run({ limit, cursor, ...input }, ctx) {
    const asked = askedIn(input);
    if (isRefusal(asked)) return asked;
    const { tally } = await survey(asked, ctx);
    const all = [...tally.groups].toSorted(([a, x], [b, y]) => (rankOf(a, x) < rankOf(b, y) ? -1 : 1));
    const from = cursor ? all.filter(([id, t]) => rankOf(id, t) > cursor) : all;
    const tree = routeTree(ctx.store.resources().all('route'));
    const groups = await Promise.all(from.slice(0, limit).map(([id, t]) => viewOf(id, t, { ...ctx, tree })));
    const last = from.length > limit ? from[limit - 1] : undefined;
    const sum = (of: 'firing' | 'quiet'): number => all.reduce((n, [, t]) => n + t[of], 0);
    return { groups, next: last ? rankOf(...last) : null, total: all.length, firing: sum('firing'), quiet: sum('quiet') };
  },
});

/** Sorts as text, and says where a page ended. */
const rankOf = (id: string, t: GroupTally): string =>
  `${t.firing > 0 ? 0 : 1}.${t.worst}.${String(9e15 - t.lastAt).padStart(16, '0')}.${id}`;

async function viewOf(id: string, t: GroupTally, ctx: ReadContext & { tree: RouteNode }): Promise<z.output<typeof GroupView>> {
  // Its alerts are stored a moment before it is decided what they are to it.
  const group: Group | null = await ctx.store.state('group', id);
  const route = group?.route ?? id.slice(0, id.lastIndexOf('~'));
  const acked = group?.acked ?? null;
  return {
    group: id,
    route,
    channel: (routeById(ctx.tree, route) ?? ctx.tree).channel,
    labels: { ...group?.labels },
    name: t.name,
    summary: t.summary,
    severity: t.worst,
    firing: t.firing,
    quiet: t.quiet,
    firstAt: rfc3339(t.firstAt),
    lastAt: rfc3339(t.lastAt),
    incident: await seenNumber(group?.incident ?? null, ctx),
    acked: acked && { person: acked.person, name: nameOf(ctx.store.resources(), acked.person), at: rfc3339(acked.at) },
  };
}
