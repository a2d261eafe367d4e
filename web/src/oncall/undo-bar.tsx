import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useDesk } from '../desk.ts';
import { useTell } from './words.ts';

/** What was just done, in words, and the ids by which it is ended again. */
export type Undoable = { ids: string[]; said: string };

const secondsLeft = 10;

/** What was just done, for as long as it is taken back by one press. */
export function UndoBar({ of: { ids, said }, onOver }: { of: Undoable; onOver: () => void }) {
  const { api, notices } = useDesk();
  const tell = useTell();
  const left = useSignal(secondsLeft);
  useEffect(() => {
    const timer = setInterval(() => {
      left.value -= 1;
      if (left.peek() <= 0) onOver();
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  const undo = async () => {
    onOver();
    const answers = await Promise.all(ids.map((id) => api.skill('oncall/uncover', { id })));
    const refused = answers.find((answer) => !answer.ok);
    if (refused) notices.refused(refused.refusal);
    else notices.tell(tell('undone'), 'good');
  };
  return (
    <div class="undo-bar" data-testid="undo">
      <p role="status">{said}</p>
      <button type="button" class="button small" onClick={() => void undo()}>
        {tell('undo')} <span aria-hidden="true">{left.value}</span>
      </button>
    </div>
  );
}
