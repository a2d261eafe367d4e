import type { IncidentRole } from '../incident/incident.ts';
import type { Severity } from '../incident/severity.ts';

/** What a plain sentence asks for. Names (`about`, `person`, `alert`) are as people wrote them; null: none was given, so this one, or me.
 *  Times (`at`, `when`) too: only a zone makes moments of them. */
export type Meaning =
  | { readonly is: 'on-call'; readonly about: string | null; readonly at?: string }
  | { readonly is: 'shifts'; readonly person: string | null; readonly when?: string }
  | { readonly is: 'gaps'; readonly about: string | null }
  /** `isAsked`: whether it should be so; it is not to be done yet. */
  | {
      readonly is: 'cover';
      readonly person: string | null;
      readonly instead: string | null;
      readonly when: string;
      readonly schedule?: string;
      readonly isAsked?: true;
    }
  | { readonly is: 'covered'; readonly person: string | null; readonly when: string }
  | { readonly is: 'answer-swap'; readonly agrees: boolean }
  | { readonly is: 'take'; readonly from: string | null }
  | { readonly is: 'swap'; readonly person: string; readonly when: string | null; readonly schedule?: string }
  | { readonly is: 'offer-shift' }
  | { readonly is: 'open-incidents' }
  | { readonly is: 'leader' }
  | { readonly is: 'catch-up' }
  | { readonly is: 'alerts' }
  | { readonly is: 'why'; readonly alert: string }
  | { readonly is: 'test-page' }
  | { readonly is: 'help' }
  /** `number`: of the incident, whole or its short end. */
  | { readonly is: 'ack'; readonly number?: string }
  | { readonly is: 'resolve'; readonly number?: string }
  /** It is to be put away; where it is not over yet, it is over by this. */
  | { readonly is: 'close'; readonly number?: string }
  /** The group it is said in is for that incident. */
  | { readonly is: 'bind'; readonly number?: string }
  /** A group is to be bound, and to what was not understood. */
  | { readonly is: 'bind-unclear' }
  | { readonly is: 'mitigate'; readonly number?: string }
  | { readonly is: 'note'; readonly text: string; readonly number?: string }
  /** Without a title: it is still to be asked for. */
  | { readonly is: 'declare'; readonly severity: Severity | null; readonly title: string | null }
  | { readonly is: 'severity'; readonly severity: Severity; readonly number?: string }
  | { readonly is: 'assign'; readonly role: IncidentRole; readonly person: string | null; readonly number?: string }
  /** `who`: one or several, as they were written. */
  | { readonly is: 'muster'; readonly who: string; readonly number?: string }
  | { readonly is: 'release'; readonly who: string; readonly number?: string }
  | { readonly is: 'silence'; readonly about: string | null; readonly minutes: number };

const ofOne = ['ack', 'resolve', 'close', 'bind', 'mitigate', 'note', 'severity', 'assign', 'muster', 'release'] as const;

/** What is said about one incident. */
export type OfIncident = Extract<Meaning, { is: (typeof ofOne)[number] }>;

export const isOfIncident = (meaning: Meaning): meaning is OfIncident => ofOne.some((each) => each === meaning.is);
