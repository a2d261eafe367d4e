import { Icon } from '../parts/icon.tsx';
import { useTell } from './words.ts';
import { widths, zoneHere, type Window } from './window.ts';

/** How far one looks, from when, and on whose clock. */
export function WindowTools({ window, zone }: { window: Window; zone: string }) {
  const tell = useTell();
  const mine = zoneHere();
  return (
    <div class="window-tools">
      <div class="window-steps">
        <button type="button" class="icon-button" aria-label={tell('earlier')} onClick={() => window.turn(-1)}>
          <Icon name="back" />
        </button>
        <button type="button" class="button small" onClick={window.toNow}>
          {tell('today')}
        </button>
        <button type="button" class="icon-button turned" aria-label={tell('later')} onClick={() => window.turn(1)}>
          <Icon name="back" />
        </button>
      </div>
      <select
        aria-label={tell('width')}
        value={window.width}
        onChange={(e) => window.widen(widths.find((each) => each === e.currentTarget.value) ?? 'week')}
      >
        {widths.map((width) => (
          <option key={width} value={width}>
            {tell(width)}
          </option>
        ))}
      </select>
      {mine !== zone && (
        <select
          aria-label={tell('whoseClock')}
          value={window.isMine ? 'mine' : 'own'}
          onChange={(e) => window.choose(e.currentTarget.value === 'mine')}
        >
          <option value="own">{zone}</option>
          <option value="mine">{tell('myZone', mine)}</option>
        </select>
      )}
    </div>
  );
}
