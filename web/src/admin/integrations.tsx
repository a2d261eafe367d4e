import type { Integration } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { StateWord } from '../parts/state-word.tsx';

/** Where alerts come in, with a line to paste that proves each. */
export function Integrations({ integrations }: { integrations: Integration[] }) {
  const say = useSay();
  return (
    <section class="panel" aria-labelledby="integrations-title">
      <h2 id="integrations-title">{say('integrations')}</h2>
      {integrations.length === 0 && <p class="hint">{say('noIntegrations')}</p>}
      <ul class="integrations">
        {integrations.map((integration) => (
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
      <div class="curl">
        <pre>{integration.curl}</pre>
        <CopyButton text={integration.curl} label={say('copyCurl')} />
      </div>
    </li>
  );
}
