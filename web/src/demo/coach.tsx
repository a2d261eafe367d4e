import { useSignal } from '@preact/signals';
import type { DemoStage } from '../../api.d.ts';
import { useDesk, useSay, type Desk } from '../desk.ts';
import { Icon } from '../parts/icon.tsx';
import { recall, remember } from '../state/remembered.ts';
import { useLive } from '../use-live.ts';
import { useDemoWords } from './words.ts';
import '../style/demo.css';

const kept = 'demo-coach';

/** Beside the word that this is a demo: the next thing to do, as long as somebody wants to hear it. */
export function DemoCoach() {
  const tell = useDemoWords();
  const asked = useLive('demo', (desk) => desk.api.get<DemoStage | null>('/demo'), [
    'hello',
    'incident',
    'message',
    'ring',
    'ring.stopped',
  ]);
  const isClosed = useSignal(recall(kept) === 'closed');
  const close = (is: boolean) => {
    isClosed.value = is;
    remember(kept, is ? 'closed' : null);
  };
  const at = asked.value.value;
  if (!at) return null;
  return isClosed.value ? (
    <button type="button" class="button coach-open" onClick={() => close(false)}>
      {tell('whatNext')}
    </button>
  ) : (
    <Hint at={at} close={() => close(true)} again={() => asked.again()} />
  );
}

function Hint({ at, close, again }: { at: DemoStage; close: () => void; again: () => void }) {
  const desk = useDesk();
  const say = useSay();
  const tell = useDemoWords();
  const room = at.incident && at.stage !== 'ring' && !desk.address.path.value.endsWith(at.incident) ? `/i/${at.incident}` : null;
  return (
    <section class="coach" aria-label={tell('coach')} data-testid="coach" data-stage={at.stage}>
      <p role="status">{tell(at.stage)}</p>
      <div class="coach-acts">
        {room && (
          <a class="button" href={room}>
            {tell('openRoom')}
          </a>
        )}
        {at.stage === 'over' && (
          <button type="button" class="button" onClick={() => void playAgain(desk).then(again)}>
            {tell('again')}
          </button>
        )}
        <button type="button" class="icon-button" aria-label={say('dismiss')} title={say('dismiss')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
    </section>
  );
}

/** Another morning: its clock is told by a new connection. */
async function playAgain({ api, live, address, notices }: Desk): Promise<void> {
  const answer = await api.post('/demo/again');
  if (!answer.ok) return notices.refused(answer.refusal);
  live.restart();
  address.go('/');
}
