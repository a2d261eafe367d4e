import type { OnDuty } from '../../api.d.ts';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { HandOver } from '../oncall/hand-over.tsx';
import { MyTurns } from '../oncall/my-turns.tsx';
import type { Roster } from '../oncall/roster.ts';
import { Strip } from '../oncall/strip.tsx';
import { useRoster } from '../oncall/use-roster.ts';
import { useTell } from '../oncall/words.ts';
import { DutyPeople } from '../parts/duty-people.tsx';
import { Empty, Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import '../style/oncall.css';

/** Who has it now, who takes it next, and whether anybody is missing in the coming two weeks. */
export function OnCallPage() {
  const { clock } = useDesk();
  const say = useSay();
  usePageTitle(say('onCall'));
  const asked = useRoster();
  const duty = asked.duty.value.value;
  const roster = asked.roster.value.value;
  return (
    <div class="page-frame oncall">
      <header class="page-head">
        <h1>{say('onCallNow')}</h1>
        {duty && <p class="hint">{say('asOf', clock.minute(duty.at), clock.zone.value)}</p>}
      </header>
      <Problem of={asked.duty} />
      {duty?.schedules.length === 0 && (
        <Empty title={say('noSchedules')}>
          <p>{say('noSchedulesMore')}</p>
        </Empty>
      )}
      {duty && duty.schedules.length > 0 && <DutyTable duty={duty} roster={roster} />}
      <Problem of={asked.roster} />
      {roster && roster.schedules.length > 0 && <TwoWeeks roster={roster} />}
    </div>
  );
}

function TwoWeeks({ roster }: { roster: Roster }) {
  const { clock } = useDesk();
  const tell = useTell();
  return (
    <>
      <MyTurns roster={roster} />
      <header class="page-head">
        <h2>{tell('ahead')}</h2>
        <p class="hint">{tell('inZone', clock.zone.value)}</p>
      </header>
      {roster.schedules.map((rota) => (
        <Strip key={rota.schedule} rota={rota} from={Date.parse(roster.from)} to={Date.parse(roster.to)} />
      ))}
    </>
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
                <p class="row-name">{schedule.displayName ?? schedule.schedule}</p>
                {schedule.displayName && <p class="row-sub number">{schedule.schedule}</p>}
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
