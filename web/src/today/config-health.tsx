import type { ConfigReport } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';

export function ConfigHealth() {
  const { session } = useDesk();
  const say = useSay();
  const report = useLive('config', (desk) => desk.api.get<ConfigReport>('/config'), ['config']).value.value;
  if (!report) return null;
  const count = Object.values(report.resources).reduce((sum, each) => sum + each, 0);
  return (
    <section class="panel" aria-labelledby="config-title">
      <h2 id="config-title">
        <a href="/admin/config">{say('configuration')}</a>
      </h2>
      <p class="config-state">
        {report.errors.length > 0 ? (
          <StateWord word={say('errorsFound', report.errors.length)} tone="alarm" />
        ) : (
          <StateWord word={say('configInForce')} tone="good" />
        )}
      </p>
      <p class="hint">
        {say('resources', count)}
        {report.loadedAt && (
          <>
            {' · '}
            {say('loadedAt')} <Moment at={report.loadedAt} />
          </>
        )}
        {' · '}
        Tocsin {session.me.value?.version}
      </p>
    </section>
  );
}
