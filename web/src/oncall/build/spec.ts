/** A schedule as it is written; only what the form knows. What else a part holds (`pin`, `zone`, …) is carried along untouched. */
export type Unit = 'hour' | 'day' | 'week' | 'month';
export type Day = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';
export const days: readonly Day[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

export type Hours = { days: Day[]; start: string; end: string };
export type Shift = { start: string; end: string; person?: string; people?: string[] };
export type TurnRule = 'elapsed' | 'active-days' | 'calendar';
export type Rotation = {
  start: string;
  unit: Unit;
  length: number;
  people: (string | string[])[];
  turns?: TurnRule;
  every?: number;
  pin?: { at: string; index: number };
};
export type Layer = {
  name?: string;
  priority?: number;
  override?: boolean;
  rotation?: Rotation;
  people?: string[];
  shifts?: Shift[];
  ics?: string;
  hours?: Hours[];
};
export type ScheduleSpec = { displayName?: string; zone?: string; layers: Layer[]; overrides?: unknown[]; temporary?: unknown[] };
