import type { ConfigReport, Integration } from '../../api.d.ts';
import { ConfigErrors } from '../admin/config-errors.tsx';
import { Integrations } from '../admin/integrations.tsx';
import { People } from '../admin/people.tsx';
import { Tokens } from '../admin/tokens.tsx';
import { usePageTitle, useSay } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import '../style/admin.css';

export function AdminPage() {
  const say = useSay();
  usePageTitle(say('admin'));
  const config = useLive('config', (desk) => desk.api.get<ConfigReport>('/config'), ['config']);
  const wired = useLive('integrations', (desk) => desk.api.get<{ integrations: Integration[] }>('/integrations'), ['config', 'alerts']);
  return (
    <div class="page-frame admin">
      <header class="page-head">
        <h1>{say('admin')}</h1>
      </header>
      <Problem of={config} />
      {config.value.value && <ConfigPanel report={config.value.value} />}
      <Problem of={wired} />
      {wired.value.value && <Integrations integrations={wired.value.value.integrations} />}
      <People />
      <Tokens />
    </div>
  );
}

function ConfigPanel({ report }: { report: ConfigReport }) {
  const say = useSay();
  return (
    <section class="panel" aria-labelledby="config-title">
      <h2 id="config-title">{say('configuration')}</h2>
      <p class="config-line">
        {report.errors.length === 0 ? (
          <StateWord word={say('configInForce')} tone="good" />
        ) : (
          <StateWord word={say('errorsFound', report.errors.length)} tone="alarm" />
        )}
        {report.directory === null ? <span>{say('noDirectory')}</span> : <code>{report.directory}</code>}
        {report.loadedAt && (
          <span class="hint">
            {say('loadedAt')} <Moment at={report.loadedAt} />
          </span>
        )}
      </p>
      {report.errors.length > 0 && <ConfigErrors errors={report.errors} />}
      <ul class="resource-counts">
        {Object.entries(report.resources)
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => (
            <li key={kind}>
              <strong>{count}</strong> {kind}
            </li>
          ))}
      </ul>
    </section>
  );
}
