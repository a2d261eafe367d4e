import { useSignal } from '@preact/signals';
import type { Message } from '../../api.d.ts';
import { isComposing } from '../state/shortcuts.ts';
import type { Conversation } from './conversation.ts';
import { useTell } from './words.ts';

type ReactionProps = { message: Message; conversation: Conversation };

const palette = ['👍', '👀', '✅', '🙏', '🎉', '❤️', '😂', '😮', '❌', '🔥'];

/** Who answered with what; a press adds mine or takes it back. */
export function Reactions({ message, conversation }: ReactionProps) {
  const tell = useTell();
  if (message.reactions.length === 0) return null;
  return (
    <div class="reactions">
      {message.reactions.map(({ emoji, people }) => {
        const names = people.map((person) => person.displayName).join(', ');
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={people.some((person) => person.name === conversation.me)}
            aria-label={tell('reactedBy', emoji, names)}
            title={names}
            onClick={() => void conversation.react(message, emoji)}
          >
            <span aria-hidden="true">{emoji}</span> {people.length}
          </button>
        );
      })}
    </div>
  );
}

/** A few to press, and a field for any other. */
export function ReactionPalette({ message, conversation, onDone }: ReactionProps & { onDone: () => void }) {
  const tell = useTell();
  const own = useSignal('');
  const give = (emoji: string) => {
    void conversation.react(message, emoji);
    onDone();
  };
  return (
    <div class="palette" role="group" aria-label={tell('react')}>
      {palette.map((emoji) => (
        <button key={emoji} type="button" class="icon-button" aria-label={emoji} onClick={() => give(emoji)}>
          {emoji}
        </button>
      ))}
      <input
        type="text"
        class="other-emoji"
        aria-label={tell('otherEmoji')}
        placeholder={tell('otherEmoji')}
        value={own.value}
        onInput={(event) => (own.value = event.currentTarget.value.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposing(event) && own.value !== '') give(own.value);
        }}
      />
    </div>
  );
}
