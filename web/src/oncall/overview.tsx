import { useMemo } from 'preact/hooks';
import type { OnDuty } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { DutyPeople } from '../parts/duty-people.tsx';
import { Empty, Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { GapsAhead, HandoffsAhead } from './ahead-panels.tsx';
import { AskedSwaps } from './asked-swaps.tsx';
import { finalBars } from './calendar.ts';
import { Feed } from './feed.tsx';
import { HandOver } from './hand-over.tsx';
import { MyTurns } from './my-turns.tsx';
import { Policies } from './policies.tsx';
import type { Roster } from './roster.ts';
import { Timeline } from './timeline.tsx';
import { TurnRow } from './turn-row.tsx';
import { useRoster, useRosterIn } from './use-roster.ts';
import { WindowTools } from './window-tools.tsx';
import { useWindow, type Window } from './window.ts';
import { useTell } from './words.ts';

/** Who has it now, who takes it next, all schedules over some time, and when it is me. */
export function Overview() {
  const { clock, session } = useDesk();
  const say = useSay();
  const tell = useTell();
  const { duty, roster } = useRoster();
  const now = duty.value.value;
  return (
    <>
      <header class="page-head">
        <h1>{say('onCallNow')}</h1>
        {now && <p class="hint">{say('asOf', clock.minute(now.at), clock.zone.value)}</p>}
        {session.me.value?.roles.includes('admin') && (
          <a class="button" href="/oncall?new=schedule">
            {tell('newSchedule')}
          </a>
        )}
      </header>
      <Problem of={duty} />
      {now?.schedules.length === 0 && (
        <Empty title={say('noSchedules')}>
          <p>{say('noSchedulesMore')}</p>
        </Empty>
      )}
      {now && now.schedules.length > 0 && <DutyTable duty={now} roster={roster.value.value} />}
      <Problem of={roster} />
      {roster.value.value && roster.value.value.schedules.length > 0 && <Ahead roster={roster.value.value} />}
      <Policies />
    </>
  );
}

/** All schedules over time, what is asked of me, and what comes. */
function Ahead({ roster }: { roster: Roster }) {
  return (
    <>
      <AskedSwaps schedules={roster.schedules.map((each) => each.schedule)} />
      <AllSchedules />
      <div class="oncall-panels">
        <MyTurns roster={roster} />
        <MyFeed />
        <GapsAhead />
        <HandoffsAhead />
      </div>
    </>
  );
}

function MyFeed() {
  const { session } = useDesk();
  const me = session.me.value?.person;
  return me ? <Feed about={{ person: me.name }} name={me.displayName} /> : null;
}

/** Every schedule in a row, over the same days. */
function AllSchedules() {
  const { clock } = useDesk();
  const tell = useTell();
  const window = useWindow(clock.zone.value);
  const { value, problem } = useRosterIn(window.span);
  return (
    <section class="schedules" aria-labelledby="schedules-title" data-testid="schedules">
      <header class="page-head">
        <h2 id="schedules-title">{tell('schedules')}</h2>
        <WindowTools window={window} zone={clock.zone.value} />
      </header>
      {problem.value && <p class="hint">{problem.value.because}</p>}
      {value.value && <Rows roster={value.value} window={window} />}
    </section>
  );
}

function Rows({ roster, window: { span, time } }: { roster: Roster; window: Window }) {
  const { address } = useDesk();
  const tell = useTell();
  const scale = useMemo(() => ({ span, time }), [span, time]);
  return (
    <Timeline scale={scale} label={tell('schedules')}>
      {roster.schedules.map((each) => (
        <TurnRow
          key={each.schedule}
          label={<a href={`/oncall/${each.schedule}`}>{each.displayName}</a>}
          name={each.displayName}
          bars={finalBars(each, span)}
          scale={scale}
          testId={`rota-${each.schedule}`}
          note={<MissingWord gaps={each.gaps} />}
          onOpen={() => address.go(`/oncall/${each.schedule}`)}
        />
      ))}
    </Timeline>
  );
}

function DutyTable({ duty, roster }: { duty: OnDuty; roster: Roster | null }) {
  const say = useSay();
  const tell = useTell();
  return (
    <table class="table duty-table">
      <thead>
        <tr>
          <th scope="col">{say('schedule')}</th>
          <th scope="col">{say('onCallNow')}</th>
          <th scope="col">{tell('next')}</th>
        </tr>
      </thead>
      <tbody>
        {duty.schedules.map((schedule) => {
          const rota = roster?.schedules.find((each) => each.schedule === schedule.schedule);
          return (
            <tr key={schedule.schedule}>
              <th scope="row">
                <p class="row-name">
                  <a href={`/oncall/${schedule.schedule}`}>{schedule.displayName ?? schedule.schedule}</a>
                </p>
                {schedule.displayName !== schedule.schedule && <p class="row-sub number">{schedule.schedule}</p>}
              </th>
              <td>
                {schedule.people.length === 0 && <StateWord word={say('nobodyOnCall')} tone="alarm" />}
                <DutyPeople people={schedule.people} />
              </td>
              <td>{rota && <HandOver rota={rota} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** How often somebody is missing; hours that the schedule leaves out are none. */
function MissingWord({ gaps }: { gaps: Roster['schedules'][number]['gaps'] }) {
  const tell = useTell();
  const missing = gaps.filter((gap) => !gap.isPlanned).length;
  return missing === 0 ? null : <StateWord word={tell('gaps', missing)} tone="alarm" />;
}
