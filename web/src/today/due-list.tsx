import type { IncidentSummary } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useRoster } from '../oncall/use-roster.ts';
import { Moment } from '../parts/moment.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import { dueOf, type Due } from './due.ts';
import { useTell } from './words.ts';

/** What is due, with the way to it; nothing at all where nothing is. */
export function DueList({ incidents }: { incidents: IncidentSummary[] }) {
  const { clock } = useDesk();
  const tell = useTell();
  const silences = useLive('silences of today', (desk) => desk.api.skill('silence/list', {}), ['alerts']).value.value?.silences ?? [];
  const roster = useRoster().roster.value.value;
  const due = dueOf({ incidents, silences, roster, now: clock.now.value });
  if (due.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="due-title" data-testid="due">
      <h2 id="due-title">{tell('due')}</h2>
      <ul class="due">
        {due.map((each) => (
          <DueLine key={`${each.kind} ${'number' in each ? each.number : 'id' in each ? each.id : each.schedule}`} due={each} />
        ))}
      </ul>
    </section>
  );
}

function DueLine({ due }: { due: Due }) {
  const { clock } = useDesk();
  const tell = useTell();
  const time = <Moment at={new Date(due.at).toISOString()} />;
  if (due.kind === 'silence')
    return (
      <li>
        <a href="/alerts?tab=silences">{tell('silenceEnds', due.what)}</a>
        <span class="due-time">
          {tell('at')} {time}
        </span>
      </li>
    );
  if (due.kind === 'gap')
    return (
      <li>
        <a href="/oncall">{tell('gap', due.schedule)}</a>
        <span class="due-time">
          {tell(due.at <= clock.now.value ? 'since' : 'from')} {time}
        </span>
      </li>
    );
  return (
    <li>
      <StateWord word={tell(due.kind)} tone={due.kind === 'unheard' ? 'alarm' : 'warn'} />
      <a href={`/i/${due.number}`}>{due.title}</a>
      <span class="due-time">
        {tell('since')} {time}
      </span>
    </li>
  );
}
