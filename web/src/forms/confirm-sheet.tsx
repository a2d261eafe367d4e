import { useSay } from '../desk.ts';
import { Dialog } from '../parts/dialog.tsx';

type ConfirmProps = { question: string; word: string; isDanger: boolean; yes: () => void; onClose: () => void };

export function ConfirmSheet({ question, word, isDanger, yes, onClose }: ConfirmProps) {
  const say = useSay();
  const agree = () => {
    onClose();
    yes();
  };
  return (
    <Dialog title={word} onClose={onClose}>
      <p class="confirm-question">{question}</p>
      <footer class="form-foot pair">
        <button type="button" class="button large" onClick={onClose}>
          {say('cancel')}
        </button>
        <button type="button" class={isDanger ? 'button danger large' : 'button primary large'} onClick={agree}>
          {word}
        </button>
      </footer>
    </Dialog>
  );
}
