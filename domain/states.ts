import { applyGroup, type Group, type GroupEvents, type GroupFacts } from './alert/group.ts';
import { applyView, type SavedView, type ViewFacts } from './alert/saved-view.ts';
import { applyStorm, type Storm, type StormEvents, type StormFacts } from './alert/storm.ts';
import { applySilence, type Silence, type SilenceEvents, type SilenceFacts } from './alert/silence.ts';
import type { ChatEvents } from './chat/heard.ts';
import { applyDraw, type Draw, type DrawEvents, type DrawFacts } from './escalation/draw.ts';
import { applyEscalation, type Escalation, type EscalationEvents, type EscalationFacts } from './escalation/escalation.ts';
import type { InhibitionEvents } from './alert/inhibit.ts';
import type { Actor, Event } from './event/event.ts';
import { applyIncident } from './incident/apply.ts';
import type { Incident, IncidentEvents, IncidentFacts } from './incident/incident.ts';
import { applyLine, type Line, type LineEvents, type LineFacts } from './line/line.ts';
import { applyPage, type Page, type PageEvents, type PageFacts } from './page/page.ts';
import { applyRota, type Rota, type RotaEvents, type RotaFacts } from './oncall/rota.ts';
import type { EchoEvents } from './event/echo.ts';

/** The aggregates, each with its state. */
export interface States {
  group: Group;
  incident: Incident;
  escalation: Escalation;
  page: Page;
  silence: Silence;
  view: SavedView;
  storm: Storm;
  draw: Draw;
  line: Line;
  rota: Rota;
}
export type AggregateKind = keyof States;

/** Every fact and event there is, with its data. A bot may hear any of them. */
export interface EventTypes
  extends
    GroupFacts,
    GroupEvents,
    IncidentFacts,
    IncidentEvents,
    EscalationFacts,
    EscalationEvents,
    PageFacts,
    PageEvents,
    SilenceFacts,
    SilenceEvents,
    ViewFacts,
    StormFacts,
    StormEvents,
    DrawFacts,
    DrawEvents,
    LineFacts,
    LineEvents,
    InhibitionEvents,
    RotaFacts,
    RotaEvents,
    ChatEvents,
    EchoEvents {
  'skill.called': { skill: string; input: unknown };
}
export type EventType = keyof EventTypes;
export type EventOf<T extends EventType> = { [K in T]: Event<K, EventTypes[K]> }[T];

type Apply<S> = (state: S | null, fact: { type: never; data: never; at: number; by: Actor }, id: string) => S;

/** How each aggregate takes its facts. */
export const applies: { readonly [K in AggregateKind]: Apply<States[K]> } = {
  group: applyGroup,
  incident: applyIncident,
  escalation: applyEscalation,
  page: applyPage,
  silence: applySilence,
  view: applyView,
  storm: applyStorm,
  draw: applyDraw,
  line: applyLine,
  rota: applyRota,
};
