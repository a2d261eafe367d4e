import type { Draft, LayerDraft } from './draft.ts';
import type { Hours, Shift } from './spec.ts';

/** What is not right yet: the field by its path, and the word that says why. */
export type Fault =
  | 'nameMissing'
  | 'nameForm'
  | 'nameTaken'
  | 'zoneUnknown'
  | 'layersMissing'
  | 'turnsMissing'
  | 'turnEmpty'
  | 'peopleMissing'
  | 'startMissing'
  | 'lengthForm'
  | 'hoursDays'
  | 'hoursTimes'
  | 'shiftsMissing'
  | 'shiftWho'
  | 'shiftOrder';
export type Faults = Map<string, Fault>;

const nameForm = /^[a-z0-9][a-z0-9._-]{0,62}$/u;

/** `taken`: names that others have; null for a schedule that has its name already. */
export function faultsOf(draft: Draft, taken: readonly string[] | null): Faults {
  const found: (readonly [string, Fault | false])[] = [
    ['zone', !isZone(draft.zone) && 'zoneUnknown'],
    ['layers', draft.layers.length === 0 && 'layersMissing'],
    ...draft.layers.flatMap(layerFaults),
  ];
  if (taken) found.unshift(['name', nameFault(draft.name, taken)]);
  return new Map(found.filter((each): each is [string, Fault] => each[1] !== false));
}

/** What is wrong with the short name of something new. */
export function nameFault(name: string, taken: readonly string[]): 'nameMissing' | 'nameForm' | 'nameTaken' | false {
  if (name === '') return 'nameMissing';
  if (!nameForm.test(name)) return 'nameForm';
  return taken.includes(name) && 'nameTaken';
}

function layerFaults(layer: LayerDraft): (readonly [string, Fault | false])[] {
  const at = (field: string) => `${layer.key}.${field}`;
  const hours = layer.hours.map((each, i) => [at(`hours.${i}`), hoursFault(each)] as const);
  if (layer.source === 'people') return [[at('people'), layer.people.length === 0 && 'peopleMissing'], ...hours];
  if (layer.source === 'shifts') {
    const shifts = layer.shifts.map((each, i) => [at(`shifts.${i}`), shiftFault(each)] as const);
    return [[at('shifts'), layer.shifts.length === 0 && 'shiftsMissing'], ...shifts, ...hours];
  }
  if (layer.source === 'ics') return hours;
  const { people, start, length } = layer.rotation;
  return [
    [at('people'), people.length === 0 ? 'turnsMissing' : people.every((turn) => turn.length === 0) && 'turnEmpty'],
    [at('start'), !/^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(start) && 'startMissing'],
    [at('length'), !(Number.isInteger(length) && length >= 1 && length <= 10_000) && 'lengthForm'],
    ...hours,
  ];
}

function hoursFault({ days, start, end }: Hours): Fault | false {
  if (days.length === 0) return 'hoursDays';
  return (start === '' || end === '') && 'hoursTimes';
}

function shiftFault({ start, end, person, people }: Shift): Fault | false {
  if (!person && !people?.length) return 'shiftWho';
  return !(Date.parse(end) > Date.parse(start)) && 'shiftOrder';
}

export function isZone(zone: string): boolean {
  try {
    return /^[A-Za-z]/u.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}
