import { useSignal } from '@preact/signals';
import type { Finding, SlackFindings, SlackSetup, Verdict } from '../../upkeep.d.ts';
import { FindingLine } from '../admin/doctor.tsx';
import { useDesk } from '../desk.ts';
import { StateWord } from '../parts/state-word.tsx';
import type { Asked } from '../use-live.ts';
import { LinkForm } from './link-form.tsx';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';
import { useTell as useAdminTell } from '../admin/words.ts';

type Props = Omit<StepFrame, 'proof'> & { setup: SlackSetup; found: Asked<SlackFindings>; onAgain: () => void };

const order: Verdict[] = ['wrong', 'warn', 'unknown', 'well'];
const tones = { wrong: 'alarm', warn: 'warn', unknown: 'quiet', well: 'good' } as const;
const words = { wrong: 'verdictWrong', warn: 'verdictWarn', unknown: 'verdictUnknown', well: 'verdictWell' } as const;

/** What the doctor says of it, who is not linked yet, and a test that shows in Slack. */
export function LookStep({ setup, found, onAgain, ...frame }: Props) {
  const tell = useTell();
  const findings = found.value.value?.findings ?? [];
  const isWell = setup.kept !== null && findings.length > 0 && findings.every(({ verdict }) => verdict === 'well');
  return (
    <Step {...frame} proof={isWell ? tell('lookDone') : null} name={tell('look')} why={tell('lookWhy')}>
      {setup.kept === null ? (
        <p>{tell('lookFirst')}</p>
      ) : (
        <>
          <Findings isLooking={found.value.value === null} findings={findings} onAgain={onAgain} />
          <People people={setup.people} onDone={onAgain} />
          <Tests />
        </>
      )}
    </Step>
  );
}

function Findings({ isLooking, findings, onAgain }: { isLooking: boolean; findings: Finding[]; onAgain: () => void }) {
  const tell = useTell();
  const say = useAdminTell();
  return (
    <div class="slack-findings" aria-busy={isLooking}>
      {isLooking && <p role="status">{tell('looking')}</p>}
      <ul>
        {order.flatMap((verdict) =>
          findings
            .filter((finding) => finding.verdict === verdict)
            .map((finding) => (
              <li key={finding.found.en} class="slack-finding" data-code={finding.code}>
                <StateWord word={say(words[verdict])} tone={tones[verdict]} />
                <ul>
                  <FindingLine finding={finding} />
                </ul>
              </li>
            )),
        )}
      </ul>
      <button type="button" class="button" onClick={onAgain}>
        {tell('lookAgain')}
      </button>
    </div>
  );
}

function People({ people: { all, linked, missing }, onDone }: { people: SlackSetup['people']; onDone: () => void }) {
  const tell = useTell();
  return (
    <div class="slack-people" data-testid="slack-people">
      <p>{tell('people', linked, all)}</p>
      {missing.length > 0 && (
        <details class="setup">
          <summary>{tell('missing', missing.length)}</summary>
          <p class="hint">{tell('missingHow')}</p>
          <ul>
            {missing.map(({ name, displayName, email }) => (
              <li key={name}>
                {displayName} <span class="hint">{email ?? tell('noMail')}</span>
                <LinkForm name={name} displayName={displayName} onDone={onDone} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Tests() {
  const { api, notices } = useDesk();
  const tell = useTell();
  const isBusy = useSignal(false);
  const room = useSignal<string | null>(null);
  const test = async (what: 'message' | 'room') => {
    isBusy.value = true;
    const answer = await api.post<{ output: { url: string | null } }>('/slack/test', { what });
    isBusy.value = false;
    if (!answer.ok) return notices.refused(answer.refusal);
    room.value = answer.value.output.url;
    notices.tell(tell(what === 'room' ? 'roomOpened' : 'messageSent'), 'good');
  };
  return (
    <section class="slack-tests" aria-labelledby="slack-tests">
      <h3 id="slack-tests">{tell('tests')}</h3>
      <p class="welcome-acts">
        <button type="button" class="button" disabled={isBusy.value} onClick={() => void test('message')}>
          {tell('testMessage')}
        </button>
        <button type="button" class="button" disabled={isBusy.value} onClick={() => void test('room')}>
          {tell('testRoom')}
        </button>
        {room.value !== null && (
          <a href={room.value} target="_blank" rel="noopener noreferrer">
            {tell('openRoom')}
            <span class="unseen"> {tell('newTab')}</span>
          </a>
        )}
      </p>
    </section>
  );
}
