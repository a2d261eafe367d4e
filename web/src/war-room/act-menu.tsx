import { useEffect, useRef } from 'preact/hooks';
import type { Incident, SkillCalls } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { ExportLinks } from '../parts/export-links.tsx';
import { Icon } from '../parts/icon.tsx';
import { nextStepOf, type NextStep } from './next-step.ts';
import { useStepWord } from './primary-act.tsx';
import { useAct } from './use-act.ts';
import { useTell } from './words.ts';

/** Everything else that can be done to an incident now, behind one button. */
export function ActMenu({ incident }: { incident: Incident }) {
  const tell = useTell();
  const menu = useMenu();
  return (
    <details ref={menu} class="act-menu" data-testid="more-acts">
      <summary class="button act-more" aria-label={tell('more')} title={tell('more')}>
        <Icon name="more" />
      </summary>
      <div class="act-list">
        <Acts incident={incident} />
        <CopyButton text={`${location.origin}/i/${incident.number}`} label={tell('copyLink')} />
        <ExportLinks number={incident.number} />
      </div>
    </details>
  );
}

/** Closed by Escape, by a click elsewhere, and once something was chosen. */
function useMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const details = menu.current;
      if (!details?.open) return;
      const isInside = event.target instanceof Node && details.contains(event.target);
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !isInside) details.open = false;
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return menu;
}

function Acts({ incident }: { incident: Incident }) {
  const { sheet } = useDesk();
  const tell = useTell();
  const escalate = useEscalate(incident.number);
  const isOver = incident.progress === 'resolved' || incident.progress === 'closed';
  const form = (skill: keyof SkillCalls) => () => (sheet.value = { kind: 'form', skill, values: { incident: incident.number } });
  return (
    <>
      <Steps incident={incident} />
      {!isOver && (
        <>
          <Item skill="incident/escalate" word={tell('escalate')} run={escalate} />
          <Item skill="incident/muster" word={tell('muster')} run={form('incident/muster')} />
          <Item skill="incident/handover" word={tell('handOver')} run={form('incident/handover')} />
        </>
      )}
    </>
  );
}

/** The steps beside the next one: an incident may be over before anybody led it. */
function Steps({ incident }: { incident: Incident }) {
  const { session, sheet } = useDesk();
  const word = useStepWord();
  const tell = useTell();
  const { act } = useAct();
  const { number, progress } = incident;
  const next = nextStepOf(incident, session.me.value?.person?.name ?? null);
  const has = (step: NextStep) => step !== next;
  const isOver = progress === 'resolved' || progress === 'closed';
  const resolve = () =>
    (sheet.value = {
      kind: 'confirm',
      question: tell('resolveAsk'),
      word: word('resolve'),
      isDanger: false,
      yes: () => void act('incident/resolve', { incident: number }),
    });
  if (isOver)
    return has('reopen') ? (
      <Item skill="incident/reopen" word={word('reopen')} run={() => (sheet.value = { kind: 'reopen', incident: number })} />
    ) : null;
  return (
    <>
      {has('mitigate') && progress !== 'mitigated' && (
        <Item skill="incident/mitigate" word={word('mitigate')} run={() => void act('incident/mitigate', { incident: number })} />
      )}
      {has('resolve') && <Item skill="incident/resolve" testId="resolve" word={word('resolve')} run={resolve} />}
    </>
  );
}

/** Asks first: it wakes somebody. */
function useEscalate(incident: string): () => void {
  const { sheet, notices } = useDesk();
  const tell = useTell();
  const { act } = useAct();
  const yes = async () => {
    const done = await act('incident/escalate', { incident });
    if (done) notices.tell(tell('escalated', done.names.join(', ')), 'good');
  };
  return () =>
    (sheet.value = { kind: 'confirm', question: tell('escalateAsk'), word: tell('escalate'), isDanger: true, yes: () => void yes() });
}

function Item({ skill, word, run, testId }: { skill: keyof SkillCalls; word: string; run: () => void; testId?: string }) {
  const { session } = useDesk();
  if (!session.mayUse(skill)) return null;
  const choose = (event: MouseEvent) => {
    (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
    run();
  };
  return (
    <button type="button" class="act-item" data-testid={testId} onClick={choose}>
      {word}
    </button>
  );
}
