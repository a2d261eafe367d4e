import type { AlertGroup } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import type { SheetKind } from '../state/sheet.ts';
import { useLive } from '../use-live.ts';
import { matcherOf, useFilter } from './filter.ts';
import { useCount } from './use-count.ts';
import { useTell } from './words.ts';

export function silenceGroup({ labels, name }: AlertGroup): SheetKind {
  const own = Object.entries(labels).map(([label, value]) => matcherOf(label, value));
  const offers = own.length > 0 ? own : [matcherOf('alertname', name)];
  return { kind: 'silence', offers, chosen: offers };
}

const declareOf = ({ group, summary, name, severity }: AlertGroup): SheetKind => ({
  kind: 'form',
  skill: 'incident/declare',
  values: { title: summary || name, severity, group, cause: `group:${group}` },
});

const shown = 5;

/** Where a group is told, its newest alerts, and what can be done about it. */
export function GroupDetail({ group }: { group: AlertGroup }) {
  const tell = useTell();
  return (
    <div class="group-detail">
      <p class="hint">
        {tell('routeIs', group.route)}
        {group.channel !== null && <> · {tell('toldIn', group.channel)}</>}
      </p>
      <NewestOf group={group.group} />
      <Acts group={group} />
    </div>
  );
}

function Acts({ group }: { group: AlertGroup }) {
  const { sheet, session, api, notices, language } = useDesk();
  const say = useSay();
  const tell = useTell();
  const count = useCount();
  const { change } = useFilter();
  const ack = async () => {
    const answer = await api.skill('alert/ack', { group: group.group });
    if (answer.ok) notices.tell(language.say('done'), 'good');
    else notices.refused(answer.refusal);
  };
  return (
    <p class="row-acts">
      <button type="button" class="button small" onClick={() => change({ tab: 'all', group: group.group })}>
        {tell('seeAll', count(group.firing + group.quiet))}
      </button>
      {group.acked === null && session.mayUse('alert/ack') && (
        <button type="button" class="button small" onClick={() => void ack()}>
          {say('acknowledge')}
        </button>
      )}
      {session.mayUse('alert/silence') && (
        <button type="button" class="button small" onClick={() => (sheet.value = silenceGroup(group))}>
          {tell('silenceChosen')}
        </button>
      )}
      {group.incident === null && session.mayUse('incident/declare') && (
        <button type="button" class="button small danger" onClick={() => (sheet.value = declareOf(group))}>
          {say('declare')}
        </button>
      )}
    </p>
  );
}

function NewestOf({ group }: { group: string }) {
  const tell = useTell();
  const asked = useLive(`newest of ${group}`, (desk) => desk.api.skill('alert/list', { group, limit: shown }), ['alerts']);
  return (
    <ul class="newest" aria-label={tell('newest')}>
      {asked.value.value?.alerts.map((alert) => (
        <li key={alert.fingerprint}>
          <a href={`/alerts?tab=all#${alert.fingerprint}`}>{alert.labels['instance'] ?? alert.labels['alertname'] ?? alert.fingerprint}</a>
          <span class="row-sub">{alert.annotations['summary'] ?? alert.annotations['description']}</span>
          <Moment at={alert.startsAt} />
        </li>
      ))}
    </ul>
  );
}
