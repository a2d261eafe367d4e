import { useDesk, useSay } from '../desk.ts';
import { Dialog } from '../parts/dialog.tsx';
import type { WordKey } from '../state/language.ts';

const keys: [string, WordKey][] = [
  ['J', 'keyDown'],
  ['K', 'keyUp'],
  ['Enter', 'keyOpen'],
  ['A', 'keyAck'],
  ['E', 'keyUnfold'],
  ['X', 'keyChoose'],
  ['S', 'keySilence'],
  ['N', 'keyNote'],
  ['/', 'keySearch'],
  ['4', 'keyFour'],
  ['?', 'keyHelp'],
];

export function KeysSheet({ onClose }: { onClose: () => void }) {
  const { shortcuts } = useDesk();
  const say = useSay();
  return (
    <Dialog title={say('keyboard')} onClose={onClose}>
      <dl class="keys">
        {keys.map(([key, word]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(word)}</dd>
          </div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={shortcuts.isOn.value} onChange={(event) => shortcuts.setOn(event.currentTarget.checked)} />
        {say('keysOn')}
      </label>
      <p class="hint">{say('keysHint')}</p>
    </Dialog>
  );
}
