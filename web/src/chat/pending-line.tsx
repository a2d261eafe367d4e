import { useDesk, useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { MarkedText } from './marked-text.tsx';
import type { Outbox, Pending } from './outbox.ts';
import { useTell } from './words.ts';

/** My own words on their way, waiting for the connection, or turned back. */
export function PendingLine({ item, outbox }: { item: Pending; outbox: Outbox }) {
  const { session } = useDesk();
  const say = useSay();
  const tell = useTell();
  const name = session.me.value?.person?.displayName ?? say('guest');
  const state = item.isWaiting ? tell('waiting') : say('sending');
  return (
    <li class="message pending">
      <Avatar name={name} />
      <div class="message-frame">
        <p class="message-head">
          <strong>{name}</strong>
          <span>{item.failed === null ? state : say('notSent')}</span>
        </p>
        <MarkedText text={item.text} mentions={[]} me="" />
        {item.files?.map((file) => (
          <p key={file.id} class="hint">
            {file.name}
          </p>
        ))}
        {item.failed !== null && (
          <p class="field-problem">
            {item.failed}{' '}
            <button type="button" class="button small" onClick={() => outbox.retry(item.clientId)}>
              {say('tryAgain')}
            </button>{' '}
            <button type="button" class="button small" onClick={() => outbox.discard(item.clientId)}>
              {tell('discard')}
            </button>
          </p>
        )}
      </div>
    </li>
  );
}
