import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Issue } from '../../../api.d.ts';
import { useDesk } from '../../desk.ts';
import type { Calendar, Span } from '../calendar.ts';
import type { ScheduleSpec } from './spec.ts';

export type Drawn = { calendar: Calendar | null; issues: Issue[] };
type Answered = { ok: true; output: Calendar } | { ok: false; issues: Issue[] };

const typedMs = 160;

/** What a schedule would mean in a span, by the engine that calls people; asked when the typing rests. `spec` null: it is not right yet,
 *  and what was drawn last stays. */
export function useDrawn(spec: ScheduleSpec | null, { from, to }: Span): ReadonlySignal<Drawn> {
  const { api } = useDesk();
  const drawn = useSignal<Drawn>({ calendar: null, issues: [] });
  const asked = spec && JSON.stringify({ schedule: spec, from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  useEffect(() => {
    if (!asked) return;
    let isLast = true;
    const ask = async () => {
      const answer = await api.post<Answered>('/oncall/draft', JSON.parse(asked));
      if (!isLast || !answer.ok) return;
      const { value } = answer;
      drawn.value = value.ok ? { calendar: value.output, issues: [] } : { calendar: drawn.peek().calendar, issues: value.issues };
    };
    const timer = setTimeout(() => void ask(), drawn.peek().calendar ? typedMs : 0);
    return () => {
      isLast = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return drawn;
}
