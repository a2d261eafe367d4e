import { useEffect } from 'preact/hooks';
import type { OnDuty } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useLive, type Asked } from '../use-live.ts';
import type { Span } from './calendar.ts';
import { handOverAfter, type Roster } from './roster.ts';

/** Who is on call now and in the coming two weeks; asked again at each hand-over. */
export function useRoster(): { duty: Asked<OnDuty>; roster: Asked<Roster> } {
  const { clock } = useDesk();
  const duty = useLive('oncall', (desk) => desk.api.skill('oncall/who', {}), ['config', 'oncall']);
  const roster = useLive('roster', (desk) => desk.api.skill('oncall/roster', {}), ['config', 'oncall']);
  const known = roster.value.value;
  const next = known ? Math.min(...known.schedules.map((rota) => handOverAfter(rota, Date.parse(known.from))?.at ?? Infinity)) : Infinity;
  const isPast = clock.now.value >= next;
  useEffect(() => {
    if (!isPast) return;
    duty.again();
    roster.again();
  }, [isPast, next]);
  return { duty, roster };
}

/** All schedules over a span. */
export function useRosterIn({ from, to }: Span): Asked<Roster> {
  const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  return useLive(`roster ${start} ${end}`, (desk) => desk.api.skill('oncall/roster', { from: start, to: end }), ['config', 'oncall']);
}
