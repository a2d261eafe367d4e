import type { ComponentChild } from 'preact';
import { Audit } from '../admin/audit.tsx';
import { Config } from '../admin/config.tsx';
import { Doctor } from '../admin/doctor.tsx';
import { Integrations } from '../admin/integrations.tsx';
import { partsFor, type Part } from '../admin/parts-of-admin.ts';
import { People } from '../admin/people.tsx';
import { Processes } from '../admin/processes.tsx';
import { Tokens } from '../admin/tokens.tsx';
import { useTell } from '../admin/words.ts';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { SlackSetup } from '../slack/slack-setup.tsx';
import { WecomSetup } from '../wecom/wecom-setup.tsx';
import '../style/admin.css';
import '../style/page-tabs.css';

const bodies: Record<Part, () => ComponentChild> = {
  doctor: () => <Doctor />,
  integrations: () => <Integrations />,
  slack: () => <SlackSetup />,
  wecom: () => <WecomSetup />,
  config: () => <Config />,
  people: () => <People />,
  tokens: () => <Tokens />,
  audit: () => <Audit />,
  processes: () => <Processes />,
};

/** Everything about Tocsin itself, a tab each; only what the role may see. */
export function AdminPage({ part }: { part: string }) {
  const { session } = useDesk();
  const say = useSay();
  const tell = useTell();
  const mine = partsFor(session.me.value?.roles ?? []);
  const here = part === '' ? mine[0] : mine.find((each) => each === part);
  usePageTitle(here ? `${tell(here)} · ${say('admin')}` : say('admin'));
  return (
    <div class="page-frame admin">
      <header class="page-head">
        <h1>{say('admin')}</h1>
      </header>
      <nav class="page-tabs" aria-label={tell('tabs')}>
        {mine.map((each) => (
          <a key={each} href={`/admin/${each}`} aria-current={each === here ? 'page' : undefined}>
            {tell(each)}
          </a>
        ))}
      </nav>
      {here ? bodies[here]() : <p class="hint">{tell('nothingHere')}</p>}
    </div>
  );
}
