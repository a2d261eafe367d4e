import { usePageTitle, useSay } from '../desk.ts';
import { Empty } from '../parts/problem.tsx';

/** Says what was asked for and where to go instead. */
export function NotFoundPage({ path, because }: { path: string; because?: string }) {
  const say = useSay();
  usePageTitle(say('notFound'));
  return (
    <div class="page-frame not-found">
      <h1>{path.startsWith('/i/') ? say('noSuchIncident', path.slice(3)) : say('notFound')}</h1>
      <Empty title={because ?? say('notFoundMore')}>
        <p class="not-found-links">
          <a href="/">{say('today')}</a>
          <a href="/incidents">{say('incidents')}</a>
          <a href="/alerts">{say('alerts')}</a>
          <a href="/chat">{say('chat')}</a>
        </p>
        <p class="hint">
          <code>{path}</code>
        </p>
      </Empty>
    </div>
  );
}
