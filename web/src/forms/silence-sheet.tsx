import { useSignal } from '@preact/signals';
import type { Alert } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Choice } from './choice.tsx';
import { FormFoot } from './form-foot.tsx';
import { useSkillCall } from './use-skill-call.ts';

const durations = ['30', '60', '120', '480', '1440'] as const;

/** Silences what carries the chosen labels: the more labels, the narrower. */
export function SilenceSheet({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const say = useSay();
  const chosen = useSignal(['alertname', 'instance', 'service'].filter((name) => name in alert.labels));
  const minutes = useSignal<(typeof durations)[number]>('60');
  const comment = useSignal('');
  const call = useSkillCall('alert/silence', onClose);
  const match = chosen.value.map((name) => `${name}=${JSON.stringify(alert.labels[name] ?? '')}`);
  return (
    <Dialog title={say('silenceAlerts')} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void call.send({ match, minutes: Number(minutes.value), comment: comment.value.trim() });
        }}
      >
        <LabelChoice labels={alert.labels} chosen={chosen.value} onChange={(next) => (chosen.value = next)} />
        <Choice
          legend={say('forHowLong')}
          options={durations.map((each) => [each, say('minutesLong', Number(each))] as const)}
          value={minutes.value}
          onChange={(next) => (minutes.value = next)}
        />
        <div class="field">
          <label for="silence-comment">{say('silenceWhy')}</label>
          <input
            id="silence-comment"
            required
            autocomplete="off"
            value={comment.value}
            onInput={(event) => (comment.value = event.currentTarget.value)}
          />
        </div>
        <FormFoot call={call} word={say('silence')} />
      </form>
    </Dialog>
  );
}

type LabelChoiceProps = { labels: Record<string, string>; chosen: string[]; onChange: (chosen: string[]) => void };

function LabelChoice({ labels, chosen, onChange }: LabelChoiceProps) {
  const say = useSay();
  const flip = (name: string) => onChange(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  return (
    <fieldset class="people-field">
      <legend>{say('alertsWithAll')}</legend>
      <div class="chips">
        {Object.entries(labels).map(([name, value]) => (
          <label key={name} class="chip mono">
            <input type="checkbox" checked={chosen.includes(name)} onChange={() => flip(name)} />
            <span>
              {name}="{value}"
            </span>
          </label>
        ))}
      </div>
      {chosen.length === 0 && <p class="field-problem">{say('chooseALabel')}</p>}
    </fieldset>
  );
}
