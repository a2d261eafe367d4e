import { namesFor, type Report } from '../import-alertmanager-report.ts';
import type { ImportedDocument } from './documents.ts';
import type { Placed } from './export-file.ts';
import { teamNames, type Names } from './grafana-people.ts';
import type { GrafanaExport, GrafanaStep } from './grafana-schema.ts';

interface Step {
  to: object[];
  delayMinutes: number;
  roundRobin?: true;
}

interface Known {
  readonly users: Names;
  readonly teams: Names;
  readonly schedules: Names;
  readonly report: Report;
}

/** Escalation chains: theirs are lists of steps with waits between, ours steps with the wait that follows. */
export function importChains(
  data: GrafanaExport,
  users: Names,
  { schedules, report }: Pick<Known, 'schedules' | 'report'>,
): ImportedDocument[] {
  const chains = data.escalation_chains ?? [];
  const names = namesFor(chains.map((c) => c.name));
  const known: Known = { users, teams: teamNames(data), schedules, report };
  return chains.flatMap((chain, i): ImportedDocument[] => {
    const path = ['escalation_chains', i];
    const theirs = (data.escalation_policies ?? [])
      .map((item, n): Placed<GrafanaStep> => ({ item, path: ['escalation_policies', n] }))
      .filter(({ item }) => item.escalation_chain_id === chain.id)
      .toSorted((a, b) => (a.item.position ?? 0) - (b.item.position ?? 0));
    const { steps, repeat } = stepsOf(theirs, known);
    if (steps.length === 0) {
      report(path, `chain "${chain.name}" calls nobody here and was left out`, 'write an escalation policy by hand');
      return [];
    }
    const spec = { displayName: chain.name.slice(0, 100), steps, ...(repeat > 0 ? { repeat } : {}) };
    return [
      { kind: 'escalation-policy', name: names.get(chain.name) ?? chain.id, spec, comment: `Grafana OnCall chain ${chain.id}`, from: path },
    ];
  });
}

/** Grafana OnCall goes round at most so often. */
const theirRepeats = 5;

function stepsOf(theirs: readonly Placed<GrafanaStep>[], known: Known): { steps: Step[]; repeat: number } {
  const steps: Step[] = [];
  let repeat = 0;
  for (const { item, path } of theirs) {
    const say = (message: string, hint: string): void => known.report([...path, 'type'], message, hint);
    const last = steps.at(-1);
    if (item.type === 'wait') {
      const minutes = (item.duration ?? 0) / 60;
      if (last) last.delayMinutes += minutes;
      else
        say(
          `a wait of ${minutes} minutes before the first call was left out`,
          'give the route a groupWaitSeconds if the call is to come later',
        );
    } else if (item.type === 'repeat_escalation') {
      repeat = theirRepeats;
      if (!steps.some((s) => s.delayMinutes > 0)) say('repeats without any wait', 'give a step delayMinutes, or remove repeat');
    } else {
      const called = calledBy(item, known);
      if (called === null) say(...unlike(item.type ?? 'a step of no type'));
      else if (called.to.length === 0)
        say(`${item.type} names nobody who is in this export, and was left out`, 'export users, teams and schedules too');
      else steps.push({ ...called, delayMinutes: 0 });
      if (item.important)
        known.report(
          [...path, 'important'],
          'became the severity: important rules are used for SEV1 and SEV2',
          'declare such alerts as SEV1 or SEV2',
        );
    }
  }
  return { steps, repeat: steps.some((s) => s.delayMinutes > 0) ? repeat : 0 };
}

function calledBy(step: GrafanaStep, { users, teams, schedules }: Known): Pick<Step, 'to' | 'roundRobin'> | null {
  const named = (kind: string, names: Names, ids: readonly (string | null | undefined)[]): object[] =>
    ids.flatMap((id) => (id && names.has(id) ? [{ [kind]: names.get(id) }] : []));
  if (step.type === 'notify_persons') return { to: named('person', users, step.persons_to_notify ?? []) };
  if (step.type === 'notify_person_next_each_time')
    return { to: named('person', users, step.persons_to_notify_next_each_time ?? []), roundRobin: true };
  if (step.type === 'notify_on_call_from_schedule') return { to: named('schedule', schedules, [step.notify_on_call_from_schedule]) };
  if (step.type === 'notify_team_members') return { to: named('team', teams, [step.team_to_notify]) };
  return null;
}

/** What has no like here: what was lost by that, and what to do. */
function unlike(type: string): [message: string, hint: string] {
  const hints: Readonly<Record<string, [string, string]>> = {
    notify_user_group: ['a Slack user group was left out', 'make it a team and call that'],
    notify_whole_channel: ['telling a whole channel was left out', 'name a channel on the route'],
    trigger_webhook: ['a webhook was left out', 'make a channel with platform: webhook, and write { channel: … } in the step'],
    resolve: ['resolving by itself was left out', 'nothing here resolves an alert but its source or a person'],
    notify_if_time_from_to: ['"continue only if the time is …" was left out: what follows is always called', 'use activeIn of a route'],
    notify_if_num_alerts_in_window: [
      '"continue only if more than … alerts" was left out: what follows is always called',
      'set the limits of storms in kind: firm',
    ],
    declare_incident: ['declaring an incident was left out', 'write declare: SEV2 on the route'],
  };
  return hints[type] ?? [`${type} is not known here and was left out`, 'write what it did by hand'];
}
