import { useSay } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';

/** Groups that are named. */
const mostNames = 8;

/** How much is firing, and in which groups: the number that decides whether to open the alerts page. */
export function AlertCount() {
  const say = useSay();
  const asked = useLive('groups:worst', (desk) => desk.api.skill('alert/groups', { limit: mostNames }), ['alerts']);
  const page = asked.value.value;
  if (!page) return <Problem of={asked} />;
  return (
    <section class="panel alert-count" aria-labelledby="firing-title">
      <h2 id="firing-title">{say('alerts')}</h2>
      <p class="counts">
        <a href="/alerts">
          <strong>{page.firing.toLocaleString()}</strong> {say('signalFiring')}
        </a>
        <a href="/alerts#suppressed">
          <strong>{page.quiet.toLocaleString()}</strong> {say('signalSuppressed')}
        </a>
      </p>
      <ul class="names">
        {page.groups.map((group) => (
          <li key={group.group}>
            <span>{group.name}</span> <span class="names-count">{(group.firing + group.quiet).toLocaleString()}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
