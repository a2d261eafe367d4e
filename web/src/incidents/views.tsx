import { ViewTab } from '../alerts/page-tabs.tsx';
import { useSay } from '../desk.ts';
import { useLive } from '../use-live.ts';
import { filterOfView, hrefOf, type Filter } from './filter.ts';
import { useTell } from './words.ts';
import '../style/page-tabs.css';

/** The views that were saved of this page; nothing where there are none. */
export function Views({ filter }: { filter: Filter }) {
  const say = useSay();
  const tell = useTell();
  const asked = useLive('views incidents', (desk) => desk.api.skill('view/list', { page: 'incidents' }), ['alerts', 'incident']);
  const views = asked.value.value?.views ?? [];
  if (views.length === 0) return null;
  const here = hrefOf(filter);
  return (
    <nav class="page-tabs" aria-label={tell('views')}>
      <a href="/incidents" aria-current={here === '/incidents' ? 'page' : undefined}>
        {say('filterCurrent')}
      </a>
      {views.map((view) => {
        const href = hrefOf(filterOfView(view));
        return <ViewTab key={view.id} view={view} href={href} isHere={href === here} onGone={asked.again} />;
      })}
    </nav>
  );
}
