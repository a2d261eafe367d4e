import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ChatType } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useLabel, useTell } from './words.ts';

type Props = {
  type: ChatType;
  /** Where it is asked for. */
  path: string;
  /** What a test room needs besides; null: not chosen yet. */
  room?: object | null;
  children?: ComponentChildren;
};

/** Tests that show on the platform: a message, and a room. */
export function TryIt({ type, path, room, children }: Props) {
  const { api, notices } = useDesk();
  const tell = useTell();
  const label = useLabel()(type);
  const isBusy = useSignal(false);
  const url = useSignal<string | null>(null);
  const test = async (what: 'message' | 'room') => {
    isBusy.value = true;
    const answer = await api.post<{ output: { url: string | null } }>(path, what === 'room' ? { what, ...room } : { what });
    isBusy.value = false;
    if (!answer.ok) return notices.refused(answer.refusal);
    url.value = answer.value.output.url;
    notices.tell(what === 'room' ? tell('roomOpened') : tell('messageSent', label), 'good');
  };
  return (
    <section class="chat-tests" aria-labelledby="chat-tests">
      <h3 id="chat-tests">{tell('tests')}</h3>
      <p class="welcome-acts">
        <button type="button" class="button" disabled={isBusy.value} onClick={() => void test('message')}>
          {tell('testMessage', label)}
        </button>
      </p>
      {children}
      <p class="welcome-acts">
        <button type="button" class="button" disabled={isBusy.value || room === null} onClick={() => void test('room')}>
          {tell('testRoom')}
        </button>
        {url.value !== null && (
          <a href={url.value} target="_blank" rel="noopener noreferrer">
            {tell('openRoom', label)}
            <span class="unseen"> {tell('newTab')}</span>
          </a>
        )}
      </p>
    </section>
  );
}
