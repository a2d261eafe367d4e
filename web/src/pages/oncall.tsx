import type { ComponentChild } from 'preact';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { PolicyEditor, ScheduleEditor } from '../oncall/editors.tsx';
import { Overview } from '../oncall/overview.tsx';
import { ScheduleView } from '../oncall/schedule-view.tsx';
import { useTell } from '../oncall/words.ts';
import '../style/oncall.css';

/** Who has it now and who next; one schedule with its layers; and where schedules and policies are made. */
export function OnCallPage({ schedule }: { schedule: string }) {
  const say = useSay();
  const editor = useEditor(schedule);
  usePageTitle(editor?.title ?? (schedule === '' ? say('onCall') : schedule));
  if (editor) return <Framed title={editor.title}>{editor.view}</Framed>;
  return <div class="page-frame oncall">{schedule === '' ? <Overview /> : <ScheduleView key={schedule} schedule={schedule} />}</div>;
}

/** What is to be made or changed, as the address says: `?new=schedule`, `?new=policy`, `?policy=<name>`, or `?edit` of a schedule. */
function useEditor(schedule: string): { title: string; view: ComponentChild } | null {
  const { address } = useDesk();
  const tell = useTell();
  const asked = new URLSearchParams(address.search.value);
  const policy = asked.get('policy');
  if (schedule !== '')
    return asked.has('edit') ? { title: tell('editOf', schedule), view: <ScheduleEditor key={schedule} name={schedule} /> } : null;
  if (policy !== null) return { title: tell('editOf', policy), view: <PolicyEditor key={policy} name={policy} /> };
  if (asked.get('new') === 'schedule') return { title: tell('newSchedule'), view: <ScheduleEditor key="new schedule" name={null} /> };
  if (asked.get('new') === 'policy') return { title: tell('newPolicy'), view: <PolicyEditor key="new policy" name={null} /> };
  return null;
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
