import type { ComponentChild } from 'preact';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { Overview } from '../oncall/overview.tsx';
import { ScheduleEditor } from '../oncall/schedule-editor.tsx';
import { ScheduleView } from '../oncall/schedule-view.tsx';
import { useTell } from '../oncall/words.ts';
import '../style/oncall.css';

/** Who has it now and who next; one schedule with its layers; and where schedules are made. */
export function OnCallPage({ schedule }: { schedule: string }) {
  const { address } = useDesk();
  const say = useSay();
  const tell = useTell();
  const asked = new URLSearchParams(address.search.value);
  const isNew = schedule === '' && asked.get('new') === 'schedule';
  const isEdited = schedule !== '' && asked.has('edit');
  const title = isNew ? tell('newSchedule') : isEdited ? tell('editOf', schedule) : null;
  usePageTitle(title ?? (schedule === '' ? say('onCall') : schedule));
  if (title !== null)
    return (
      <Framed title={title}>
        <ScheduleEditor key={schedule} schedule={isNew ? null : schedule} />
      </Framed>
    );
  return <div class="page-frame oncall">{schedule === '' ? <Overview /> : <ScheduleView key={schedule} schedule={schedule} />}</div>;
}

function Framed({ title, children }: { title: string; children: ComponentChild }) {
  const tell = useTell();
  return (
    <div class="page-frame oncall">
      <p>
        <a href="/oncall">{tell('backToAll')}</a>
      </p>
      <header class="page-head">
        <h1>{title}</h1>
      </header>
      {children}
    </div>
  );
}
