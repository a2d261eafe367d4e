import { useSignal } from '@preact/signals';
import type { TimelineLine } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { ByVia } from '../parts/way.tsx';
import { NoteEdit } from './note-edit.tsx';
import { NoteExtras, NoteMarks, NoteTools } from './note-line.tsx';
import { toneOf } from './story-kinds.ts';

/** A line of the story; `day` is said above it where it begins another. */
export function StoryLine({ incident, line, day = null }: { incident: string; line: TimelineLine; day?: string | null }) {
  const { session } = useDesk();
  const isEdited = useSignal(false);
  const { note } = line;
  const name = line.person && session.nameOf(line.person);
  const tone = note?.withdrawn ? 'withdrawn' : toneOf(line.kind);
  return (
    <li class={`story ${tone}`} data-kind={line.kind} data-note={note?.number}>
      {day !== null && <p class="story-day">{day}</p>}
      <Moment at={line.at} />
      {note && isEdited.value ? (
        <NoteEdit incident={incident} note={note} at={line.at} onClose={() => (isEdited.value = false)} />
      ) : (
        <>
          <p class="story-text">
            <RichText text={line.text} />
          </p>
          {note && <NoteExtras incident={incident} note={note} />}
          <p class="story-by">
            <ByVia person={name !== undefined && line.text.includes(name) ? undefined : name} via={line.via} />
            {note && <NoteMarks note={note} />}
          </p>
          {note && <NoteTools incident={incident} note={note} edit={() => (isEdited.value = true)} />}
        </>
      )}
    </li>
  );
}
