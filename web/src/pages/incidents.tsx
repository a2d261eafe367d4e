import { useEffect, useRef } from 'preact/hooks';
import type { IncidentSummary } from '../../api.d.ts';
import type { Feed } from '../alerts/feed.ts';
import { FreshPill } from '../alerts/fresh-pill.tsx';
import { isHandIdle } from '../alerts/idle-hand.ts';
import { useFeed } from '../alerts/use-feed.ts';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { inputOf, searchOf, useFilter, type Filter } from '../incidents/filter.ts';
import { Filters } from '../incidents/filters.tsx';
import { IncidentTable } from '../incidents/table.tsx';
import { Views } from '../incidents/views.tsx';
import { useTell } from '../incidents/words.ts';
import { Empty, Problem } from '../parts/problem.tsx';
import '../style/incidents.css';

const pageSize = 100;

/** Every incident, the newest first, for as far back as one reads. The address holds the whole filter. */
export function IncidentsPage() {
  const { api } = useDesk();
  const say = useSay();
  const { filter, change } = useFilter();
  usePageTitle(say('incidents'));
  const parts = {
    on: 'incident' as const,
    idOf: ({ number }: IncidentSummary) => number,
    ask: async (cursor: string | null) => {
      const answer = await api.skill('incident/list', { ...inputOf(filter), limit: pageSize, ...(cursor === null ? {} : { cursor }) });
      return answer.ok ? { ok: true as const, value: { rows: answer.value.incidents, next: answer.value.next } } : answer;
    },
  };
  const feed = useFeed(searchOf(filter), parts, () => isHandIdle('incidents'));
  const rows = feed.rows.value;
  return (
    <div class="page-frame">
      <header class="page-head">
        <h1>{say('incidents')}</h1>
      </header>
      <Views filter={filter} />
      <Filters filter={filter} change={change} />
      <Problem of={{ value: feed.rows, problem: feed.problem, again: () => void feed.load() }} />
      <FreshPill feed={feed} />
      {rows.length > 0 && <IncidentTable rows={rows} hasMore={feed.hasMore.value} />}
      {feed.isLoaded.value && rows.length === 0 && !feed.hasMore.value && <Nothing filter={filter} />}
      {feed.isLoaded.value && feed.hasMore.value && <Older feed={feed} />}
    </div>
  );
}

/** Fetches what is older as soon as one comes near the end; pressed, too. */
function Older({ feed }: { feed: Feed<IncidentSummary> }) {
  const tell = useTell();
  const end = useRef<HTMLButtonElement>(null);
  const { length } = feed.rows.value;
  useEffect(() => {
    const eye = new IntersectionObserver(([seen]) => seen?.isIntersecting && feed.see(0, length), { rootMargin: '400px' });
    if (end.current) eye.observe(end.current);
    return () => eye.disconnect();
  }, [feed, length]);
  return (
    <button ref={end} type="button" class="button incidents-older" onClick={() => void feed.more()}>
      {tell('more')}
    </button>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const say = useSay();
  const tell = useTell();
  if (searchOf(filter) === '')
    return (
      <Empty title={say('noIncidents')}>
        <p>{say('noIncidentsMore')}</p>
      </Empty>
    );
  return (
    <Empty title={tell('nothingFound')}>
      <a class="button" href="/incidents">
        {tell('clear')}
      </a>
    </Empty>
  );
}
