import { useSay } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { SeverityShape } from '../parts/severity.tsx';
import { StateWord } from '../parts/state-word.tsx';
import type { Conversation } from './conversation.ts';
import { MarkedText } from './marked-text.tsx';
import { MessageCard } from './message-card.tsx';
import { MessageFiles } from './message-files.tsx';
import { useTell } from './words.ts';

/** What was pinned, folded to a line each; a click unfolds it where it is. */
export function Pins({ conversation }: { conversation: Conversation }) {
  const say = useSay();
  const tell = useTell();
  const pinned = conversation.transcript.pinned.value;
  if (pinned.length === 0) return null;
  return (
    <section class="pins" aria-label={say('pinnedMessages')}>
      {pinned.map((message) => (
        <details key={message.id} class="pin">
          <summary>
            <Icon name="pin" />
            {message.card?.severity && <SeverityShape severity={message.card.severity} />}
            <span class="pin-title">{message.card?.title ?? (message.text || message.files[0]?.name)}</span>
            {message.card?.state && <StateWord word={message.card.state.word} tone={message.card.state.tone} />}
          </summary>
          {message.card ? (
            <MessageCard card={message.card} press={(action) => conversation.press(action)} />
          ) : (
            <div class="pin-body">
              <MarkedText text={message.text} mentions={message.mentions} me={conversation.me} />
              <MessageFiles files={message.files} />
              <button type="button" class="button small" onClick={() => void conversation.act(message, 'pin', { on: false })}>
                {tell('unpin')}
              </button>
            </div>
          )}
        </details>
      ))}
    </section>
  );
}
