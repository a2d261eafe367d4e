import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { Integration, Welcome } from '../../api.d.ts';
import { SetupStep } from '../admin/setup-step.tsx';
import { useDesk, useSay } from '../desk.ts';
import { useLive } from '../use-live.ts';
import { Refused } from './refused.tsx';
import { Step, type StepFrame } from './step.tsx';
import { useConfigure } from './use-configure.ts';
import { useTell } from './words.ts';

const prometheus = 'prometheus';

/** Where alerts come from, proven by the first one. */
export function SourceStep({ welcome, onDone, ...frame }: { welcome: Welcome; onDone: () => void } & Omit<StepFrame, 'proof'>) {
  const tell = useTell();
  const wired = useLive('integrations', (desk) => desk.api.get<{ integrations: Integration[] }>('/integrations'), ['config', 'alerts'])
    .value.value;
  const heard = wired?.integrations.find((each) => each.lastSeenAt !== null);
  useEffect(() => {
    if (heard && frame.isOpen) onDone();
  }, [heard?.name]);
  return (
    <Step {...frame} proof={heard ? tell('sourceDone', heard.name) : null} name={tell('source')} why={tell('sourceWhy')}>
      <SourceChoice welcome={welcome} integrations={wired?.integrations ?? []} isHeard={heard !== undefined} />
    </Step>
  );
}

function SourceChoice({ welcome, integrations, isHeard }: { welcome: Welcome; integrations: Integration[]; isHeard: boolean }) {
  const tell = useTell();
  const id = useId();
  const chosen = useSignal(prometheus);
  const { keep, isBusy, refusal } = useConfigure();
  const found = integrations.find((each) => (chosen.value === prometheus ? each.name === prometheus : each.source === chosen.value));
  const make = () => void keep([{ kind: 'integration', name: chosen.value, spec: { source: chosen.value, key: welcome.freshKey } }]);
  return (
    <>
      <div class="field welcome-source">
        <label for={id}>{tell('sourceKind')}</label>
        <select id={id} name="source" value={chosen.value} onChange={(e) => (chosen.value = e.currentTarget.value)}>
          <option value={prometheus}>{tell('sourcePrometheus')}</option>
          {welcome.sources.map((source) => (
            <option key={source} value={source}>
              {source}
            </option>
          ))}
        </select>
      </div>
      <Refused because={refusal.value} />
      {found ? (
        <FirstAlert integration={found} isHeard={isHeard} />
      ) : (
        <button type="button" class="button primary" disabled={isBusy.value} onClick={make}>
          {tell('sourceMake')}
        </button>
      )}
    </>
  );
}

/** One command to paste, with the key filled in; what connects it for good is folded below. */
function FirstAlert({ integration: { name, steps, curl }, isHeard }: { integration: Integration; isHeard: boolean }) {
  const { language } = useDesk();
  const say = useSay();
  const tell = useTell();
  return (
    <div class="welcome-first">
      <SetupStep step={`${tell('sourcePaste')}\n${curl}`} label={`${name}, curl`} />
      <p class="welcome-acts">
        {name === prometheus && <SendHere />}
        {!isHeard && (
          <span class="welcome-listening" role="status">
            {tell('sourceWaits')}
          </span>
        )}
      </p>
      <details class="setup">
        <summary>{tell('sourceLater')}</summary>
        <ol class="setup-steps">
          {steps[language.code.value].map((step, i) => (
            <li key={step}>
              <SetupStep step={step} label={`${say('setItUp')} ${i + 1}`} />
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

function SendHere() {
  const { notices } = useDesk();
  const tell = useTell();
  const send = async () => {
    const alert = { labels: { alertname: 'HelloTocsin', severity: 'warning' }, annotations: { summary: 'A first alert' } };
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch('/api/v2/alerts', { method: 'POST', headers, body: JSON.stringify([alert]) }).catch(() => null);
    if (!answer?.ok) notices.refused({ status: answer?.status ?? 0, because: '', issues: [] });
  };
  return (
    <button type="button" class="button" onClick={() => void send()}>
      {tell('sourceSend')}
    </button>
  );
}
