import type { Note } from '../../api.d.ts';
import { ChatIcon } from '../chat/chat-icon.tsx';
import { MessageFiles } from '../chat/message-files.tsx';
import { useDesk } from '../desk.ts';
import { OuterLink } from '../parts/rich-text.tsx';
import { useAct } from './use-act.ts';
import { useTell } from './words.ts';
import '../style/message.css';

/** What came with a note, and what could not. */
export function NoteExtras({ incident, note }: { incident: string; note: Note }) {
  if (note.files.length === 0 && note.lost.length === 0) return null;
  return (
    <div class="note-extras">
      <MessageFiles files={note.files} place={`/api/v1/incidents/${incident}/files`} />
      {note.lost.map((said) => (
        <p key={said} class="note-lost">
          {said}
        </p>
      ))}
    </div>
  );
}

/** That it was edited, and the way back to the message that it was taken from. */
export function NoteMarks({ note }: { note: Note }) {
  const { clock } = useDesk();
  const tell = useTell();
  const { editedAt, withdrawn, source } = note;
  return (
    <>
      {editedAt !== null && !withdrawn && (
        <span class="note-mark" data-testid="edited">
          {tell('edited', clock.minute(editedAt))}
        </span>
      )}
      {source?.url && !withdrawn && (
        <span class="note-mark">
          <OuterLink url={hereWhere(source)} label={tell('original')} />
        </span>
      )}
    </>
  );
}

/** Our own messages are found on this console, by whatever name it was opened. */
const hereWhere = ({ platform, url }: NonNullable<Note['source']>): string => {
  const parsed = platform === 'web' && url !== null ? URL.parse(url) : null;
  return parsed ? parsed.pathname + parsed.hash : (url ?? '');
};

export function NoteTools({ incident, note, edit }: { incident: string; note: Note; edit: () => void }) {
  const { sheet } = useDesk();
  const tell = useTell();
  const { act } = useAct();
  if (!note.mayAmend && !note.mayWithdraw) return null;
  const withdraw = () => {
    const yes = () => void act('incident/withdraw', { incident, note: note.number });
    sheet.value = { kind: 'confirm', question: tell('withdrawAsk'), word: tell('withdrawIt'), isDanger: true, yes };
  };
  return (
    <div class="note-tools">
      {note.mayAmend && (
        <button type="button" class="icon-button" aria-label={tell('amend', note.number)} title={tell('amend', note.number)} onClick={edit}>
          <ChatIcon name="edit" />
        </button>
      )}
      {note.mayWithdraw && (
        <button
          type="button"
          class="icon-button"
          aria-label={tell('withdraw', note.number)}
          title={tell('withdraw', note.number)}
          onClick={withdraw}
        >
          <ChatIcon name="bin" />
        </button>
      )}
    </div>
  );
}
