import type { Attempt, Incident, Page, PageState } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Avatar } from '../parts/avatar.tsx';
import { WhoNext } from '../delivery/who-next.tsx';
import { Moment } from '../parts/moment.tsx';
import { Receipt } from '../delivery/receipt.tsx';
import { ByVia } from '../parts/way.tsx';
import { PageStateWord } from '../parts/state-word.tsx';
import { useAct } from './use-act.ts';
import { useTell } from './words.ts';
import '../style/people.css';

/** Who was called, how far each call got, and by which ways. */
export function People({ incident }: { incident: Incident }) {
  const say = useSay();
  return (
    <section class="panel" aria-labelledby="people-title">
      <h2 id="people-title">{say('peopleCalled')}</h2>
      {incident.pages.length === 0 && <p class="hint">{say('nobodyCalled')}</p>}
      <ul class="people" data-testid="people">
        {incident.pages.map((page) => (
          <PersonCalled key={page.id} page={page} />
        ))}
      </ul>
      <WhoNext incident={incident} />
    </section>
  );
}

function PersonCalled({ page }: { page: Page }) {
  const { session } = useDesk();
  const say = useSay();
  const name = session.nameOf(page.person);
  return (
    <li class="person" data-person={page.person} data-state={page.state}>
      <Avatar name={name} />
      <div class="person-frame">
        <p class="person-head">
          <strong>{name}</strong>
          <PageStateWord state={page.state} />
        </p>
        <Ladder page={page} />
        {page.acknowledgedAt && (
          <p class="person-note">
            <Moment at={page.acknowledgedAt} /> <ByVia via={page.acknowledgedVia} />
          </p>
        )}
        {page.attempts.length > 0 && (
          <details class="attempts">
            <summary>{say('attempts', page.attempts.length)}</summary>
            <Receipt page={page} />
          </details>
        )}
        <CallAgain page={page} />
      </div>
    </li>
  );
}

/** For somebody who has not answered, and still could. */
function CallAgain({ page }: { page: Page }) {
  const { session, notices } = useDesk();
  const tell = useTell();
  const { act, isBusy } = useAct();
  const isOver = page.state === 'acked' || page.state === 'stopped';
  if (isOver || !session.mayUse('page/resend')) return null;
  const call = async () => {
    if (await act('page/resend', { page: page.id })) notices.tell(tell('resent', session.nameOf(page.person)), 'good');
  };
  return (
    <button type="button" class="button small" disabled={isBusy.value} onClick={() => void call()}>
      {tell('resend')}
    </button>
  );
}

const rungs: PageState[] = ['queued', 'sent', 'delivered', 'read', 'acked'];

const rungOf = (state: PageState | Attempt['state']): number =>
  rungs.indexOf(state === 'ringing' ? 'sent' : state === 'answered' ? 'delivered' : state);

/** How far the call has come: queued, sent, delivered, read, acknowledged. The word beside it says the same. */
function Ladder({ page }: { page: Page }) {
  const reached = Math.max(...[page.state, ...page.attempts.map((attempt) => attempt.state)].map(rungOf));
  return (
    <span class={`ladder ${page.state}`} aria-hidden="true">
      {rungs.map((rung, at) => (
        <i key={rung} class={at <= reached ? 'reached' : ''} />
      ))}
    </span>
  );
}
