import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { WecomSetup } from '../../upkeep.d.ts';
import { TryIt } from '../chats/try-it.tsx';
import { useDesk } from '../desk.ts';
import { useTell } from './words.ts';

/** What shows in WeCom. Nobody is taken into a test group unasked: the admin says who. */
export function Tests({ setup }: { setup: WecomSetup }) {
  const { session } = useDesk();
  const tell = useTell();
  const id = useId();
  const guest = useSignal('');
  const guests = setup.guests.filter(({ name }) => name !== session.me.value?.person?.name);
  return (
    <TryIt type="wecom" path="/wecom/test" room={guest.value === '' ? null : { with: guest.value }}>
      {guests.length === 0 ? (
        <p class="hint">{tell('guestNone')}</p>
      ) : (
        <p class="welcome-acts">
          <label for={id}>{tell('guest')}</label>
          <select id={id} value={guest.value} onChange={(event) => (guest.value = event.currentTarget.value)}>
            <option value="">{tell('choose')}</option>
            {guests.map(({ name, displayName }) => (
              <option key={name} value={name}>
                {displayName}
              </option>
            ))}
          </select>
        </p>
      )}
    </TryIt>
  );
}
