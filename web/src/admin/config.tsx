import type { ConfigReport } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import { ConfigErrors } from './config-errors.tsx';
import { ConfigHistory } from './config-history.tsx';
import { WrittenResources } from './written-resources.tsx';
import { useTell } from './words.ts';

/** What is configured, where it is written, what is wrong with it, and what changed last. */
export function Config() {
  const { session } = useDesk();
  const asked = useLive('config', (desk) => desk.api.get<ConfigReport>('/config'), ['config']);
  const roles = session.me.value?.roles ?? [];
  const maySee = roles.includes('admin') || roles.includes('auditor');
  return (
    <>
      <Problem of={asked} />
      {asked.value.value && <InForce report={asked.value.value} isAdmin={roles.includes('admin')} />}
      {maySee && <WrittenResources isAdmin={roles.includes('admin')} />}
      {maySee && <ConfigHistory />}
    </>
  );
}

function InForce({ report, isAdmin }: { report: ConfigReport; isAdmin: boolean }) {
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
      {isAdmin && report.errors.some((error) => error.hint?.includes('config reload --yes')) && <ConfirmRemoval />}
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

function ConfirmRemoval() {
  const { api, notices } = useDesk();
  const tell = useTell();
  const confirm = async () => {
    const answer = await api.post('/config/reload');
    if (!answer.ok) notices.refused(answer.refusal);
  };
  return (
    <p>
      <button type="button" class="button danger" onClick={() => void confirm()}>
        {tell('confirmRemoval')}
      </button>
    </p>
  );
}
