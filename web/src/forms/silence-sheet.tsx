import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useTell } from '../alerts/words.ts';
import type { Answer } from '../state/api.ts';
import { sayRefusal } from '../state/notices.ts';
import { isAway } from '../state/outbox.ts';
import { Choice } from './choice.tsx';
import { FormFoot } from './form-foot.tsx';
import { useSkillCall } from './use-skill-call.ts';

const durations = ['30', '60', '120', '480', '1440'] as const;
type Duration = (typeof durations)[number];

type SilenceProps = {
  /** Matchers to choose from. */
  offers: string[];
  chosen: string[];
  minutes?: number | undefined;
  comment?: string;
  onClose: () => void;
};

/** Silences what all chosen matchers hit: the more of them, the narrower. Says how much that is before it is done. */
export function SilenceSheet({ offers, chosen: first, minutes: asked, comment: begun = '', onClose }: SilenceProps) {
  const say = useSay();
  const chosen = useSignal(first);
  const own = useSignal('');
  const minutes = useSignal<Duration>(durations.find((each) => each === String(asked)) ?? '60');
  const comment = useSignal(begun);
  const call = useSkillCall('alert/silence', onClose);
  const match = [...chosen.value, ...(own.value.trim() === '' ? [] : [own.value.trim()])];
  const send = (event: Event) => {
    event.preventDefault();
    void call.send({ match, minutes: Number(minutes.value), comment: comment.value.trim() });
  };
  return (
    <Dialog title={say('silenceAlerts')} onClose={onClose} testId="silence-form">
      <form class="form" onSubmit={send}>
        <MatcherChoice offers={offers} chosen={chosen.value} onChange={(next) => (chosen.value = next)} />
        {offers.length === 0 && <OwnMatcher value={own.value} onChange={(next) => (own.value = next)} />}
        <Hits match={match} />
        <Choice
          legend={say('forHowLong')}
          options={durations.map((each) => [each, say('minutesLong', Number(each))] as const)}
          value={minutes.value}
          onChange={(next) => (minutes.value = next)}
        />
        <WhyField value={comment.value} onChange={(next) => (comment.value = next)} />
        <FormFoot call={call} word={say('silence')} />
      </form>
    </Dialog>
  );
}

function OwnMatcher({ value, onChange }: { value: string; onChange: (next: string) => void }) {
  const say = useSay();
  return (
    <div class="field">
      <label for="silence-match">{say('alertsWithAll')}</label>
      <input
        id="silence-match"
        class="mono"
        required
        autocomplete="off"
        placeholder={'alertname="DiskFull"'}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

function WhyField({ value, onChange }: { value: string; onChange: (next: string) => void }) {
  const say = useSay();
  return (
    <div class="field">
      <label for="silence-comment">{say('silenceWhy')}</label>
      <input
        id="silence-comment"
        required
        autofocus
        autocomplete="off"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

const typingMs = 250;
const againMs = 2_000;

/** How many firing alerts these matchers hit, while they are being chosen. */
function Hits({ match }: { match: string[] }) {
  const { api, language } = useDesk();
  const tell = useTell();
  const said = useSignal<Answer<{ total: number }> | null>(null);
  const key = match.join('\n');
  useEffect(() => {
    said.value = null;
    if (match.length === 0) return;
    let isOver = false;
    const ask = async () => {
      const answer = await api.skill('alert/facets', { match });
      if (isOver) return;
      said.value = answer;
      if (!answer.ok && isAway(answer.refusal)) timer = setTimeout(() => void ask(), againMs);
    };
    let timer = setTimeout(() => void ask(), typingMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [key]);
  const words = (): string => {
    const answer = said.value;
    if (answer === null) return '…';
    if (!answer.ok) return sayRefusal(language, answer.refusal);
    return answer.value.total === 0 ? tell('hitsNone') : tell('hitsNow', answer.value.total);
  };
  return (
    <p class={said.value?.ok === false ? 'field-problem' : 'hint'} aria-live="polite" data-testid="silence-hits">
      {words()}
    </p>
  );
}

type MatcherChoiceProps = { offers: string[]; chosen: string[]; onChange: (chosen: string[]) => void };

function MatcherChoice({ offers, chosen, onChange }: MatcherChoiceProps) {
  const say = useSay();
  if (offers.length === 0) return null;
  const flip = (matcher: string) => onChange(chosen.includes(matcher) ? chosen.filter((each) => each !== matcher) : [...chosen, matcher]);
  return (
    <fieldset class="people-field">
      <legend>{say('alertsWithAll')}</legend>
      <div class="chips">
        {offers.map((matcher) => (
          <label key={matcher} class="chip mono">
            <input type="checkbox" checked={chosen.includes(matcher)} onChange={() => flip(matcher)} />
            <span>{matcher}</span>
          </label>
        ))}
      </div>
      {chosen.length === 0 && <p class="field-problem">{say('chooseALabel')}</p>}
    </fieldset>
  );
}
