import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk, usePageTitle } from '../desk.ts';
import { Door } from '../me/door.tsx';
import { useTell } from '../me/words.ts';
import { You } from '../setup/you.tsx';

/** Where the link that is printed at the first start leads. The secret stays behind the `#`. */
export function SetupPage() {
  const { address, api } = useDesk();
  const tell = useTell();
  const token = address.hash.value;
  const isOpen = useSignal<boolean | null>(null);
  usePageTitle(tell('setUp'));
  useEffect(() => {
    void api.get<{ open: boolean }>('/setup').then((answer) => (isOpen.value = answer.ok && answer.value.open));
  }, []);
  const goOn = () => address.go('/welcome');
  if (isOpen.value === null) return null;
  if (!isOpen.value || token === '')
    return (
      <Door title={tell('setUpOver')}>
        <p class="hint">{tell('setUpOverMore')}</p>
        <a class="button large" href="/">
          {tell('goOn')}
        </a>
      </Door>
    );
  return (
    <Door title={tell('setUp')}>
      <You token={token} onDone={goOn} />
      <button type="button" class="link-button" onClick={goOn}>
        {tell('skip')}
      </button>
    </Door>
  );
}
