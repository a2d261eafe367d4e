import { namesFor, type Report } from './import-alertmanager-report.ts';
import type { AmReceiver } from './import-alertmanager-schema.ts';

interface ChannelDocument {
  readonly kind: 'channel';
  readonly name: string;
  readonly spec: object;
}

/** Every receiver becomes a channel of the web chat, so that routes can name it at once; what it was is reported. */
export function importReceivers(
  receivers: readonly AmReceiver[],
  report: Report,
): { documents: ChannelDocument[]; channels: ReadonlyMap<string, string> } {
  const channels = namesFor(receivers.map((r) => r.name));
  const documents = receivers.map((receiver, i): ChannelDocument => {
    const path = ['receivers', i];
    const name = channels.get(receiver.name) ?? receiver.name;
    if (name !== receiver.name)
      report([...path, 'name'], `"${receiver.name}" became the channel "${name}"`, 'there is nothing to do; routes name it so');
    const kinds = Object.keys(receiver).filter((field) => field !== 'name');
    if (kinds.length === 0)
      report(path, `"${receiver.name}" told nobody; its channel is seen in the console only`, 'there is nothing to do');
    for (const kind of kinds)
      report([...path, kind], `${said(receiver, kind)} became the channel "${name}" of the web chat`, todo(kind, name));
    const title = name === receiver.name ? {} : { displayName: receiver.name.slice(0, 100) };
    return { kind: 'channel', name, spec: { platform: 'web', ...title } };
  });
  return { documents, channels };
}

/** Where a receiver spoke to, from fields that hold no secret. */
function said(receiver: AmReceiver, kind: string): string {
  const all: unknown = receiver[kind];
  const where = (Array.isArray(all) ? all : []).flatMap((one: unknown) => {
    const { channel, to } = (one ?? {}) as { channel?: unknown; to?: unknown };
    return [channel, to].filter((word): word is string => typeof word === 'string' && !/:\/\//u.test(word));
  });
  return where.length > 0 ? `${kind} (${where.join(', ')})` : kind;
}

const pagers = /^(pagerduty|opsgenie|victorops|pushover|sns|jira|incidentio|rocketchat)_configs$/u;

function todo(kind: string, channel: string): string {
  if (kind === 'slack_configs') return `set platform: slack and the conversation as \`to\` in the channel "${channel}"`;
  if (kind === 'wechat_configs') return `set platform: wecom and the conversation as \`to\` in the channel "${channel}"`;
  if (kind === 'webhook_configs') return `set platform: webhook and the address as \`url\` in the channel "${channel}"`;
  if (kind === 'email_configs') return `set SMTP_URL, and name a policy on its routes whose people have rules by email`;
  if (pagers.test(kind)) return `if it woke people, name an escalation policy on its routes (policy: …)`;
  return `choose a platform for the channel "${channel}", or name a policy on its routes`;
}
