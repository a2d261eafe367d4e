import type { Integration } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import { SetupStep } from './setup-step.tsx';

/** Where alerts come in, with what to do at the source, and a line to paste that proves it. */
export function Integrations() {
  const say = useSay();
  const asked = useLive('integrations', (desk) => desk.api.get<{ integrations: Integration[] }>('/integrations'), ['config', 'alerts']);
  const integrations = asked.value.value?.integrations;
  return (
    <section class="panel" aria-labelledby="integrations-title">
      <h2 id="integrations-title">{say('integrations')}</h2>
      <Problem of={asked} />
      {integrations?.length === 0 && <p class="hint">{say('noIntegrations')}</p>}
      <ul class="integrations">
        {integrations?.map((integration) => (
          <IntegrationCard key={integration.name} integration={integration} />
        ))}
      </ul>
    </section>
  );
}

function IntegrationCard({ integration }: { integration: Integration }) {
  const say = useSay();
  return (
    <li class="integration">
      <header>
        <h3>{integration.name}</h3>
        <span class="hint">{integration.source}</span>
        {integration.lastSeenAt ? (
          <span class="integration-seen">
            <StateWord word={say('lastSeen')} tone="good" /> <Moment at={integration.lastSeenAt} />
          </span>
        ) : (
          <StateWord word={say('neverSeen')} tone="quiet" />
        )}
      </header>
      <p class="integration-url">
        <code>{integration.url}</code>
        <CopyButton text={integration.url} label={say('copyAddress')} />
      </p>
      <Setup integration={integration} />
    </li>
  );
}

function Setup({ integration: { name, steps, curl } }: { integration: Integration }) {
  const say = useSay();
  const { language } = useDesk();
  const told = steps[language.code.value];
  if (told.length === 0) return null;
  return (
    <details class="setup">
      <summary>{say('setItUp')}</summary>
      <ol class="setup-steps">
        {told.map((step, i) => (
          <li key={step}>
            <SetupStep step={step} label={`${name}, ${i + 1}`} />
          </li>
        ))}
        <li>
          <SetupStep step={`${say('sendFirstAlert')}\n${curl}`} label={`${name}, curl`} />
        </li>
      </ol>
    </details>
  );
}
