import { useDesk, useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Problem } from '../parts/problem.tsx';
import { Until } from '../parts/until.tsx';
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
            {schedule.people.map((person) => (
              <p class="duty-person" key={person.person}>
                <Avatar name={person.displayName} />
                <strong>{person.displayName}</strong>
                <Until at={person.until} />
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
