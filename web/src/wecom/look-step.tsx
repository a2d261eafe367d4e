import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { WecomFindings, WecomSetup } from '../../upkeep.d.ts';
import { Findings } from '../chats/findings.tsx';
import { TryIt } from '../chats/try-it.tsx';
import { useTell as useChatTell } from '../chats/words.ts';
import { useDesk } from '../desk.ts';
import type { Asked } from '../use-live.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { setup: WecomSetup; found: Asked<WecomFindings>; onAgain: () => void };

/** What the doctor says of it, and tests that show in WeCom. */
export function LookStep({ setup, found, onAgain, ...frame }: Props) {
  const tell = useTell();
  const say = useChatTell();
  const findings = found.value.value?.findings ?? [];
  const isWell = setup.kept !== null && findings.length > 0 && findings.every(({ verdict }) => verdict === 'well');
  return (
    <Step {...frame} proof={isWell ? tell('lookDone') : null} name={tell('look')} why={tell('lookWhy')}>
      {setup.kept === null ? (
        <p>{say('lookFirst')}</p>
      ) : (
        <>
          <Findings type="wecom" isLooking={found.value.value === null} findings={findings} onAgain={onAgain} />
          <Tests setup={setup} />
        </>
      )}
    </Step>
  );
}

/** Nobody is taken into a test group unasked: the admin says who. */
function Tests({ setup }: { setup: WecomSetup }) {
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
