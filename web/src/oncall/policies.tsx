import { useDesk } from '../desk.ts';
import { useKept, type Kept } from './build/use-written.ts';
import type { PolicySpec } from './policy/draft.ts';
import { kindOf, useTargets, valueOf } from './policy/targets.ts';
import { useTell } from './words.ts';

/** Every escalation policy as one line: whom it calls, and whom then. */
export function Policies() {
  const { session } = useDesk();
  const tell = useTell();
  const kept = useKept<PolicySpec>('escalation-policy').value.value?.resources;
  const isAdmin = session.me.value?.roles.includes('admin') ?? false;
  return (
    <section class="panel policies" aria-labelledby="policies-title" data-testid="policies">
      <header class="page-head">
        <h2 id="policies-title">{tell('policies')}</h2>
        {isAdmin && (
          <a class="button" href="/oncall?new=policy">
            {tell('newPolicy')}
          </a>
        )}
      </header>
      {kept?.length === 0 && <p class="hint">{tell('noPolicies')}</p>}
      <ul>
        {kept?.map((policy) => (
          <PolicyLine key={policy.name} policy={policy} isAdmin={isAdmin} />
        ))}
      </ul>
    </section>
  );
}

function PolicyLine({ policy: { name, spec }, isAdmin }: { policy: Kept<PolicySpec>; isAdmin: boolean }) {
  const tell = useTell();
  const all = useTargets();
  const label = (target: PolicySpec['steps'][number]['to'][number]): string =>
    all[kindOf(target)].find(({ value }) => value === valueOf(target))?.label ?? target[kindOf(target)] ?? '';
  const steps = spec.steps.map(({ to, delayMinutes }) => tell('stepInLine', to.map(label).join(tell('and')), delayMinutes ?? 5));
  return (
    <li>
      <p class="row-name">{isAdmin ? <a href={`/oncall?policy=${name}`}>{spec.displayName ?? name}</a> : (spec.displayName ?? name)}</p>
      <p class="row-sub">{steps.join(' → ')}</p>
    </li>
  );
}
