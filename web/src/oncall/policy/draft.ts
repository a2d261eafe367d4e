export const targetKinds = ['schedule', 'rotation', 'team', 'person', 'channel'] as const;
export type TargetKind = (typeof targetKinds)[number];
/** Exactly one of them. */
export type Target = { [K in TargetKind]?: string };

export type Step = { to: Target[]; delayMinutes?: number; roundRobin?: boolean; everyone?: boolean };
export type PolicySpec = { displayName?: string; steps: Step[]; repeat?: number; ackTimeoutMinutes?: number; lastResort?: Target };

/** Who of those called has to answer. */
export type Answering = 'any' | 'everyone' | 'roundRobin';
export type StepDraft = { key: number; to: Target[]; delayMinutes: number; answering: Answering };

/** A policy while it is typed. */
export type PolicyDraft = {
  name: string;
  displayName: string;
  steps: StepDraft[];
  repeat: number;
  /** Null: an acknowledgement holds for good. */
  ackTimeoutMinutes: number | null;
  lastResort: Target | null;
};

export const stepDraft = (step: Step): StepDraft => ({
  key: Math.random(),
  to: step.to,
  delayMinutes: step.delayMinutes ?? 5,
  answering: step.everyone ? 'everyone' : step.roundRobin ? 'roundRobin' : 'any',
});

export const policyDraft = (name: string, spec: PolicySpec): PolicyDraft => ({
  name,
  displayName: spec.displayName ?? '',
  steps: spec.steps.map(stepDraft),
  repeat: spec.repeat ?? 0,
  ackTimeoutMinutes: spec.ackTimeoutMinutes ?? null,
  lastResort: spec.lastResort ?? null,
});

export function policySpec(draft: PolicyDraft): PolicySpec {
  const displayName = draft.displayName.trim();
  return {
    ...(displayName === '' ? {} : { displayName }),
    steps: draft.steps.map(({ to, delayMinutes, answering }) => ({
      to,
      delayMinutes,
      ...(answering === 'any' ? {} : { [answering]: true }),
    })),
    repeat: draft.repeat,
    ...(draft.ackTimeoutMinutes === null ? {} : { ackTimeoutMinutes: draft.ackTimeoutMinutes }),
    ...(draft.lastResort ? { lastResort: draft.lastResort } : {}),
  };
}

/** What is not right yet: the field by its path, and the word that says why. */
export type PolicyFault =
  | 'nameMissing'
  | 'nameForm'
  | 'nameTaken'
  | 'stepsMissing'
  | 'toMissing'
  | 'minutesForm'
  | 'repeatForm'
  | 'endless';

const weekMinutes = 7 * 24 * 60;
const isMinutes = (n: number, least: number): boolean => Number.isFinite(n) && n >= least && n <= weekMinutes;

/** `nameFault` is what is wrong with the name of a new policy. */
export function policyFaults(draft: PolicyDraft, nameFault: PolicyFault | false): Map<string, PolicyFault> {
  const { repeat, steps, ackTimeoutMinutes } = draft;
  const isEndless = repeat > 0 && steps.length > 0 && steps.every((step) => step.delayMinutes === 0);
  const found: [string, PolicyFault | false][] = [
    ['name', nameFault],
    ['steps', steps.length === 0 && 'stepsMissing'],
    ['repeat', !(Number.isInteger(repeat) && repeat >= 0 && repeat <= 100) ? 'repeatForm' : isEndless && 'endless'],
    ['ackTimeoutMinutes', ackTimeoutMinutes !== null && !isMinutes(ackTimeoutMinutes, 1) && 'minutesForm'],
    ...steps.flatMap(({ key, to, delayMinutes }): [string, PolicyFault | false][] => [
      [`${key}.to`, to.length === 0 && 'toMissing'],
      [`${key}.delay`, !isMinutes(delayMinutes, 0) && 'minutesForm'],
    ]),
  ];
  return new Map(found.filter((each): each is [string, PolicyFault] => each[1] !== false));
}
