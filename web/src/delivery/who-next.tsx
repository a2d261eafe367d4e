import type { Incident } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { elapsed } from '../state/clock.ts';
import { useAct } from '../war-room/use-act.ts';
import { useTell } from './words.ts';
import '../style/delivery.css';

const pauses = [15, 30, 60];

/** Who is called next and when, to the second; and how not to wait for it, or to put it off. */
export function WhoNext({ incident: { number, calling, timeline } }: { incident: Incident }) {
  const { clock, session } = useDesk();
  const tell = useTell();
  if (!calling) return null;
  const who = calling.people.map((person) => session.nameOf(person)).join(tell('and'));
  const word = who === '' ? tell('nextNobody') : tell(calling.again ? 'nextAgain' : 'nextAt', who);
  return (
    <div class="who-next" data-testid="who-next">
      <p>
        <strong>{word}</strong>{' '}
        <span class="countdown" role="timer">
          {tell('inTime', elapsed(clock.now.value, Date.parse(calling.at)))}
        </span>
      </p>
      <NextActs number={number} asOf={seenAt(timeline)} />
    </div>
  );
}

/** The newest that this page knows of: whoever escalates has not seen what came later. */
const seenAt = (timeline: Incident['timeline']): string => timeline.reduce((last, { at }) => (at > last ? at : last), '');

function NextActs({ number, asOf }: { number: string; asOf: string }) {
  const { clock, notices, session } = useDesk();
  const tell = useTell();
  const { act, isBusy } = useAct();
  const escalate = async () => {
    const done = await act('incident/escalate', { incident: number, asOf });
    if (done) notices.tell(tell('escalated', done.names.join(tell('and'))), 'good');
  };
  const snooze = async (minutes: number) => {
    const done = await act('incident/snooze', { incident: number, minutes });
    if (done) notices.tell(tell('snoozed', clock.minute(done.until)), 'good');
  };
  return (
    <p class="who-next-acts">
      {session.mayUse('incident/escalate') && (
        <button type="button" class="button small" disabled={isBusy.value} onClick={() => void escalate()}>
          {tell('escalateNow')}
        </button>
      )}
      {session.mayUse('incident/snooze') && <Snooze isBusy={isBusy.value} onChoose={(minutes) => void snooze(minutes)} />}
    </p>
  );
}

function Snooze({ isBusy, onChoose }: { isBusy: boolean; onChoose: (minutes: number) => void }) {
  const tell = useTell();
  return (
    <select
      class="snooze"
      aria-label={tell('snooze')}
      disabled={isBusy}
      value=""
      onChange={(event) => {
        onChoose(Number(event.currentTarget.value));
        event.currentTarget.value = '';
      }}
    >
      <option value="">{tell('snooze')}…</option>
      {pauses.map((minutes) => (
        <option key={minutes} value={minutes}>
          {tell('snoozeFor', minutes)}
        </option>
      ))}
    </select>
  );
}
