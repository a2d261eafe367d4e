import type { SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { sourceAlert, webAddress, wrongIn } from '../../../ports/source-alert.ts';
import { Legacy, Match } from './schema.ts';
import { legacySetup } from './setup.ts';

/** The alerting of Grafana's dashboards as it was up to Grafana 10. It tells of a rule: when it is `ok` the rule is, with all that it had matched,
 *  so a rule is one alert. `no_data` and `paused` say nothing of what was watched: an alert that is open stays so, with a note. */
export const grafanaLegacy: SourceAdapter = {
  name: 'grafana-legacy',
  read({ body, now }) {
    const read = Legacy.safeParse(body);
    if (!read.success) return { ok: false, because: wrongIn(read.error) };
    // Nothing is wrong yet while it is pending.
    return { ok: true, alerts: read.data.state === 'pending' ? [] : [alertOf(read.data, now)] };
  },
  setup: legacySetup,
};

function alertOf(rule: Legacy, now: number): SourceAlert {
  const { state } = rule;
  const matches = rule.evalMatches.flatMap((given) => Match.safeParse(given).data ?? []);
  return sourceAlert(
    {
      identity: { ruleId: String(rule.ruleId), orgId: rule.orgId },
      state: state === 'ok' ? 'resolved' : 'firing',
      alertname: rule.ruleName || rule.title || `rule ${rule.ruleId}`,
      severity: rule.tags['severity'] ?? '',
      // What all matches have in common is true of the rule.
      labels: { ...shared(matches.map((m) => m.tags)), ...rule.tags },
      annotations: {
        // The title begins with the state, which is no part of the name.
        summary: rule.title.replace(/^\[[^\]]*\]\s*/u, '') || rule.ruleName,
        description: rule.message,
        values: matches.map((m) => [m.metric, m.value].filter((t) => t !== '').join(': ')).join(', '),
        image_url: webAddress(rule.imageUrl),
        ...(state === 'alerting' || state === 'ok' ? {} : { source_state: state }),
      },
      url: rule.ruleUrl,
      onlyKnown: state !== 'alerting' && state !== 'ok',
    },
    now,
  );
}

function shared(all: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}, ...others] = all;
  return Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((tags) => tags[name] === value)));
}
