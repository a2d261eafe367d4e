import { applyIncident } from '../../../domain/incident/apply.ts';
import type { Declared, Incident, IncidentFact, IncidentFacts } from '../../../domain/incident/incident.ts';
import type { Actor } from '../../../domain/event/event.ts';

export const number = 'INC-20261123-001';
export const t0 = Date.parse('2026-11-23T01:30:00Z');

export function fact<K extends keyof IncidentFacts>(type: K, data: IncidentFacts[K], at = t0, by: Actor = 'person:ana'): IncidentFact {
  return { type, data, at, by } as IncidentFact;
}

export const declared = (given: Partial<Declared> = {}, by: Actor = 'person:chen'): IncidentFact =>
  fact(
    'incident.declared',
    {
      title: 'Orders are rejected',
      severity: 'SEV2',
      private: false,
      system: null,
      cause: null,
      called: ['ana', 'bo'],
      policy: 'default',
      group: null,
      ...given,
    },
    t0,
    by,
  );

/** Declared, and then what the facts say. */
export const incident = (...facts: readonly IncidentFact[]): Incident =>
  facts.reduce((i, f) => applyIncident(i, f, number), applyIncident(null, declared(), number));
