import { useDesk, useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { IdentityPicker } from './identity-picker.tsx';

export function TopBar() {
  const { sheet, session } = useDesk();
  const say = useSay();
  return (
    <header class="top-bar">
      <Pulse />
      <div class="top-tools">
        <SoundButton />
        <IdentityPicker />
        <button
          type="button"
          class="icon-button"
          aria-label={say('settings')}
          title={say('settings')}
          onClick={() => (sheet.value = { kind: 'settings' })}
        >
          <Icon name="settings" />
        </button>
        {session.mayUse('incident/declare') && (
          <button
            type="button"
            class="button ink declare"
            data-testid="declare"
            onClick={() => (sheet.value = { kind: 'form', skill: 'incident/declare', values: {} })}
          >
            <Icon name="bell" />
            {say('declare')}
          </button>
        )}
      </div>
    </header>
  );
}

/** "Is this screen alive?": the server's clock, and whether it still ticks. */
function Pulse() {
  const { clock } = useDesk();
  const say = useSay();
  const beatAt = clock.lastBeatAt.value;
  const state = beatAt === null ? 'joining' : clock.isStale.value ? 'lost' : 'live';
  const word = { joining: say('connecting'), live: say('live'), lost: say('connectionLost') }[state];
  return (
    <div class={`pulse ${state}`}>
      <span class="pulse-dot" key={beatAt} aria-hidden="true" />
      <span class="pulse-word" role="status">
        {word}
      </span>
      <span class="pulse-time">{clock.time(clock.now.value)}</span>
      <span class="pulse-zone">{clock.zone.value}</span>
    </div>
  );
}

function SoundButton() {
  const { bell } = useDesk();
  const say = useSay();
  const state = bell.state.value;
  const word = { on: say('soundOn'), blocked: say('soundBlocked'), off: say('soundOff') }[state];
  const change = () => (state === 'on' ? bell.disable() : void bell.enable());
  return (
    <button type="button" class={`sound-button ${state}`} title={word} aria-pressed={state === 'on'} onClick={change}>
      <Icon name={state === 'on' ? 'sound' : 'muted'} />
      <span>{word}</span>
    </button>
  );
}
