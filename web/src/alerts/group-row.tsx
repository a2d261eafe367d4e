import { useId } from 'preact/hooks';
import type { AlertGroup } from '../../api.d.ts';
import { Icon } from '../parts/icon.tsx';
import { Elapsed, Moment } from '../parts/moment.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { GroupDetail } from './group-detail.tsx';
import { RowOpen } from './row-open.tsx';
import { useCount } from './use-count.ts';
import { useTell } from './words.ts';

type GroupRowProps = { group: AlertGroup; isOpen: boolean; isGone: boolean; onTurn: () => void };

/** One group: how bad, what, how many, since when, who has it. */
export function GroupRow({ group, isOpen, isGone, onTurn }: GroupRowProps) {
  const id = useId();
  const { alertname: _name, ...others } = group.labels;
  const where = Object.values(others).join(' · ');
  const state = group.firing === 0 ? ' suppressed' : '';
  return (
    <li class={`long-row group${state}${isGone ? ' gone' : ''}${isOpen ? ' open' : ''}`} data-group={group.group}>
      <div class="row-line">
        <SeverityMark severity={group.severity} />
        <RowOpen
          name={where === '' ? group.name : `${group.name} ${where}`}
          about={group.summary}
          controls={id}
          isOpen={isOpen}
          onTurn={onTurn}
        >
          {group.labels['alertname'] ?? group.name}
          {where !== '' && <span class="row-labels"> {where}</span>}
        </RowOpen>
        <span class="row-state">
          <GroupCounts group={group} />
        </span>
        <Since group={group} isGone={isGone} />
        <span class="row-fold" aria-hidden="true">
          <Icon name="down" />
        </span>
      </div>
      {isOpen && (
        <div class="row-detail" id={id} data-unfolded>
          <GroupDetail group={group} />
        </div>
      )}
    </li>
  );
}

function Since({ group, isGone }: { group: AlertGroup; isGone: boolean }) {
  const tell = useTell();
  return (
    <>
      <span class="row-time">
        <Elapsed since={group.firstAt} />
        <span class="row-sub">
          <Moment at={group.lastAt} />
        </span>
      </span>
      <span class="row-incident">
        {group.incident && <a href={`/i/${group.incident}`}>{group.incident}</a>}
        <span class="row-sub">{isGone ? tell('over') : group.acked && tell('acked', group.acked.name)}</span>
      </span>
    </>
  );
}

function GroupCounts({ group }: { group: AlertGroup }) {
  const tell = useTell();
  const count = useCount();
  return (
    <>
      {group.firing > 0 && <StateWord word={tell('firing', count(group.firing))} tone="alarm" />}
      {group.quiet > 0 && <StateWord word={tell('quiet', count(group.quiet))} tone="quiet" />}
    </>
  );
}
