import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk } from '../../desk.ts';
import { usePersonColour } from '../person-colour.ts';
import type { PolicyDraft, PolicySpec } from './draft.ts';
import { useTell } from './words.ts';

type Rung = { afterMinutes: number; step: number; people: string[]; channels: string[]; skipped: number[] };
type Answered = { ok: true; output: { rungs: Rung[] } } | { ok: false };

const typedMs = 160;

/** Whom the policy would call if it began now, by the engine that calls. `spec` null: it is not right yet, and what was said last stays. */
export function Ladder({ spec, draft }: { spec: PolicySpec | null; draft: PolicyDraft }) {
  const { clock } = useDesk();
  const tell = useTell();
  const rungs = useRungs(spec);
  return (
    <section class="preview" aria-labelledby="ladder-title" data-testid="ladder">
      <h2 id="ladder-title">{tell('ladder')}</h2>
      {!rungs && <p class="hint">{tell('ladderEmpty')}</p>}
      {rungs?.length === 0 && <p class="field-problem">{tell('ladderNobody')}</p>}
      <ol class="rungs" aria-live="polite">
        {rungs?.map((rung) => (
          <li key={rung.step} class={rung.step === -1 ? 'rung last-resort' : 'rung'}>
            <p class="rung-when">
              <b>{rung.afterMinutes === 0 ? tell('atOnce') : tell('after', rung.afterMinutes)}</b>
              <span class="hint">{clock.minute(clock.now.value + rung.afterMinutes * 60_000)}</span>
            </p>
            <RungWho rung={rung} draft={draft} />
          </li>
        ))}
      </ol>
      {rungs && rungs.length > 0 && <p class="hint">{tell('thenRepeat', draft.repeat)}</p>}
    </section>
  );
}

function RungWho({ rung: { step, people, channels, skipped }, draft }: { rung: Rung; draft: PolicyDraft }) {
  const { session } = useDesk();
  const tell = useTell();
  const colour = usePersonColour();
  const answering = draft.steps[step]?.answering ?? 'any';
  return (
    <div class="rung-who">
      {step === -1 && <p class="field-problem">{tell('rungLastResort')}</p>}
      <p class="people-picker">
        {people.map((person) => (
          <span key={person} class={`person-tag ${colour(person)}`}>
            {session.nameOf(person)}
          </span>
        ))}
        {channels.map((channel) => (
          <span key={channel} class="person-tag thing">
            <span class="tag-kind">{tell('kind-channel')}</span>
            {channel}
          </span>
        ))}
      </p>
      {people.length > 1 && <p class="hint">{tell(`rung-${answering}`)}</p>}
      {skipped.length > 0 && <p class="field-problem">{tell('skipped', skipped.map((at) => at + 1).join(', '))}</p>}
    </div>
  );
}

function useRungs(spec: PolicySpec | null): Rung[] | null {
  const { api } = useDesk();
  const rungs = useSignal<Rung[] | null>(null);
  const asked = spec && JSON.stringify({ policy: spec });
  useEffect(() => {
    if (!asked) return;
    let isLast = true;
    const ask = async () => {
      const answer = await api.post<Answered>('/oncall/ladder', JSON.parse(asked));
      if (isLast && answer.ok && answer.value.ok) rungs.value = answer.value.output.rungs;
    };
    const timer = setTimeout(() => void ask(), rungs.peek() ? typedMs : 0);
    return () => {
      isLast = false;
      clearTimeout(timer);
    };
  }, [asked]);
  return rungs.value;
}
