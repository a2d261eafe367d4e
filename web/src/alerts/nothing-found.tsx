import { useDesk, useSay } from '../desk.ts';
import { Empty } from '../parts/problem.tsx';
import { isNarrowed, searchOf, type Filter } from './filter.ts';
import { useTell } from './words.ts';

/** Nothing burns, nothing matches, or nothing is wired up yet: three different things. */
export function NothingFound({ filter }: { filter: Filter }) {
  const { address } = useDesk();
  const say = useSay();
  const tell = useTell();
  if (!isNarrowed(filter))
    return (
      <Empty title={tell('allQuiet')}>
        <p>
          {say('noAlertsMore')} <a href="/admin/integrations">{say('admin')}</a>
        </p>
      </Empty>
    );
  const all = searchOf({ tab: filter.tab, state: null, match: [], text: '', source: null, group: null });
  return (
    <Empty title={tell('nothingFound')}>
      <p>{tell('nothingFoundMore')}</p>
      <button type="button" class="button" onClick={() => address.narrow(all)}>
        {tell('clear')}
      </button>
    </Empty>
  );
}
