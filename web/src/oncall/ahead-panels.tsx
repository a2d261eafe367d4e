import { useDesk } from '../desk.ts';
import { scrollable } from '../parts/scrollable.ts';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import { Point, Points } from './point.tsx';
import { useTell } from './words.ts';

const days = 30;
const most = 40;

/** Where nobody is on call in the coming thirty days, each with the way to fill it. */
export function GapsAhead() {
  const { session } = useDesk();
  const tell = useTell();
  const asked = useLive('gaps', (desk) => desk.api.skill('oncall/gaps', { days }), ['config', 'oncall']);
  const all = asked.value.value?.gaps;
  if (!all) return null;
  const gaps = all.filter((gap) => !gap.isPlanned);
  return (
    <section class="panel" aria-labelledby="gaps-title" data-testid="gaps">
      <h2 id="gaps-title">{tell('gapsAhead', days)}</h2>
      {gaps.length === 0 && <StateWord word={tell(all.length === 0 ? 'noGapsAhead' : 'onlyPlannedGaps')} tone="good" />}
      <ul class="ahead-list" {...scrollable}>
        {gaps.slice(0, most).map((gap) => (
          <li key={`${gap.schedule} ${gap.start}`}>
            <span>
              <strong>{gap.scheduleName}</strong>
              <span class="row-sub">
                <Points from={Date.parse(gap.start)} to={Date.parse(gap.end)} />
              </span>
            </span>
            {session.mayUse('oncall/cover') && (
              <a
                class="button small"
                href={`/oncall/${gap.schedule}?fill=${gap.start}~${gap.end}`}
                aria-label={tell('fillOf', gap.scheduleName, gap.start)}
              >
                {tell('fill')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who hands over to whom in the coming days. */
export function HandoffsAhead() {
  const tell = useTell();
  const asked = useLive('handoffs', (desk) => desk.api.skill('oncall/handoffs', {}), ['config', 'oncall']);
  const handoffs = asked.value.value?.handoffs ?? [];
  const names = (people: { displayName: string }[]): string => people.map((each) => each.displayName).join(tell('and')) || tell('nobody');
  return (
    <section class="panel" aria-labelledby="handoffs-title" data-testid="handoffs">
      <h2 id="handoffs-title">{tell('handoffs')}</h2>
      <ol class="ahead-list" {...scrollable}>
        {handoffs.slice(0, most).map((each) => (
          <li key={`${each.schedule} ${each.at}`}>
            <span>
              <strong>
                {names(each.off)} → {names(each.on)}
              </strong>
              <span class="row-sub">{each.scheduleName}</span>
            </span>
            <Point at={Date.parse(each.at)} />
          </li>
        ))}
      </ol>
    </section>
  );
}
