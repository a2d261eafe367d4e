import { days } from '../../domain/time/weekday.ts';
import { minuteMs, ZoneClock } from '../../domain/time/wall.ts';
import { isZone } from '../../domain/time/zone.ts';
import type { Path } from '../config-error.ts';
import type { Report } from '../import-alertmanager-report.ts';
import type { ImportedDocument } from './documents.ts';
import type { GoalertExport, GoalertRotation, GoalertRule, GoalertSchedule } from './goalert-schema.ts';
import type { Names } from './grafana-people.ts';

export interface GoalertContext {
  readonly users: Names;
  /** Of rotations too that a policy calls by themselves: these become schedules. */
  readonly schedules: Names;
  /** UTC ms. */
  readonly now: number;
  readonly report: Report;
}

const units = { hourly: 'hour', daily: 'day', weekly: 'week', monthly: 'month' } as const;

/** GoAlert counts every day or hour of a rotation, also those on which no rule lets it be on call. */
export function rotationSpec(rotation: GoalertRotation, { users, now }: GoalertContext): object | null {
  const people = rotation.userIDs.map((id) => users.get(id)).filter((name) => name !== undefined);
  if (people.length === 0) return null;
  const zone = isZone(rotation.timeZone) ? rotation.timeZone : 'UTC';
  const start = new Date(new ZoneClock(zone).wallAt(Date.parse(rotation.start))).toISOString().slice(0, 16);
  const next = rotation.nextHandoffTimes?.[0];
  const at = new Date(next === undefined ? now : Date.parse(next) - minuteMs).toISOString();
  // Somebody who is not in the export has left the list: the one who is on call now stays so.
  const active = users.get(rotation.userIDs[rotation.activeUserIndex] ?? '');
  const index = active === undefined ? 0 : people.indexOf(active, people.length === rotation.userIDs.length ? rotation.activeUserIndex : 0);
  const length = rotation.shiftLength > 1 ? { length: rotation.shiftLength } : {};
  return { zone, start, unit: units[rotation.type], ...length, people, pin: { at, index }, turns: 'elapsed' };
}

/** Schedules with their rules as layers of one priority: GoAlert joins all that are active. */
export function importSchedules(data: GoalertExport, context: GoalertContext): ImportedDocument[] {
  return (data.schedules ?? []).map((schedule, i) => {
    const path = ['schedules', i];
    const { report } = context;
    const zone = isZone(schedule.timeZone) ? schedule.timeZone : 'UTC';
    if (zone !== schedule.timeZone) report([...path, 'timeZone'], `"${schedule.timeZone}" is no zone; UTC is used`, 'write an IANA name');
    if ((schedule.onCallNotificationRules ?? []).length > 0)
      report([...path, 'onCallNotificationRules'], 'were left out', 'those who come on call are told here by themselves');
    const layers = schedule.targets.flatMap((target, n) => layersOf(target, { data, context, path: [...path, 'targets', n] }));
    const spec = {
      displayName: schedule.name.slice(0, 100),
      zone,
      layers,
      ...overridesOf(schedule, data, context),
      ...temporaryOf(schedule, path, context),
    };
    return {
      kind: 'schedule',
      name: context.schedules.get(schedule.id) ?? schedule.id,
      spec,
      comment: `GoAlert schedule ${schedule.id}`,
      from: path,
    };
  });
}

function layersOf(
  { target, rules }: GoalertSchedule['targets'][number],
  { data, context, path }: { data: GoalertExport; context: GoalertContext; path: Path },
): object[] {
  const { users, report } = context;
  const hours = rules.flatMap(hoursOf);
  if (hours.length === 0) {
    report(path, `"${target.name ?? target.id}" has no rule that is ever active, and was left out`, 'there is nothing to do');
    return [];
  }
  const when = hours.some((h) => h === 'always') ? {} : { hours };
  if (target.type === 'user') {
    const name = users.get(target.id);
    if (name === undefined)
      report(path, `user "${target.name ?? target.id}" is not in this export and was left out`, 'export all pages of users');
    return name === undefined ? [] : [{ people: [name], ...when }];
  }
  const rotation = (data.rotations ?? []).find((r) => r.id === target.id);
  const spec = rotation && rotationSpec(rotation, context);
  if (!rotation || !spec) {
    report(
      path,
      `rotation "${target.name ?? target.id}" ${rotation ? 'has nobody in it' : 'is not in this export'} and was left out`,
      'export rotations and users too',
    );
    return [];
  }
  return [{ name: rotation.name.slice(0, 100), rotation: spec, ...when }];
}

/** GoAlert's week begins with Sunday. Equal times are the whole day. */
function hoursOf({ start, end, weekdayFilter }: GoalertRule): (object | 'always')[] {
  const on = days.filter((_day, i) => weekdayFilter[(i + 1) % 7]);
  if (on.length === 0) return [];
  if (on.length === days.length && start === end) return ['always'];
  return [{ ...(on.length === days.length ? {} : { days: on }), start, end }];
}

const iso = (text: string): string => new Date(text).toISOString();

function overridesOf(schedule: GoalertSchedule, data: GoalertExport, { users, now, report }: GoalertContext): object {
  const own = (data.userOverrides ?? [])
    .map((item, i) => ({ item, path: ['userOverrides', i] }))
    .filter(({ item }) => item.target.id === schedule.id);
  const overrides = own.flatMap(({ item, path }) => {
    const [add, remove] = [item.addUserID, item.removeUserID].map((id) => (id ? users.get(id) : undefined));
    const isUnknown = (item.addUserID && !add) || (item.removeUserID && !remove);
    if (Date.parse(item.end) <= now) report(path, 'is over and was left out', 'there is nothing to do');
    else if (isUnknown || (!add && !remove))
      report(path, 'names somebody who is not in this export, and was left out', 'export all pages of users');
    else return [{ start: iso(item.start), end: iso(item.end), ...(remove ? { remove } : {}), ...(add ? { add } : {}) }];
    return [];
  });
  return overrides.length > 0 ? { overrides } : {};
}

function temporaryOf(schedule: GoalertSchedule, path: Path, { users, now, report }: GoalertContext): object {
  const temporary = (schedule.temporarySchedules ?? []).flatMap((one, i) => {
    const at = [...path, 'temporarySchedules', i];
    if (Date.parse(one.end) <= now) {
      report(at, 'is over and was left out', 'there is nothing to do');
      return [];
    }
    const shifts = one.shifts.flatMap((shift, n) => {
      const person = users.get(shift.userID);
      if (person === undefined)
        report([...at, 'shifts', n], `${shift.userID} is not in this export and was left out`, 'export all pages of users');
      return person === undefined ? [] : [{ start: iso(shift.start), end: iso(shift.end), person }];
    });
    return [{ start: iso(one.start), end: iso(one.end), shifts }];
  });
  return temporary.length > 0 ? { temporary } : {};
}
