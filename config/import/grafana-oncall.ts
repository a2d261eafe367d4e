import { isZone } from '../../domain/time/zone.ts';
import type { Report } from '../import-alertmanager-report.ts';
import type { ImportedDocument } from './documents.ts';
import { importExport, type Imported, type Placed } from './export-file.ts';
import { importChains } from './grafana-chains.ts';
import { importPeople, latinTitle, namesById, type Names } from './grafana-people.ts';
import { GrafanaExport, type GrafanaShift } from './grafana-schema.ts';
import { layerOf, type ShiftContext } from './grafana-shifts.ts';

/** Maps what Grafana OnCall's API answers (one JSON object: users, teams, schedules, on_call_shifts, …) to our people, teams, schedules and
 *  escalation policies, so that the same people are on call at the same times. Pure; `now` (UTC ms) tells what is over. */
export function importGrafanaOncall(text: string, file: string, now: number): Imported {
  return importExport({ text, file, schema: GrafanaExport, map: (data, report) => documentsOf(data, now, report) });
}

function documentsOf(data: GrafanaExport, now: number, report: Report): ImportedDocument[] {
  const users = namesById((data.users ?? []).map(({ id, username, email }) => ({ id, title: latinTitle(username, email) })));
  const schedules = namesById((data.schedules ?? []).map(({ id, name }) => ({ id, title: name })));
  return [
    ...importPeople(data, users, report),
    ...schedulesOf(data, users, { schedules, now, report }),
    ...importChains(data, users, { schedules, report }),
  ];
}

function schedulesOf(
  data: GrafanaExport,
  users: Names,
  { schedules, now, report }: { schedules: Names; now: number; report: Report },
): ImportedDocument[] {
  const shifts = (data.on_call_shifts ?? []).map((item, i): Placed<GrafanaShift> => ({ item, path: ['on_call_shifts', i] }));
  const used = new Set<string>();
  const documents = (data.schedules ?? []).map((schedule, i): ImportedDocument => {
    const path = ['schedules', i];
    const zone = schedule.time_zone && isZone(schedule.time_zone) ? schedule.time_zone : 'UTC';
    if (schedule.time_zone && zone !== schedule.time_zone)
      report([...path, 'time_zone'], `"${schedule.time_zone}" is no zone; UTC is used`, 'write an IANA name');
    for (const field of ['ical_url_primary', 'ical_url_overrides'] as const)
      if (schedule[field])
        report(
          [...path, field],
          `the calendar at ${hostOf(schedule[field])} is not in the export and was left out`,
          `add a layer { ${field === 'ical_url_overrides' ? 'override: true, ' : ''}ics: <its text> }`,
        );
    const own = shifts.filter(({ item }) => schedule.shifts?.includes(item.id) || item.schedule === schedule.id);
    for (const { item } of own) used.add(item.id);
    const missing = (schedule.shifts ?? []).filter((id) => !shifts.some(({ item }) => item.id === id));
    if (missing.length > 0)
      report(
        [...path, 'shifts'],
        `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not in on_call_shifts`,
        'export all pages of on_call_shifts',
      );
    const context: ShiftContext = { users, zone, isWeb: schedule.type === 'web', now, report };
    const layers = own.flatMap((shift) => layerOf(shift, context) ?? []);
    if (layers.length === 0) report(path, `"${schedule.name}" has nobody on call`, 'write its layers, or remove it');
    const spec = { displayName: schedule.name.slice(0, 100), zone, layers };
    return {
      kind: 'schedule',
      name: schedules.get(schedule.id) ?? schedule.id,
      spec,
      comment: `Grafana OnCall schedule ${schedule.id} (${schedule.type ?? 'calendar'})`,
      from: path,
    };
  });
  for (const { item, path } of shifts.filter((s) => !used.has(s.item.id)))
    report(path, `shift "${item.name ?? item.id}" is in no schedule of this export and was left out`, 'export all pages of schedules');
  return documents;
}

/** An address may hold a secret; its host does not. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address');
