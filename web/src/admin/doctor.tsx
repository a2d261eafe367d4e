import type { Tone } from '../../api.d.ts';
import type { Checked, DoctorReport, Finding, Verdict } from '../../upkeep.d.ts';
import { useDesk } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import { TestDeliveries } from './test-deliveries.tsx';
import { useStreamCheck } from './use-stream-check.ts';
import { useTell } from './words.ts';

const tones: Record<Verdict, Tone> = { wrong: 'alarm', warn: 'warn', unknown: 'quiet', well: 'good' };
const order: Verdict[] = ['wrong', 'warn', 'unknown', 'well'];

/** What is well and what is not, the worst first, each with what to do. */
export function Doctor() {
  const tell = useTell();
  const asked = useLive('doctor', (desk) => desk.api.get<DoctorReport>(`/doctor?from=${encodeURIComponent(location.origin)}`), ['config']);
  const stream = useStreamCheck();
  const report = asked.value.value;
  const lookAgain = () => {
    asked.again();
    stream.again();
  };
  const checks = report ? [...report.checks, stream.checked] : [];
  return (
    <>
      <Problem of={asked} />
      <section class="panel" aria-labelledby="doctor-title" data-testid="doctor" aria-busy={!report}>
        <header class="doctor-head">
          <h2 id="doctor-title">{tell('doctor')}</h2>
          {report ? <Summary checks={checks} at={report.at} /> : <p class="hint">{tell('looking')}</p>}
          <button type="button" class="button" onClick={lookAgain}>
            {tell('lookAgain')}
          </button>
        </header>
        <ul class="checks">
          {order.flatMap((verdict) =>
            checks.filter((check) => check.verdict === verdict).map((check) => <CheckRow key={check.id} check={check} />),
          )}
        </ul>
      </section>
      <TestDeliveries />
    </>
  );
}

function Summary({ checks, at }: { checks: Checked[]; at: string }) {
  const tell = useTell();
  const count = (verdict: Verdict) => checks.filter((check) => check.verdict === verdict).length;
  const [wrong, warn] = [count('wrong'), count('warn')];
  return (
    <p class="doctor-summary" role="status">
      {wrong > 0 && <StateWord word={tell('wrongs', wrong)} tone="alarm" />}
      {warn > 0 && <StateWord word={tell('warnings', warn)} tone="warn" />}
      {wrong + warn === 0 && <StateWord word={tell('allWell')} tone="good" />}
      <span class="hint">
        {tell('lookedAt')} <Moment at={at} />
      </span>
    </p>
  );
}

function CheckRow({ check }: { check: Checked }) {
  const { language } = useDesk();
  const tell = useTell();
  const words: Record<Verdict, string> = {
    well: tell('verdictWell'),
    warn: tell('verdictWarn'),
    wrong: tell('verdictWrong'),
    unknown: tell('verdictUnknown'),
  };
  return (
    <li class={`doctor-check ${check.verdict}`} data-check={check.id}>
      <h3>{language.pick(check.name)}</h3>
      <StateWord word={words[check.verdict]} tone={tones[check.verdict]} />
      <ul class="findings">
        {check.findings.map((finding) => (
          <FindingLine key={finding.found.en} finding={finding} />
        ))}
      </ul>
    </li>
  );
}

/** What was found, and below it what to do. */
export function FindingLine({ finding }: { finding: Finding }) {
  const { language } = useDesk();
  const tell = useTell();
  return (
    <li>
      <p class="found">{language.pick(finding.found)}</p>
      {finding.fix && (
        <p class="fix">
          <span class="unseen">{tell('doThis')}: </span>
          {language.pick(finding.fix)}
        </p>
      )}
    </li>
  );
}
