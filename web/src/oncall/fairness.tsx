import type { SkillCalls } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { scrollable } from '../parts/scrollable.ts';
import { useLive } from '../use-live.ts';
import type { Span } from './calendar.ts';
import { usePersonColour } from './person-colour.ts';
import { useTell } from './words.ts';

/** How the time of a schedule falls on its people: hours, nights, weekends. */
export function Fairness({ schedule, span: { from, to } }: { schedule: string; span: Span }) {
  const { clock } = useDesk();
  const tell = useTell();
  const input = { schedule, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const asked = useLive(`fairness ${schedule} ${from} ${to}`, (desk) => desk.api.skill('oncall/fairness', input), ['config', 'oncall']);
  const told = asked.value.value;
  const people = told?.schedules[0]?.people ?? [];
  if (!told || people.length === 0) return null;
  return (
    <section class="panel fairness" aria-labelledby="fairness-title" data-testid="fairness">
      <h2 id="fairness-title">{tell('fairness')}</h2>
      <p class="hint">{tell('fairnessSpan', clock.day(told.from), clock.day(told.to))}</p>
      <div class="fairness-frame" role="region" aria-labelledby="fairness-title" {...scrollable}>
        <Burdens people={people} />
      </div>
    </section>
  );
}

type Burden = SkillCalls['oncall/fairness']['output']['schedules'][number]['people'][number];

function Burdens({ people }: { people: Burden[] }) {
  const tell = useTell();
  const colour = usePersonColour();
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{tell('person')}</th>
          <th scope="col" class="grow">
            {tell('hoursHead')}
          </th>
          <th scope="col" class="end">
            {tell('nights')}
          </th>
          <th scope="col" class="end">
            {tell('weekends')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ person, displayName, hours, share, nights, weekends }) => (
          <tr key={person}>
            <th scope="row">{displayName}</th>
            <td class={`share ${colour(person)}`} style={{ '--share': `${share * 100}%` }}>
              {tell('hoursShare', Math.round(hours), Math.round(share * 100))}
            </td>
            <td class="end number">{nights}</td>
            <td class="end number">{weekends}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
