import type { Silence, Tone } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { StateWord } from '../parts/state-word.tsx';
import { elapsed } from '../state/clock.ts';
import { searchOf } from './filter.ts';
import { useShortTime } from './quiet-reason.tsx';
import { useTell, type AlertWord } from './words.ts';

const states: Record<Silence['state'], [AlertWord, Tone]> = {
  active: ['stateActive', 'good'],
  pending: ['statePending', 'warn'],
  expired: ['stateExpired', 'quiet'],
};

export function SilenceRow({ silence: s }: { silence: Silence }) {
  const tell = useTell();
  const time = useShortTime();
  const { clock } = useDesk();
  const [word, tone] = states[s.state];
  const under = searchOf({ tab: 'all', state: null, match: s.matchers, text: '', source: null, group: null });
  return (
    <li class={`silence ${s.state}`} data-silence={s.id}>
      <p class="silence-state">
        <StateWord word={tell(word)} tone={tone} />
        {s.kind === 'maintenance' && <span class="silence-kind">{tell('maintenance')}</span>}
      </p>
      <div class="silence-what">
        <p class="labels">
          {s.matchers.map((each) => (
            <code key={each}>{each}</code>
          ))}
        </p>
        <p class="silence-why">
          <strong>{s.byName}</strong>: {s.comment}
        </p>
      </div>
      <p class="silence-when">
        <time dateTime={s.endsAt}>{tell('fromTo', time(s.startsAt), time(s.endsAt))}</time>
        {s.state === 'active' && <span class="row-sub">{tell('leftFor', elapsed(clock.now.value, Date.parse(s.endsAt)))}</span>}
        {s.hits !== null && (
          <span class="row-sub">{s.hits > 0 ? <a href={`/alerts?${under}`}>{tell('hitsNow', s.hits)}</a> : tell('hitsNone')}</span>
        )}
      </p>
      {s.state !== 'expired' && <Acts silence={s} />}
    </li>
  );
}

function Acts({ silence: s }: { silence: Silence }) {
  const { api, notices, language, sheet, session } = useDesk();
  const tell = useTell();
  if (!session.mayUse('silence/extend')) return null;
  const told = (answer: Awaited<ReturnType<typeof api.anySkill>>) =>
    answer.ok ? notices.tell(language.say('done'), 'good') : notices.refused(answer.refusal);
  // To a moment: pressed twice it is one hour, not two.
  const until = new Date(Date.parse(s.endsAt) + 3_600_000).toISOString();
  const extend = async () => told(await api.skill('silence/extend', { silence: s.id, until }));
  const end = async () => told(await api.skill('silence/end', { silence: s.id }));
  const endAsked = () =>
    (sheet.value = { kind: 'confirm', question: tell('endReally'), word: tell('endNow'), isDanger: true, yes: () => void end() });
  return (
    <p class="row-acts">
      <button type="button" class="button small" onClick={() => void extend()}>
        {tell('extendHour')}
      </button>
      <button type="button" class="button small" onClick={endAsked}>
        {tell('endNow')}
      </button>
    </p>
  );
}
