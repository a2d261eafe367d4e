import { useDesk, useSay } from '../desk.ts';
import type { LanguageCode } from '../state/language.ts';
import type { ThemeChoice } from '../state/theme.ts';
import { Choice } from './choice.tsx';

/** What is chosen for this browser: its language, its looks, and how it calls. */
export function BrowserChoices() {
  const { language, theme } = useDesk();
  const say = useSay();
  const languages: [LanguageCode, string][] = [
    ['zh', '中文'],
    ['en', 'English'],
  ];
  const themes: [ThemeChoice, string][] = [
    ['auto', say('themeAuto')],
    ['light', say('themeLight')],
    ['dark', say('themeDark')],
  ];
  return (
    <>
      <Choice legend={say('language')} options={languages} value={language.code.value} onChange={language.choose} />
      <Choice legend={say('appearance')} options={themes} value={theme.choice.value} onChange={theme.choose} />
      <SoundSetting />
      <DesktopSetting />
    </>
  );
}

function SoundSetting() {
  const { bell } = useDesk();
  const say = useSay();
  const state = bell.state.value;
  return (
    <div class="setting">
      <p class="setting-name">{say('sound')}</p>
      <p class="hint">{{ on: say('soundOnLong'), blocked: say('soundBlockedLong'), off: say('soundOffLong') }[state]}</p>
      <p class="setting-acts">
        <button type="button" class="button" onClick={() => void bell.enable()}>
          {say('tryBell')}
        </button>
        {state !== 'off' && (
          <button type="button" class="button" onClick={() => bell.disable()}>
            {say('turnOff')}
          </button>
        )}
      </p>
    </div>
  );
}

function DesktopSetting() {
  const { desktop } = useDesk();
  const say = useSay();
  const permission = desktop.permission.value;
  const words = {
    granted: say('desktopGranted'),
    denied: say('desktopDenied'),
    default: say('desktopDefault'),
    missing: say('desktopMissing'),
  };
  return (
    <div class="setting">
      <p class="setting-name">{say('desktop')}</p>
      <p class="hint">{words[permission]}</p>
      {permission === 'default' && (
        <button type="button" class="button" onClick={() => void desktop.ask()}>
          {say('allow')}
        </button>
      )}
    </div>
  );
}
