import { useDesk, useSay } from '../desk.ts';

/** The end of a turn: `until 18:00`, with the date when it is another day. */
export function Until({ at }: { at: string | null }) {
  const { clock } = useDesk();
  const say = useSay();
  if (at === null) return <span class="until">{say('noEnd')}</span>;
  const isToday = clock.day(at) === clock.day(clock.now.value);
  const when = isToday ? clock.minute(at) : `${clock.day(at).slice(5)} ${clock.minute(at)}`;
  return (
    <time class="until" dateTime={at}>
      {say('untilTime', when)}
    </time>
  );
}
