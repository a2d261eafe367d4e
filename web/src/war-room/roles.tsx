import type { Incident, IncidentRole } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import type { WordKey } from '../state/language.ts';
import { useKeptAct } from './use-act.ts';

const roles: [IncidentRole, WordKey][] = [
  ['commander', 'commander'],
  ['communications', 'communications'],
  ['operations', 'operations'],
  ['scribe', 'scribe'],
];

export function Roles({ incident }: { incident: Incident }) {
  const say = useSay();
  return (
    <section class="panel" aria-labelledby="roles-title">
      <h2 id="roles-title">{say('roles')}</h2>
      <dl class="roles">
        {roles.map(([role, word]) => (
          <div key={role}>
            <dt>{say(word)}</dt>
            <dd>
              <RoleHolder incident={incident} role={role} label={say(word)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function RoleHolder({ incident, role, label }: { incident: Incident; role: IncidentRole; label: string }) {
  const { session } = useDesk();
  const { keep } = useKeptAct();
  const say = useSay();
  const holder = incident.roles[role];
  const me = session.me.value;
  const give = (person: string) => void keep('incident/assign', { incident: incident.number, role, person });
  if (!session.mayUse('incident/assign')) return <>{holder ? session.nameOf(holder) : say('nobody')}</>;
  return (
    <>
      <select aria-label={label} value={holder ?? ''} onChange={(event) => give(event.currentTarget.value)}>
        {!holder && <option value="">{say('nobody')}</option>}
        {holder && !me?.people.some((person) => person.name === holder) && <option value={holder}>{holder}</option>}
        {me?.people.map((person) => (
          <option key={person.name} value={person.name}>
            {person.displayName}
          </option>
        ))}
      </select>
      {!holder && me?.person && (
        <button type="button" class="button small" onClick={() => me.person && give(me.person.name)}>
          {say('takeIt')}
          <span class="unseen"> {label}</span>
        </button>
      )}
    </>
  );
}
