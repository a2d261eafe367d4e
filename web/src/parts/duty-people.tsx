import type { OnDuty } from '../../api.d.ts';
import { Avatar } from './avatar.tsx';
import { Until } from './until.tsx';
import '../style/duty.css';

/** Who is on duty by one schedule, and until when. */
export function DutyPeople({ people }: { people: OnDuty['schedules'][number]['people'] }) {
  return (
    <>
      {people.map((person) => (
        <p class="duty-person" key={person.person}>
          <Avatar name={person.displayName} />
          <strong>{person.displayName}</strong>
          <Until at={person.until} />
        </p>
      ))}
    </>
  );
}
