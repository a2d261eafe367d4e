import type { Path } from '../config-error.ts';
import { namesFor, type Report } from '../import-alertmanager-report.ts';
import type { ImportedDocument } from './documents.ts';
import { importExport, type Imported } from './export-file.ts';
import { importUsers } from './goalert-people.ts';
import { importSchedules, rotationSpec, type GoalertContext } from './goalert-schedules.ts';
import { GoalertExport, type GoalertStep } from './goalert-schema.ts';
import { latinTitle, namesById } from './grafana-people.ts';

/** Maps what GoAlert answers to `goalertQuery` to our people, schedules and escalation policies, so that the same people are on call at the
 *  same times. Pure; `now` (UTC ms) tells what is over, and whose turn it is where the export does not say when the next one begins. */
export function importGoalert(text: string, file: string, now: number): Imported {
  return importExport({ text, file, schema: GoalertExport, map: (data, report) => documentsOf(data, now, report) });
}

function documentsOf(data: GoalertExport, now: number, report: Report): ImportedDocument[] {
  const called = new Set(
    (data.escalationPolicies ?? []).flatMap((p) =>
      p.steps.flatMap((s) => targetsOf(s).flatMap((t) => (t.type === 'rotation' ? [t.id] : []))),
    ),
  );
  const alone = (data.rotations ?? []).filter((r) => called.has(r.id));
  const schedules = namesById([...(data.schedules ?? []), ...alone].map(({ id, name }) => ({ id, title: name })));
  const users = namesById((data.users ?? []).map(({ id, name, email }) => ({ id, title: latinTitle(name, email) })));
  const context: GoalertContext = { users, schedules, now, report };
  reportUnused(data, called, report);
  return [
    ...importUsers(data, users, report),
    ...importSchedules(data, context),
    ...alone.flatMap((r) => rotationDocument(r.id, data, context)),
    ...importPolicies(data, context),
  ];
}

/** Nothing is lost without a word. */
function reportUnused(data: GoalertExport, called: ReadonlySet<string>, report: Report): void {
  const used = new Set((data.schedules ?? []).flatMap((s) => s.targets.map((t) => t.target.id)));
  for (const [i, rotation] of (data.rotations ?? []).entries())
    if (!used.has(rotation.id) && !called.has(rotation.id))
      report(
        ['rotations', i],
        `"${rotation.name}" is in no schedule and no policy, and was left out`,
        'there is nothing to do; it called nobody',
      );
  const names = new Map((data.escalationPolicies ?? []).map((p) => [p.id, p.name]));
  for (const [i, service] of (data.services ?? []).entries()) {
    const policy = names.get(service.escalationPolicyID ?? '');
    report(
      ['services', i],
      `"${service.name}" called ${policy === undefined ? 'nobody' : `"${policy}"`}`,
      'write a route that matches its alerts, with that policy',
    );
  }
}

function rotationDocument(id: string, data: GoalertExport, context: GoalertContext): ImportedDocument[] {
  const i = (data.rotations ?? []).findIndex((r) => r.id === id);
  const rotation = data.rotations?.[i];
  const spec = rotation && rotationSpec(rotation, context);
  if (!rotation || !spec) return [];
  const layers = [{ name: rotation.name.slice(0, 100), rotation: spec }];
  const comment = `GoAlert rotation ${id}, which a policy called by itself`;
  return [
    {
      kind: 'schedule',
      name: context.schedules.get(id) ?? id,
      spec: { displayName: rotation.name.slice(0, 100), layers },
      comment,
      from: ['rotations', i],
    },
  ];
}

interface Called {
  readonly type: string;
  readonly id: string;
}

const idFields: Readonly<Record<string, readonly [type: string, field: string]>> = {
  'builtin-user': ['user', 'user_id'],
  'builtin-schedule': ['schedule', 'schedule_id'],
  'builtin-rotation': ['rotation', 'rotation_id'],
  'builtin-slack-channel': ['slackChannel', 'slack_channel_id'],
  'builtin-webhook': ['chanWebhook', 'webhook_url'],
};

/** Whom a step calls; newer exports say it as actions. */
function targetsOf({ targets, actions }: GoalertStep): Called[] {
  if (!actions) return (targets ?? []).map(({ type, id }) => ({ type, id }));
  return actions.map(({ type, args }) => {
    const [kind, field] = idFields[type] ?? [type, ''];
    return { type: kind, id: args?.[field] ?? '' };
  });
}

function importPolicies(data: GoalertExport, context: GoalertContext): ImportedDocument[] {
  const policies = data.escalationPolicies ?? [];
  const names = namesFor(policies.map((p) => p.name));
  const channels = new Map<string, ImportedDocument>();
  const documents = policies.flatMap((policy, i): ImportedDocument[] => {
    const path = ['escalationPolicies', i];
    const steps = policy.steps
      .map((step, n) => ({ step, path: [...path, 'steps', n] }))
      .toSorted((a, b) => a.step.stepNumber - b.step.stepNumber)
      .flatMap(({ step, path: at }) => {
        const to = targetsOf(step).flatMap((target) => targetOf(target, { path: at, context, channels }));
        if (to.length === 0)
          context.report(at, 'calls nobody here and was left out', 'there is nothing to do, or write whom it should call');
        return to.length === 0 ? [] : [{ to, delayMinutes: step.delayMinutes, ...(step.multiAck ? { everyone: true } : {}) }];
      });
    if (steps.length === 0) {
      context.report(path, `"${policy.name}" calls nobody here and was left out`, 'write an escalation policy by hand');
      return [];
    }
    const repeat = policy.repeat > 0 && steps.some((s) => s.delayMinutes > 0) ? { repeat: policy.repeat } : {};
    const spec = { displayName: policy.name.slice(0, 100), steps, ...repeat };
    return [
      { kind: 'escalation-policy', name: names.get(policy.name) ?? policy.id, spec, comment: `GoAlert policy ${policy.id}`, from: path },
    ];
  });
  return [...channels.values(), ...documents];
}

function targetOf(
  { type, id }: Called,
  { path, context, channels }: { path: Path; context: GoalertContext; channels: Map<string, ImportedDocument> },
): object[] {
  const { users, schedules, report } = context;
  const known = { user: { person: users.get(id) }, schedule: { schedule: schedules.get(id) }, rotation: { schedule: schedules.get(id) } };
  const target = known[type as keyof typeof known];
  if (target) {
    if (Object.values(target)[0] !== undefined) return [target];
    report(path, `${type} ${id} is not in this export and was left out`, 'export all pages');
    return [];
  }
  if (type === 'slackChannel') {
    const name = `slack-${id.toLowerCase()}`;
    channels.set(name, { kind: 'channel', name, spec: { platform: 'slack', to: id }, from: path });
    return [{ channel: name }];
  }
  const what = type === 'chanWebhook' ? `the webhook to ${URL.canParse(id) ? new URL(id).host : 'an address'}` : type;
  report(path, `${what} was left out`, 'make a channel with platform: webhook and its address, and write { channel: … } in the step');
  return [];
}
