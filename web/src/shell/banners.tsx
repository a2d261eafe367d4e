import { useDesk, useSay } from '../desk.ts';
import type { ConfigReport } from '../../api.d.ts';
import { Later } from '../parts/later.tsx';
import { useLive } from '../use-live.ts';
import { demoCoach } from './loaders.ts';

/** What everybody must know whatever the page: the data is old, this is a demo, the configuration is wrong. */
export function Banners() {
  const { session } = useDesk();
  const say = useSay();
  return (
    <div class="banners">
      <StaleBanner />
      <WaitingBanner />
      {session.me.value?.demo && (
        <div class="banner demo" data-testid="demo">
          <span>{say('demoBanner')}</span>
          <Later load={demoCoach} given={{}} />
        </div>
      )}
      <ConfigBanner />
    </div>
  );
}

function StaleBanner() {
  const { clock } = useDesk();
  const say = useSay();
  const beatAt = clock.lastBeatAt.value;
  if (beatAt === null || !clock.isStale.value) return null;
  return (
    <p class="banner stale-since" role="alert">
      {say('dataStoppedAt', clock.time(beatAt))}
    </p>
  );
}

/** What is kept because the server cannot be reached: nobody must think that it is done. */
function WaitingBanner() {
  const { outbox } = useDesk();
  const say = useSay();
  const { length } = outbox.waiting.value;
  return length === 0 ? null : (
    <p class="banner stale-since" role="status" data-testid="waiting">
      {say('actsWait', length)}
    </p>
  );
}

function ConfigBanner() {
  const { address } = useDesk();
  const say = useSay();
  const report = useLive('config', (desk) => desk.api.get<ConfigReport>('/config'), ['config']).value.value;
  const errors = report?.errors.length ?? 0;
  if (errors === 0 || address.path.value === '/admin/config') return null;
  return (
    <p class="banner config-wrong" role="status">
      {say('configWrong', errors)} <a href="/admin/config">{say('seeErrors')}</a>
    </p>
  );
}
