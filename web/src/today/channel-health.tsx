import type { ComponentChildren } from 'preact';
import type { Integration, Tone } from '../../api.d.ts';
import type { DoctorReport, Verdict } from '../../upkeep.d.ts';
import { partsFor } from '../admin/parts-of-admin.ts';
import { useDesk } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import { useTell } from './words.ts';

const channels = new Set(['chats', 'mail', 'integrations']);
const tones: Record<Verdict, Tone> = { wrong: 'alarm', warn: 'warn', unknown: 'quiet', well: 'good' };

/** Whether what comes in and goes out still does: as the doctor sees it, for those who may ask it, else when each source was last heard. */
export function ChannelHealth() {
  const { session } = useDesk();
  const roles = session.me.value?.roles;
  if (!roles) return null;
  return partsFor(roles).includes('doctor') ? <Examined /> : <Heard />;
}

function Examined() {
  const { language } = useDesk();
  const report = useLive('channels', (desk) => desk.api.get<DoctorReport>('/doctor'), ['config']).value.value;
  const checks = report?.checks.filter(({ id }) => channels.has(id)) ?? [];
  return (
    <Panel href="/admin/doctor" isThere={checks.length > 0}>
      {checks.map((check) => (
        <li key={check.id}>
          <StateWord word={language.pick(check.name)} tone={tones[check.verdict]} />
          {check.findings.map((finding) => (
            <span key={finding.found.en} class="hint">
              {language.pick(finding.found)}
            </span>
          ))}
        </li>
      ))}
    </Panel>
  );
}

function Heard() {
  const tell = useTell();
  const asked = useLive('sources', (desk) => desk.api.get<{ integrations: Integration[] }>('/integrations'), ['config', 'alerts']);
  const integrations = asked.value.value?.integrations ?? [];
  return (
    <Panel href="/admin/integrations" isThere={integrations.length > 0}>
      {integrations.map(({ name, lastSeenAt }) => (
        <li key={name}>
          <StateWord word={name} tone={lastSeenAt ? 'good' : 'quiet'} />
          <span class="hint">{lastSeenAt ? tell('lastHeard') : tell('neverHeard')}</span>
          {lastSeenAt && <Moment at={lastSeenAt} />}
        </li>
      ))}
    </Panel>
  );
}

function Panel({ href, isThere, children }: { href: string; isThere: boolean; children: ComponentChildren }) {
  const tell = useTell();
  if (!isThere) return null;
  return (
    <section class="panel" aria-labelledby="channels-title" data-testid="channels">
      <h2 id="channels-title">
        <a href={href}>{tell('health')}</a>
      </h2>
      <ul class="channels">{children}</ul>
    </section>
  );
}
