import { useSignal } from '@preact/signals';
import type { RoomMessages } from '../../api.d.ts';
import { useDesk, type Desk } from '../desk.ts';
import type { Answer } from '../state/api.ts';
import { useLive } from '../use-live.ts';
import { Step, type StepFrame } from './step.tsx';
import { useTell } from './words.ts';

/** Where people talk: the bot says hello there, and it is seen here. */
export function ChatStep({ onDone, ...frame }: { onDone: () => void } & Omit<StepFrame, 'proof'>) {
  const { api, notices } = useDesk();
  const tell = useTell();
  const isBusy = useSignal(false);
  const greeting = useLive('hello', greeted, ['rooms', 'message']).value.value;
  const hello = greeting?.messages.findLast((message) => message.author.kind === 'bot' && !message.card);
  const greet = async () => {
    isBusy.value = true;
    const answer = await api.post('/welcome/hello');
    isBusy.value = false;
    if (!answer.ok) return notices.refused(answer.refusal);
    onDone();
  };
  return (
    <Step {...frame} proof={hello ? tell('chatDone') : null} name={tell('chat')} why={tell('chatWhy')}>
      {hello ? (
        <>
          <blockquote class="welcome-said">{hello.text}</blockquote>
          <a class="button" href="/chat/ops">
            {tell('chatOpen')}
          </a>
        </>
      ) : (
        <button type="button" class="button primary" disabled={isBusy.value} onClick={() => void greet()}>
          {tell('chatHello')}
        </button>
      )}
      <p class="welcome-acts">
        <a href="/admin/slack">{tell('chatSlack')}</a>
        <a href="/admin/wecom">{tell('chatWecom')}</a>
      </p>
    </Step>
  );
}

/** What has been said in #ops; nothing while it is not there. */
async function greeted({ api }: Desk): Promise<Answer<Pick<RoomMessages, 'messages'>>> {
  const rooms = await api.get<{ rooms: { id: string }[] }>('/chat/rooms');
  if (!rooms.ok || rooms.value.rooms.every((room) => room.id !== 'ops')) return { ok: true, value: { messages: [] } };
  return api.get('/chat/rooms/ops/messages?limit=20');
}
