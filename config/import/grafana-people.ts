import { isZone } from '../../domain/time/zone.ts';
import { namesFor, type Report } from '../import-alertmanager-report.ts';
import type { ImportedDocument } from './documents.ts';
import type { GrafanaExport } from './grafana-schema.ts';

/** Their ids → our names. */
export type Names = ReadonlyMap<string, string>;

/** Names for things that have a title: equal titles get numbers. */
export function namesById(things: readonly { id: string; title: string }[]): Names {
  const titles = things.map(({ title }, i) => (things.findIndex((t) => t.title === title) === i ? title : `${title}-${i + 1}`));
  const names = namesFor(titles);
  return new Map(things.map(({ id }, i) => [id, names.get(titles[i] ?? '') ?? id]));
}

/** What somebody may be named after here, where names are small Latin letters: what they are called, else their e-mail address. */
export const latinTitle = (title: string, email: string | null | undefined): string =>
  /[a-z0-9]/iu.test(title) ? title : email?.split('@')[0] || title;

/** Users with their personal rules, and teams. */
export function importPeople(data: GrafanaExport, users: Names, report: Report): ImportedDocument[] {
  const people = (data.users ?? []).map((user, i): ImportedDocument => {
    const path = ['users', i];
    const zone = user.timezone && isZone(user.timezone) ? user.timezone : undefined;
    if (user.timezone && !zone) report([...path, 'timezone'], `"${user.timezone}" is no zone and was left out`, 'write an IANA name');
    const slack = user.slack?.find((s) => s.user_id)?.user_id;
    const rules = rulesOf(user.id, data, report);
    const spec = {
      displayName: user.username.slice(0, 100),
      ...(zone ? { zone } : {}),
      roles: user.role === 'admin' ? ['admin'] : [user.role === 'observer' || user.role === 'viewer' ? 'viewer' : 'responder'],
      ...(user.email ? { email: user.email } : {}),
      ...(slack ? { chat: { slack } } : {}),
      ...(rules ? { rules } : {}),
    };
    const comment = `Grafana OnCall user ${user.id}. Its API does not tell phone numbers: write phone: '+…'.`;
    return { kind: 'person', name: users.get(user.id) ?? user.id, spec, comment, from: path };
  });
  if (people.length > 0)
    report(
      ['users'],
      'came without phone numbers, which the API does not tell',
      "write phone: '+8613800000001' for each who is called or texted",
    );
  return [...people, ...teamsOf(data, users)];
}

function teamsOf(data: GrafanaExport, users: Names): ImportedDocument[] {
  const names = teamNames(data);
  return (data.teams ?? []).map((team, i) => {
    const people = (data.users ?? []).filter((u) => u.teams?.includes(team.id)).map((u) => users.get(u.id) ?? u.id);
    const spec = { displayName: team.name.slice(0, 100), people };
    return { kind: 'team', name: names.get(team.id) ?? team.id, spec, comment: `Grafana OnCall team ${team.id}`, from: ['teams', i] };
  });
}

export const teamNames = (data: GrafanaExport): Names => namesById((data.teams ?? []).map(({ id, name }) => ({ id, title: name })));

const means: Readonly<Record<string, string>> = {
  notify_by_slack: 'chat',
  notify_by_sms: 'sms',
  notify_by_phone_call: 'phone',
  notify_by_email: 'email',
  notify_by_mobile_app: 'push',
  notify_by_mobile_app_critical: 'push',
};
const longestMinutes = 1440;

/** Theirs wait between steps; ours say after how many minutes. */
function rulesOf(user: string, data: GrafanaExport, report: Report): object | null {
  const own = (data.personal_notification_rules ?? []).map((rule, i) => ({ rule, path: ['personal_notification_rules', i] }));
  const lists = [false, true].map((important) => {
    const steps = own
      .filter(({ rule }) => rule.user_id === user && (rule.important ?? false) === important)
      .toSorted((a, b) => (a.rule.position ?? 0) - (b.rule.position ?? 0));
    let afterMinutes = 0;
    return steps.flatMap(({ rule, path }) => {
      if (rule.type === 'wait') afterMinutes = Math.min(longestMinutes, afterMinutes + (rule.duration ?? 0) / 60);
      const by = means[rule.type];
      if (by) return [{ afterMinutes, by }];
      if (rule.type !== 'wait')
        report([...path, 'type'], `${rule.type} has no like here and was left out`, 'choose chat, ring, sms, phone, email or push instead');
      return [];
    });
  });
  const [usual = [], important = []] = lists;
  if (usual.length + important.length === 0) return null;
  return { ...(usual.length > 0 ? { default: usual } : {}), ...(important.length > 0 ? { important } : {}) };
}
