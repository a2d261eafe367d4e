import { useSignal, type Signal } from '@preact/signals';
import type { MySettings } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useTell } from './settings-words.ts';

const usual = { from: '22:00', to: '07:00' };

/** Quiet hours, or none; what was set is there again when they are turned on again. */
export function QuietField({ value }: { value: Signal<MySettings['quiet']> }) {
  const tell = useTell();
  const last = useSignal(value.value ?? usual);
  const set = (next: typeof usual) => (value.value = last.value = next);
  return (
    <>
      <label class="quiet-switch">
        <input
          type="checkbox"
          checked={value.value !== null}
          onChange={(e) => (value.value = e.currentTarget.checked ? last.value : null)}
        />
        {tell('quiet')}
      </label>
      <p class="hint">{tell('quietMore')}</p>
      {value.value !== null && (
        <div class="quiet-times">
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              {tell(end)}
              <input type="time" required value={last.value[end]} onInput={(e) => set({ ...last.value, [end]: e.currentTarget.value })} />
            </label>
          ))}
        </div>
      )}
    </>
  );
}

export function ZoneField({ value }: { value: Signal<string | null> }) {
  const { clock } = useDesk();
  const tell = useTell();
  const zones = new Set([...(value.value === null ? [] : [value.value]), 'UTC', ...Intl.supportedValuesOf('timeZone')]);
  return (
    <label class="call-zone">
      {tell('zone')}
      <select value={value.value ?? ''} onChange={(e) => (value.value = e.currentTarget.value || null)}>
        <option value="">{tell('firmZone', clock.zone.value)}</option>
        {[...zones].map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
