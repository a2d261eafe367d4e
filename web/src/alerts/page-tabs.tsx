import type { SavedView } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { useLive } from '../use-live.ts';
import { filterOfView, searchOf, type Filter, type Tab } from './filter.ts';
import { useTell } from './words.ts';
import '../style/page-tabs.css';

/** Groups, all alerts, silences; and the views that were saved. */
export function PageTabs({ filter }: { filter: Filter }) {
  const tell = useTell();
  const asked = useLive('views', (desk) => desk.api.skill('view/list', {}), ['alerts']);
  const here = searchOf(filter);
  const tabs: [Tab, string][] = [
    ['groups', tell('groups')],
    ['all', tell('all')],
    ['silences', tell('silences')],
  ];
  const views = asked.value.value?.views ?? [];
  const isView = views.some((view) => searchOf(filterOfView(view)) === here);
  return (
    <nav class="page-tabs" aria-label={tell('tabs')}>
      {tabs.map(([tab, word]) => (
        <a key={tab} href={hrefOf(searchOf({ ...filter, tab }))} aria-current={filter.tab === tab && !isView ? 'page' : undefined}>
          {word}
        </a>
      ))}
      {views.length > 0 && <span class="tab-line" aria-hidden="true" />}
      {views.map((view) => (
        <ViewTab
          key={view.id}
          view={view}
          href={hrefOf(searchOf(filterOfView(view)))}
          isHere={searchOf(filterOfView(view)) === here}
          onGone={asked.again}
        />
      ))}
    </nav>
  );
}

const hrefOf = (search: string) => (search === '' ? '/alerts' : `/alerts?${search}`);

type ViewTabProps = { view: SavedView; href: string; isHere: boolean; onGone: () => void };

/** A view that was saved; one's own can be removed while it is shown. */
export function ViewTab({ view, href, isHere, onGone }: ViewTabProps) {
  const { api, notices } = useDesk();
  const tell = useTell();
  const remove = async () => {
    const answer = await api.skill('view/remove', { view: view.id });
    if (!answer.ok) notices.refused(answer.refusal);
    onGone();
  };
  const title = !view.mine && view.ownerName !== null ? tell('viewBy', view.ownerName) : undefined;
  return (
    <span class="view-tab">
      <a href={href} aria-current={isHere ? 'page' : undefined} title={title}>
        {view.name}
      </a>
      {isHere && view.mine && (
        <button type="button" class="icon-button" aria-label={tell('removeView', view.name)} onClick={() => void remove()}>
          <Icon name="close" />
        </button>
      )}
    </span>
  );
}
