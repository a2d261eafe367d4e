import { setImmediate } from 'node:timers/promises';
import type { Caller } from '../../domain/access/caller.ts';
import { alertView, type AlertView } from '../../domain/alert/outward.ts';
import { askedTest, shownState, type Asked } from '../../domain/alert/tally.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/event/reply.ts';
import type { Incident, Progress } from '../../domain/incident/incident.ts';
import { localTexts } from '../../domain/time/local.ts';
import type { AuditEntry, AuditQuery, Upkeep } from '../../ports/upkeep.ts';
import { seenNumber } from '../../ports/find-incident.ts';
import { quietNow } from '../../ports/quiet.ts';
import type { ReadContext } from '../../ports/skill.ts';
import type { StoreReader } from '../../ports/store.ts';
import { askedIn, newestFirst } from '../../ports/survey.ts';
import type { SkillDoor } from '../access/call-skill.ts';
import type { Cell } from './csv.ts';

/** Rows asked for in one go: what is kept in memory of a file of any length. */
const pageSize = 500;

type Pages = AsyncGenerator<readonly (readonly Cell[])[]>;

export interface Sheet {
  readonly head: readonly string[];
  readonly pages: Pages;
}

const at = (name: string, zone: string): string => `${name} (${zone})`;

/** Every incident that the viewer may see, the newest first; times by the clocks of `zone`. */
export function incidentSheet(
  store: StoreReader,
  { viewer }: Caller,
  {
    zone,
    progress,
    isWanted,
  }: { readonly zone: string; readonly progress: readonly Progress[]; readonly isWanted: (i: Incident) => boolean },
): Sheet {
  const text = localTexts(zone);
  const time = (t: number | null): Cell => (t === null ? null : text(t));
  const row = (i: Incident): Cell[] => [
    i.number,
    i.title,
    i.severity,
    i.progress,
    i.alertState,
    i.private,
    i.system,
    i.impact ?? null,
    i.roles.commander ?? null,
    i.people.join(' '),
    time(i.declaredAt),
    time(i.acknowledgedAt),
    i.acknowledgedBy,
    time(i.recoveredAt),
    time(i.resolvedAt),
  ];
  const head = ['number', 'title', 'severity', 'progress', 'alertState', 'private', 'system', 'impact', 'commander', 'people'];
  const times = [at('declaredAt', zone), at('acknowledgedAt', zone), 'acknowledgedBy', at('recoveredAt', zone), at('resolvedAt', zone)];
  return { head: [...head, ...times], pages: pages() };
  async function* pages(): Pages {
    for (let before: string | undefined; ;) {
      const some = await store.incidents({ progress, limit: pageSize, ...(before === undefined ? {} : { before }) }, viewer);
      yield some.filter(isWanted).map(row);
      before = some.at(-1)?.number;
      if (some.length < pageSize) return;
      await setImmediate();
    }
  }
}

/** Alerts as the list shows them, with its filters. A filter that is refused is answered before the first row. */
export function alertSheet(
  door: SkillDoor,
  ctx: ReadContext,
  { zone, filter }: { readonly zone: string; readonly filter: Readonly<Record<string, unknown>> },
): Sheet {
  const text = localTexts(zone);
  const time = (t: string | null): Cell => (t === null ? null : text(Date.parse(t)));
  const row = (a: AlertView): Cell[] => [
    a.state,
    a.severity,
    a.labels['alertname'] ?? null,
    a.annotations['summary'] ?? null,
    a.source,
    time(a.startsAt),
    time(a.endsAt),
    a.incident,
    labelsText(a.labels),
    a.silencedBy.join(' '),
    a.inhibitedBy.join(' '),
    a.fingerprint,
  ];
  const head = ['state', 'severity', 'alertname', 'summary', 'source', at('startsAt', zone), at('endsAt', zone), 'incident', 'labels'];
  return { head: [...head, 'silencedBy', 'inhibitedBy', 'fingerprint'], pages: pages() };
  async function* pages(): Pages {
    const { limit: _limit, cursor: _cursor, ...input } = inputOf(door, filter);
    const asked = askedIn(input);
    if (isRefusal(asked)) throw new ListRefused(asked);
    for await (const some of alertViews(asked, ctx)) yield some.map(row);
  }
}

/** The list's own reading of its filters. */
function inputOf(door: SkillDoor, filter: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const read = door.all.get('alert/list')?.input.safeParse(filter);
  if (read?.success) return read.data;
  const because = (read?.error.issues ?? []).map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
  throw new ListRefused(refuse('input', because, because));
}

/** In chunks, newest first. Which incident a group belongs to is asked once: a group of a storm is too large to be read for each of its alerts. */
async function* alertViews(asked: Asked, ctx: ReadContext): AsyncGenerator<AlertView[]> {
  const [quiet, isWanted] = [await quietNow(ctx), askedTest(asked)];
  const incidents = new Map<string, string | null>();
  const incidentOf = async (group: string): Promise<string | null> => {
    const known = incidents.get(group);
    if (known !== undefined) return known;
    const number = await seenNumber((await ctx.store.state('group', group))?.incident ?? null, ctx);
    incidents.set(group, number);
    return number;
  };
  for await (const rows of newestFirst({ state: asked.state === 'resolved' ? 'resolved' : 'firing', group: asked.group }, ctx.store)) {
    const hit = rows.filter(isWanted);
    const reasons = await quiet.of(hit);
    const views: AlertView[] = [];
    for (const [i, signal] of hit.entries())
      if (asked.state === undefined || shownState(signal, reasons[i]) === asked.state)
        views.push(alertView(signal, { quiet: reasons[i], incident: await incidentOf(signal.group) }));
    yield views;
  }
}

/** What the list itself refuses. */
export class ListRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.because.en);
    this.name = 'ListRefused';
    this.refusal = refusal;
  }
}

const labelsText = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ');

/** The audit in pieces, newest first. */
export async function* auditPages(
  upkeep: Pick<Upkeep, 'audit'>,
  { viewer }: Caller,
  query: Omit<AuditQuery, 'limit'>,
): AsyncGenerator<readonly AuditEntry[]> {
  for (let { before } = query; ;) {
    const some = await upkeep.audit({ ...query, limit: pageSize, ...(before === undefined ? {} : { before }) }, viewer);
    yield some;
    before = some.at(-1)?.seq;
    if (some.length < pageSize) return;
    await setImmediate();
  }
}

export function auditSheet(rows: AsyncGenerator<readonly AuditEntry[]>, zone: string): Sheet {
  const text = localTexts(zone);
  return { head: [at('at', zone), 'by', 'via', 'what', 'outcome', 'incident', 'data'], pages: pages() };
  async function* pages(): Pages {
    for await (const some of rows) yield some.map((r) => [text(r.at), r.by, r.via, r.what, r.outcome, r.incident, JSON.stringify(r.data)]);
  }
}
