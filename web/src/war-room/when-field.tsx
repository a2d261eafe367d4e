import { useId } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { zoneTime } from '../oncall/zone-time.ts';
import { useTell } from './words.ts';

/** RFC 3339 of a time on the wall of the firm's zone; undefined for what is none. */
export function useInstant(): (wall: string) => string | undefined {
  const { clock } = useDesk();
  return (wall) => {
    const at = zoneTime(clock.zone.value).instant(wall);
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
  };
}

/** The same time as it stands on the firm's wall: `2026-11-23T09:05`. */
export function useWall(): (at: number) => string {
  const { clock } = useDesk();
  return (at) => zoneTime(clock.zone.value).wall(at);
}

/** When something happened, by the firm's clock as all of the timeline. */
export function WhenField({ value, onChange }: { value: string; onChange: (wall: string) => void }) {
  const { clock } = useDesk();
  const tell = useTell();
  const id = useId();
  return (
    <div class="note-when">
      <label for={id}>{tell('when', clock.zone.value)}</label>
      <input id={id} name="at" type="datetime-local" required value={value} onInput={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}
