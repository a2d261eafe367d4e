import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useDesk, type Desk } from '../desk.ts';
import type { Answer, Refusal } from '../state/api.ts';
import type { Change } from './change-fields.tsx';
import type { Undoable } from './undo-bar.tsx';
import { useTell } from './words.ts';
import type { ZoneTime } from './zone-time.ts';

type About = { schedule: string; time: ZoneTime; /** Who is on call in the stretch that was picked. */ there: readonly string[] };
type Changing = { isBusy: ReadonlySignal<boolean>; refusal: ReadonlySignal<Refusal | null>; save(change: Change): Promise<void> };
type Input = { schedule: string; person: string; from: string; to: string; because?: string };

/** Does what somebody wants, and says what can be undone. */
export function useChange({ schedule, time, there }: About, onDone: (done: Undoable) => void): Changing {
  const { api, session } = useDesk();
  const tell = useTell();
  const isBusy = useSignal(false);
  const refusal = useSignal<Refusal | null>(null);
  const ask = async ({ kind, person, instead, back, ...said }: Change): Promise<Answer<Undoable>> => {
    const because = said.because.trim();
    const instant = (wall: string): string => new Date(time.instant(wall)).toISOString();
    const input = { schedule, person, from: instant(said.from), to: instant(said.to), ...(because === '' ? {} : { because }) };
    const name = session.nameOf(person);
    if (kind === 'swap') {
      const answer = await api.skill('oncall/swap', { ...input, ...(back === '' ? {} : { back: back.replace('/', ' - ') }) });
      return undoable(answer, () => tell('swapAsked', name));
    }
    if (kind === 'shadow') return undoable(await api.skill('oncall/shadow', input), () => tell('shadowSet', name));
    const whom = (instead === '' ? there : [instead]).filter((each) => each !== person);
    const whomNames = whom.map((each) => session.nameOf(each)).join(tell('and'));
    return coverAll(api, input, { whom, said: whom.length > 0 ? tell('coverSet', name, whomNames) : tell('joins', name) });
  };
  return {
    isBusy,
    refusal,
    async save(change) {
      isBusy.value = true;
      const answer = await ask(change);
      isBusy.value = false;
      refusal.value = answer.ok ? null : answer.refusal;
      if (answer.ok) onDone(answer.value);
    },
  };
}

function undoable(answer: Answer<{ cover: string } | { swap: string }>, said: () => string): Answer<Undoable> {
  if (!answer.ok) return answer;
  return { ok: true, value: { ids: ['cover' in answer.value ? answer.value.cover : answer.value.swap], said: said() } };
}

/** A cover for each who is on call then. Where one is refused, those before it are ended again. */
async function coverAll(api: Desk['api'], input: Input, { whom, said }: { whom: string[]; said: string }): Promise<Answer<Undoable>> {
  const ids: string[] = [];
  for (const instead of whom.length > 0 ? whom : [undefined]) {
    const answer = await api.skill('oncall/cover', { ...input, ...(instead === undefined ? {} : { instead }) });
    if (answer.ok) ids.push(answer.value.cover);
    else {
      await Promise.all(ids.map((id) => api.skill('oncall/uncover', { id })));
      return answer;
    }
  }
  return { ok: true, value: { ids, said } };
}
