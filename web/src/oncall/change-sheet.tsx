import { useSignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { sayRefusal } from '../state/notices.ts';
import type { Span } from './calendar.ts';
import { ChangeFields, type Change, type Kind } from './change-fields.tsx';
import type { Undoable } from './undo-bar.tsx';
import { useChange } from './use-change.ts';
import { entryIn, type Told } from './use-calendar.ts';
import '../style/build.css';
import { useWhen } from './when.ts';
import { useTell } from './words.ts';
import type { ZoneTime } from './zone-time.ts';

/** A stretch that somebody has picked; `ids` name what put its person there. */
export type Wish = Span & { ids?: string[] | undefined };

type Props = { told: Told; time: ZoneTime; wish: Wish; onClose: () => void; onDone: (done: Undoable) => void };

/** What can be done about a stretch of a schedule: cover it, ask to swap it, let somebody learn, end what was done. */
export function ChangeSheet({ told, time, wish, onClose, onDone }: Props) {
  const { session } = useDesk();
  const tell = useTell();
  const when = useWhen(time);
  const me = session.me.value?.person?.name;
  const span = within(wish, told);
  const there = peopleIn(told, span);
  const kinds: [Kind, string][] = [['cover', tell('doCover')]];
  if (me !== undefined && there.includes(me)) kinds.push(['swap', tell('doSwap')]);
  kinds.push(['shadow', tell('doShadow')]);
  return (
    <Dialog title={when.span(span)} onClose={onClose} testId="change-sheet">
      <p class="hint">
        {there.length === 0 ? tell('nobodyThere') : tell('thereNow', there.map((person) => session.nameOf(person)).join(tell('and')))} ·{' '}
        {time.zone}
      </p>
      {wish.ids && <MadeBy told={told} ids={wish.ids} onClose={onClose} />}
      <ChangeForm {...{ told, time, span, there, kinds, onClose, onDone }} />
    </Dialog>
  );
}

/** A turn without an end is changed as far as one sees. */
const within = (wish: Wish, { from, to }: Told): Span => ({
  from: Number.isFinite(wish.from) ? wish.from : Date.parse(from),
  to: Number.isFinite(wish.to) ? wish.to : Date.parse(to),
});

const peopleIn = ({ turns }: Told, { from, to }: Span): string[] => [
  ...new Set(
    turns
      .filter(({ start, end }) => (start === null || Date.parse(start) < to) && (end === null || Date.parse(end) > from))
      .map(({ person }) => person),
  ),
];

/** Who made it and why; ended by one press. */
function MadeBy({ told, ids, onClose }: { told: Told; ids: string[]; onClose: () => void }) {
  const { api, notices, session } = useDesk();
  const tell = useTell();
  const entry = entryIn(told, ids[0] ?? '');
  if (!entry) return null;
  const end = async () => {
    const answers = await Promise.all(ids.map((id) => api.skill('oncall/uncover', { id })));
    const refused = answers.find((answer) => !answer.ok);
    if (refused) return notices.refused(refused.refusal);
    notices.tell(tell('undone'), 'good');
    onClose();
  };
  return (
    <div class="made-by">
      <p>
        {entry.byName ? tell('madeBy', entry.byName) : tell('madeHere')}
        {entry.because && ` · ${entry.because}`}
      </p>
      {session.mayUse('oncall/uncover') && (
        <button type="button" class="button" onClick={() => void end()}>
          {tell('endIt')}
        </button>
      )}
    </div>
  );
}

type FormProps = Omit<Props, 'wish'> & { span: Span; there: string[]; kinds: [Kind, string][] };

/** I cover, unless it is me who is on call. */
const firstWish = (span: Span, there: readonly string[], { time, me }: { time: ZoneTime; me: string }): Change => ({
  kind: 'cover',
  person: there.includes(me) ? '' : me,
  instead: there.length === 1 ? (there[0] as string) : '',
  from: time.wall(span.from),
  to: time.wall(span.to),
  because: '',
  back: '',
});

function ChangeForm({ told, time, span, there, kinds, onClose, onDone }: FormProps) {
  const { language, session } = useDesk();
  const tell = useTell();
  const change = useSignal(firstWish(span, there, { time, me: session.me.value?.person?.name ?? '' }));
  const { save, isBusy, refusal } = useChange({ schedule: told.schedule, time, there }, (done) => {
    onClose();
    onDone(done);
  });
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void save(change.peek());
      }}
    >
      <Choice
        legend={tell('whatToDo')}
        options={kinds}
        value={change.value.kind}
        onChange={(kind) => (change.value = { ...change.peek(), kind })}
      />
      <ChangeFields change={change} there={there} told={told} time={time} />
      {refusal.value && (
        <p class="field-problem" role="alert">
          {sayRefusal(language, refusal.value)}
        </p>
      )}
      <button type="submit" class="button primary large" disabled={isBusy.value || change.value.person === ''}>
        {tell(`save-${change.value.kind}`)}
      </button>
    </form>
  );
}
