import { useDesk } from '../desk.ts';
import { usePost } from '../me/use-post.ts';
import { Step, type StepFrame } from '../welcome/step.tsx';
import { useTell } from './words.ts';

type Props = Omit<StepFrame, 'proof'> & { isThere: boolean; isIn: boolean; onDone: () => void };

/** One button makes what people see at the bottom of the app. */
export function MenuStep({ isThere, isIn, onDone, ...frame }: Props) {
  const { notices } = useDesk();
  const tell = useTell();
  const post = usePost();
  const make = async () => {
    if (!(await post.send('/wecom/menu'))) return;
    notices.tell(tell('menuMade'), 'good');
    onDone();
  };
  return (
    <Step {...frame} proof={isThere ? tell('menuMade') : null} name={tell('menu')} why={tell('menuWhy')}>
      <p class="welcome-acts">
        <button
          type="button"
          class={`button${isThere ? '' : ' primary'}`}
          disabled={post.isBusy.value || !isIn}
          onClick={() => void make()}
        >
          {tell(isThere ? 'menuAgain' : 'menuMake')}
        </button>
        <span class="hint">{tell('menuNote')}</span>
      </p>
      <p class="field-problem" role="alert">
        {post.problem.value}
      </p>
    </Step>
  );
}
