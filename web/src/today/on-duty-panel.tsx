import { useDesk, useSay } from '../desk.ts';
import { DutyPeople } from '../parts/duty-people.tsx';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';

export function OnDutyPanel() {
  const say = useSay();
  const { clock } = useDesk();
  const asked = useLive('oncall', (desk) => desk.api.skill('oncall/who', {}), ['config']);
  const duty = asked.value.value;
  return (
    <section class="panel" aria-labelledby="duty-title">
      <h2 id="duty-title">
        <a href="/oncall">{say('onDuty')}</a> <span class="zone">{clock.zone.value}</span>
      </h2>
      <Problem of={asked} />
      {duty?.schedules.length === 0 && <p class="hint">{say('noSchedules')}</p>}
      <ul class="duty">
        {duty?.schedules.map((schedule) => (
          <li key={schedule.schedule}>
            <p class="duty-schedule">{schedule.displayName ?? schedule.schedule}</p>
            {schedule.people.length === 0 && <p class="duty-nobody">{say('nobodyOnCall')}</p>}
            <DutyPeople people={schedule.people} />
          </li>
        ))}
      </ul>
    </section>
  );
}
