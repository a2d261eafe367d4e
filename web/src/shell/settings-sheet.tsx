import { useDesk, useSay } from '../desk.ts';
import { BrowserChoices } from '../forms/browser-choices.tsx';
import { Dialog } from '../parts/dialog.tsx';

export function SettingsSheet({ onClose }: { onClose: () => void }) {
  const { sheet, session } = useDesk();
  const say = useSay();
  return (
    <Dialog title={say('settings')} onClose={onClose}>
      <div class="settings">
        <BrowserChoices />
        <button type="button" class="button" onClick={() => (sheet.value = { kind: 'keys' })}>
          {say('keyboard')}
        </button>
        {session.me.value?.access !== 'open' && (
          <button type="button" class="button" onClick={() => void session.logout()}>
            {say('signOut')}
          </button>
        )}
      </div>
    </Dialog>
  );
}
