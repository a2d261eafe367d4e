import { useDesk } from '../desk.ts';
import { useLive } from '../use-live.ts';
import { Points } from './point.tsx';
import type { Told } from './use-calendar.ts';
import { useTell } from './words.ts';

type Swap = Told['swaps'][number];

/** What others ask of me: to take a shift of theirs, perhaps for one of mine. Nothing changes until I agree. */
export function AskedSwaps({ schedules }: { schedules: readonly string[] }) {
  const { session } = useDesk();
  const me = session.me.value?.person?.name;
  if (me === undefined) return null;
  return (
    <>
      {schedules.map((schedule) => (
        <AskedIn key={schedule} schedule={schedule} me={me} />
      ))}
    </>
  );
}

function AskedIn({ schedule, me }: { schedule: string; me: string }) {
  const asked = useLive(`swaps ${schedule}`, (desk) => desk.api.skill('oncall/calendar', { schedule }), ['config', 'oncall']);
  const told = asked.value.value;
  const mine = told?.swaps.filter((swap) => swap.state === 'asked' && swap.to === me) ?? [];
  return (
    <>
      {mine.map((swap) => (
        <SwapCard key={swap.id} swap={swap} scheduleName={told?.displayName ?? schedule} />
      ))}
    </>
  );
}

function SwapCard({ swap, scheduleName }: { swap: Swap; scheduleName: string }) {
  const { api, notices } = useDesk();
  const tell = useTell();
  const settle = async (verb: 'oncall/agree' | 'oncall/decline') => {
    const answer = await api.skill(verb, { swap: swap.id });
    if (answer.ok) notices.tell(tell(verb === 'oncall/agree' ? 'swapAgreed' : 'swapDeclined'), 'good');
    else notices.refused(answer.refusal);
  };
  return (
    <section class="panel swap-card" aria-label={tell('swapFrom', swap.fromName)} data-testid="swap">
      <div>
        <p class="row-name">
          {tell('swapFrom', swap.fromName)} · {scheduleName}
        </p>
        <p>
          {tell('youTake')} <Points from={Date.parse(swap.start)} to={Date.parse(swap.end)} />
        </p>
        {swap.back && (
          <p>
            {tell('theyTake')} <Points from={Date.parse(swap.back.start)} to={Date.parse(swap.back.end)} />
          </p>
        )}
        {swap.because && <p class="hint">{swap.because}</p>}
      </div>
      <p class="swap-acts">
        <button type="button" class="button primary" onClick={() => void settle('oncall/agree')}>
          {tell('agree')}
        </button>
        <button type="button" class="button" onClick={() => void settle('oncall/decline')}>
          {tell('decline')}
        </button>
      </p>
    </section>
  );
}
