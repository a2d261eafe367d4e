import type { Report } from '../import-alertmanager-report.ts';
import type { ImportedDocument } from './documents.ts';
import type { ContactMethod, GoalertExport, GoalertUser } from './goalert-schema.ts';
import type { Names } from './grafana-people.ts';

/** How a contact method reaches somebody, in our word, and its address; by its newer `dest` or the older `type` and `value`. */
interface Reached {
  readonly by: 'sms' | 'phone' | 'email' | 'chat';
  readonly address: string;
}

const kinds: Readonly<Record<string, readonly [by: Reached['by'], field: string]>> = {
  SMS: ['sms', ''],
  VOICE: ['phone', ''],
  EMAIL: ['email', ''],
  SLACK_DM: ['chat', ''],
  'builtin-twilio-sms': ['sms', 'phone_number'],
  'builtin-twilio-voice': ['phone', 'phone_number'],
  'builtin-smtp-email': ['email', 'email_address'],
  'builtin-slack-dm': ['chat', 'slack_user_id'],
};

function reachedBy({ type, value, dest }: ContactMethod): Reached | null {
  const [by, field] = kinds[dest?.type ?? type ?? ''] ?? [];
  const address = (dest ? dest.args?.[field ?? ''] : value) ?? '';
  return by && address !== '' ? { by, address } : null;
}

/** Users with what reaches them. GoAlert has one list of rules, ours for what is important is the same then. */
export function importUsers(data: GoalertExport, users: Names, report: Report): ImportedDocument[] {
  return (data.users ?? []).map((user, i) => {
    const path = ['users', i];
    const methods = new Map((user.contactMethods ?? []).filter((m) => !m.disabled).map((m) => [m.id, reachedBy(m)]));
    for (const [n, method] of (user.contactMethods ?? []).entries()) {
      if (method.disabled)
        report([...path, 'contactMethods', n], `"${method.name ?? method.id}" is disabled and was left out`, 'there is nothing to do');
      else if (!reachedBy(method))
        report(
          [...path, 'contactMethods', n],
          `"${method.name ?? method.id}" (${method.dest?.type ?? method.type}) has no like here`,
          'make a channel with platform: webhook instead',
        );
    }
    const reached = [...methods.values()].filter((m) => m !== null);
    const spec = { ...personOf(user, reached, (message, hint) => report(path, message, hint)), ...rulesOf(user, methods) };
    return { kind: 'person', name: users.get(user.id) ?? user.id, spec, comment: `GoAlert user ${user.id}`, from: path };
  });
}

function personOf(user: GoalertUser, reached: readonly Reached[], say: (message: string, hint: string) => void): object {
  const addresses = (...by: Reached['by'][]): string[] => [...new Set(reached.filter((m) => by.includes(m.by)).map((m) => m.address))];
  const [phones, slack] = [addresses('phone', 'sms').filter((p) => /^\+[1-9]\d{6,14}$/u.test(p)), addresses('chat')];
  const emails = [...new Set([...addresses('email'), ...(user.email ? [user.email] : [])])];
  for (const [what, all] of [
    ['numbers', phones],
    ['e-mail addresses', emails],
  ] as const)
    if (all.length > 1)
      say(`has ${all.length} ${what}; the first is kept`, 'a person here has one of each; change it if another is better');
  return {
    displayName: user.name.slice(0, 100),
    roles: [user.role === 'admin' ? 'admin' : 'responder'],
    ...(emails[0] ? { email: emails[0] } : {}),
    ...(phones[0] ? { phone: phones[0] } : {}),
    ...(slack[0] ? { chat: { slack: slack[0] } } : {}),
  };
}

const longestMinutes = 1440;

function rulesOf(user: GoalertUser, methods: ReadonlyMap<string, Reached | null>): object {
  const rules = (user.notificationRules ?? []).flatMap(({ delayMinutes, contactMethodID }) => {
    const method = methods.get(contactMethodID);
    return method ? [{ afterMinutes: Math.min(longestMinutes, delayMinutes), by: method.by }] : [];
  });
  return rules.length > 0 ? { rules: { default: rules.toSorted((a, b) => a.afterMinutes - b.afterMinutes) } } : {};
}
