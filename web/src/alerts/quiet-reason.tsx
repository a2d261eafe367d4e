import type { Alert, Silence } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useLive } from '../use-live.ts';
import { useTell } from './words.ts';

/** Silences that hold or are to come, by id; asked once for the whole page. */
export function useSilences(): ReadonlyMap<string, Silence> {
  const asked = useLive('silences', (desk) => desk.api.skill('silence/list', {}), ['alerts']);
  return new Map(asked.value.value?.silences.map((each) => [each.id, each]));
}

/** A moment as short as it can be said: `12:00`, with the day when it is another. */
export function useShortTime(): (at: string) => string {
  const { clock } = useDesk();
  return (at) => (clock.day(at) === clock.day(clock.now.peek()) ? clock.minute(at) : `${clock.day(at).slice(5)} ${clock.minute(at)}`);
}

/** By whom an alert is kept quiet, and until when. */
export function QuietReason({ alert, silences }: { alert: Alert; silences: ReadonlyMap<string, Silence> }) {
  const tell = useTell();
  const time = useShortTime();
  const [first] = alert.silencedBy.flatMap((id) => silences.get(id) ?? []).toSorted((a, b) => Date.parse(b.endsAt) - Date.parse(a.endsAt));
  if (first) return <span class="quiet-reason">{tell('byUntil', first.byName, time(first.endsAt))}</span>;
  return alert.inhibitedBy.length > 0 ? <span class="quiet-reason">{tell('inhibitedBy')}</span> : null;
}

/** The same in full, for each reason. */
export function QuietReasons({ alert }: { alert: Alert }) {
  const tell = useTell();
  const time = useShortTime();
  const silences = useSilences();
  if (alert.silencedBy.length + alert.inhibitedBy.length === 0) return null;
  return (
    <ul class="quiet-reasons">
      {alert.silencedBy.flatMap((id) => {
        const s = silences.get(id);
        const word = s?.kind === 'maintenance' ? 'maintainedWhy' : 'silencedWhy';
        return s ? [<li key={id}>{tell(word, s.byName, time(s.endsAt), s.comment)}</li>] : [];
      })}
      {alert.inhibitedBy.slice(0, 5).map((fingerprint) => (
        <li key={fingerprint}>
          <a href={`/alerts?tab=all#${fingerprint}`}>{tell('inhibitedBy')}</a>
        </li>
      ))}
    </ul>
  );
}
