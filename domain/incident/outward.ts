import { z } from 'zod';
import { rfc3339 } from '../time/rfc3339.ts';
import { incidentRoles, progresses, roomStates, type Incident } from './incident.ts';
import { Severity } from './severity.ts';
import { attemptStates, type Attempt, type Page } from '../page/page.ts';
import { sayReach } from '../page/say.ts';
import type { Lang } from '../text/lang.ts';
import { roomWhy } from './words.ts';

const Time = z.string().nullable();

/** An incident as every surface shows it. Times are RFC 3339 in UTC, null = none. */
export const IncidentSummary = z.object({
  number: z.string(),
  title: z.string(),
  severity: Severity,
  progress: z.enum(progresses),
  alertState: z.enum(['firing', 'recovered', 'none']),
  private: z.boolean(),
  system: z.string().nullable(),
  impact: z.string().nullable(),
  roles: z.partialRecord(z.enum(incidentRoles), z.string()),
  people: z.array(z.string()),
  declaredAt: z.string(),
  acknowledgedAt: Time,
  acknowledgedBy: z.string().nullable(),
  recoveredAt: Time,
  resolvedAt: Time,
  /** Alert groups with something in common that were taken in without calling anybody; `firing` counts all alerts of the incident. */
  storm: z.object({ tie: z.string(), groups: z.number(), firing: z.number() }).nullable(),
  rooms: z.array(
    z.object({
      platform: z.string(),
      id: z.string().nullable(),
      url: z.string().nullable(),
      state: z.enum(roomStates),
      because: z.string().nullable(),
      missing: z.array(z.object({ person: z.string(), because: z.string() })),
    }),
  ),
});
export type IncidentSummary = z.output<typeof IncidentSummary>;

export const PageView = z.object({
  id: z.string(),
  person: z.string(),
  state: z.enum(['queued', 'sent', 'delivered', 'read', 'acked', 'failed', 'stopped']),
  acknowledgedAt: Time,
  acknowledgedVia: z.string().nullable(),
  attempts: z.array(
    z.object({
      by: z.string(),
      chat: z.string().optional(),
      state: z.enum(attemptStates),
      at: z.string(),
      /** Why it failed, or what else is to be known of it, in the reader's language; `code` and the outside's own words stand behind it. */
      error: z.string().optional(),
      code: z.string().optional(),
      raw: z.string().optional(),
      carrier: z.string().optional(),
      answeredBy: z.enum(['human', 'machine']).optional(),
      repeated: z.boolean().optional(),
    }),
  ),
});

/** What only a note has. `words` is what it says without its author, empty once it is withdrawn. */
export const NoteView = z.object({
  number: z.number(),
  words: z.string(),
  author: z.string(),
  editedAt: Time,
  withdrawn: z.boolean(),
  /** The message that it was taken from. */
  source: z.object({ platform: z.string(), url: z.string().nullable() }).nullable(),
  /** Served at `/api/v1/incidents/<number>/files/<id>`. */
  files: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      size: z.number(),
      width: z.number().nullable(),
      height: z.number().nullable(),
    }),
  ),
  /** A sentence for each file that could not be taken along. */
  lost: z.array(z.string()),
  mayAmend: z.boolean(),
  mayWithdraw: z.boolean(),
});
export type NoteView = z.output<typeof NoteView>;

/** `at` is when it happened. */
export const TimelineLine = z.object({
  at: z.string(),
  kind: z.string(),
  person: z.string().optional(),
  via: z.string().optional(),
  text: z.string(),
  note: NoteView.optional(),
});
export type TimelineLine = z.output<typeof TimelineLine>;

const edited = { en: ' (edited)', zh: '（已编辑）' };

/** A line with all that there is to know of it, where there is nothing but text: that it was edited, its files, what could not be fetched. */
export function lineText({ text, note }: TimelineLine, lang: Lang): string {
  if (!note) return text;
  const extras = [...note.files.map((f) => f.name), ...note.lost];
  return `${text}${note.editedAt === null || note.withdrawn ? '' : edited[lang]}${extras.length > 0 ? ` [${extras.join(' · ')}]` : ''}`;
}

export function summaryOf(i: Incident): IncidentSummary {
  return {
    number: i.number,
    title: i.title,
    severity: i.severity,
    progress: i.progress,
    alertState: i.alertState,
    private: i.private,
    system: i.system,
    // What was stored before there was an impact has none.
    impact: i.impact ?? null,
    roles: { ...i.roles },
    people: [...i.people],
    declaredAt: rfc3339(i.declaredAt),
    acknowledgedAt: rfc3339(i.acknowledgedAt),
    acknowledgedBy: i.acknowledgedBy,
    recoveredAt: rfc3339(i.recoveredAt),
    resolvedAt: rfc3339(i.resolvedAt),
    storm: i.storm && { ...i.storm, firing: Object.values(i.groups).reduce((n, firing) => n + firing, 0) },
    rooms: i.rooms.map((r) => ({
      platform: r.adapter,
      id: r.ref,
      url: r.url,
      state: r.state,
      because: r.because,
      missing: [...r.missing],
    })),
  };
}

/** Rooms as somebody reads of them: why one is missing, or somebody not in it, in their language. */
export const roomsSaid = (rooms: IncidentSummary['rooms'], lang: Lang): IncidentSummary['rooms'] =>
  rooms.map((room) => ({
    ...room,
    because: room.because === null ? null : roomWhy(room.because, lang),
    missing: room.missing.map((each) => ({ ...each, because: roomWhy(each.because, lang) })),
  }));

export const pageView = (p: Page, lang: Lang): z.output<typeof PageView> => ({
  id: p.id,
  person: p.person,
  state: p.state,
  acknowledgedAt: rfc3339(p.acknowledgedAt),
  acknowledgedVia: p.acknowledgedVia,
  attempts: p.attempts.map((a) => attemptView(a, lang)),
});

function attemptView(a: Attempt, lang: Lang): z.output<typeof PageView>['attempts'][number] {
  const { by, chat, state, code, raw, carrier, answeredBy, repeated } = a;
  const kept = { chat, error: sayReach(a, lang), code, raw, carrier, answeredBy, repeated };
  const said = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  return { by, state, at: rfc3339(a.at), ...said };
}
