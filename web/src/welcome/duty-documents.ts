import type { Document } from './use-configure.ts';

export type DutyRow = { key: number; name: string | null; displayName: string; email: string; locale: 'zh-CN' | 'en' };

/** A name for the configuration from what somebody is called: `ana-li`; for other scripts `person-2`. */
export function slugOf(displayName: string, n: number): string {
  const latin = displayName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return latin === '' ? `person-${n}` : latin.slice(0, 60);
}

/** Names for all rows, none twice and none that somebody else has. */
export function namesOf(rows: DutyRow[], taken: readonly string[]): string[] {
  const used = new Set(taken);
  return rows.map((row, i) => {
    if (row.name !== null) return row.name;
    const wanted = slugOf(row.displayName, i + 1);
    let name = wanted;
    for (let n = 2; used.has(name); n++) name = `${wanted}-${n}`;
    used.add(name);
    return name;
  });
}

/** Everything that calling the named people in turn needs: people, a schedule that turns weekly on Mondays at nine, a policy, a channel, a route. */
export function dutyDocuments(
  rows: DutyRow[],
  names: string[],
  { zone, today, label }: { zone: string; today: string; label: string },
): Document[] {
  const people = rows.flatMap((row, i) => {
    if (row.name !== null) return [];
    const email = row.email.trim();
    const spec = { displayName: row.displayName.trim(), locale: row.locale, ...(email === '' ? {} : { email }) };
    return [{ kind: 'person', name: names[i] as string, spec }];
  });
  const rotation = { start: `${mondayOf(today)}T09:00`, unit: 'week', length: 1, people: names };
  return [
    ...people,
    { kind: 'schedule', name: 'duty', spec: { displayName: label, zone, layers: [{ name: 'week', rotation }] } },
    {
      kind: 'escalation-policy',
      name: 'default',
      spec: {
        repeat: 2,
        steps: [
          { to: [{ schedule: 'duty' }], delayMinutes: 5 },
          { to: names.map((person) => ({ person })), delayMinutes: 10 },
        ],
      },
    },
    { kind: 'channel', name: 'ops', spec: { platform: 'web' } },
    {
      kind: 'route',
      name: 'default',
      spec: {
        match: [],
        groupBy: ['alertname'],
        policy: 'default',
        channel: 'ops',
        declare: 'SEV2',
        routes: [{ match: ['severity=~"info|none"'], policy: null, declare: null }],
      },
    },
  ];
}

/** The Monday of the week of a day such as 2026-11-25, so that whoever is first is on call now. */
export function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}
