import type { OnDuty } from '../../api.d.ts';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { DutyPeople } from '../parts/duty-people.tsx';
import { Empty, Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';

export function OnCallPage() {
  const { clock } = useDesk();
  const say = useSay();
  usePageTitle(say('onCall'));
  const asked = useLive('oncall', (desk) => desk.api.skill('oncall/who', {}), ['config']);
  const duty = asked.value.value;
  return (
    <div class="page-frame">
      <header class="page-head">
        <h1>{say('onCallNow')}</h1>
        {duty && <p class="hint">{say('asOf', clock.minute(duty.at), clock.zone.value)}</p>}
      </header>
      <Problem of={asked} />
      {duty?.schedules.length === 0 && (
        <Empty title={say('noSchedules')}>
          <p>{say('noSchedulesMore')}</p>
        </Empty>
      )}
      {duty && duty.schedules.length > 0 && <DutyTable duty={duty} />}
    </div>
  );
}

function DutyTable({ duty }: { duty: OnDuty }) {
  const say = useSay();
  return (
    <table class="table plain">
      <thead>
        <tr>
          <th scope="col">{say('schedule')}</th>
          <th scope="col">{say('onCallNow')}</th>
        </tr>
      </thead>
      <tbody>
        {duty.schedules.map((schedule) => (
          <tr key={schedule.schedule}>
            <th scope="row">
              <p class="row-name">{schedule.displayName ?? schedule.schedule}</p>
              {schedule.displayName && <p class="row-sub number">{schedule.schedule}</p>}
            </th>
            <td class="grow">
              {schedule.people.length === 0 && <StateWord word={say('nobodyOnCall')} tone="alarm" />}
              <DutyPeople people={schedule.people} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
