import { useEffect, useRef } from 'preact/hooks';
import type { Ring } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';
import { Elapsed, Moment } from '../parts/moment.tsx';
import { SeverityMark } from '../parts/severity.tsx';
import type { RingEnd } from '../state/rings.ts';
import { isComposing, isTyping } from '../state/shortcuts.ts';

/** The call that covers the screen. Escape hushes it; only an acknowledgement ends it. */
export function RingCall() {
  const { rings } = useDesk();
  const first = rings.ringing.value[0];
  const ended = rings.ended.value;
  if (!first && !ended) return null;
  return first ? <Calling key={first.page} ring={first} /> : ended && <Ended end={ended} />;
}

function Calling({ ring }: { ring: Ring }) {
  const { rings, session } = useDesk();
  const say = useSay();
  const dialog = useModal();
  const ack = useFour(() => void rings.ack(ring.page));
  const others = rings.ringing.value.length - 1;
  const isWaiting = rings.waiting.value.has(ring.page);
  return (
    <dialog
      ref={dialog}
      class={`ring ${ring.severity.toLowerCase()}`}
      role="alertdialog"
      aria-labelledby="ring-title"
      aria-describedby="ring-since"
      data-testid="ring"
      onCancel={(event) => {
        event.preventDefault();
        rings.mute();
      }}
    >
      <div class="ring-frame">
        <p class="ring-call">
          <BellMark />
          {say('callFor')} <strong>{session.nameOf(ring.person)}</strong>
        </p>
        <SeverityMark severity={ring.severity} />
        <h2 id="ring-title">{ring.title}</h2>
        <p id="ring-since" class="ring-since">
          {ring.incident} · {say('since')} <Moment at={ring.since} /> · <Elapsed since={ring.since} />
        </p>
        <button type="button" class="ring-ack" data-testid="ring-ack" autofocus disabled={isWaiting} onClick={ack}>
          {isWaiting ? say('ackWaiting') : say('ackFour')}
        </button>
        <RingFoot others={others} />
      </div>
    </dialog>
  );
}

function RingFoot({ others }: { others: number }) {
  const { rings, bell } = useDesk();
  const say = useSay();
  const isSilent = rings.isMuted.value || bell.state.value !== 'on';
  return (
    <p class="ring-foot">
      {isSilent ? (
        <span>{rings.isMuted.value ? say('hushed') : say('ringsSilently')}</span>
      ) : (
        <button type="button" class="ring-quiet" onClick={() => rings.mute()}>
          {say('hush')}
        </button>
      )}
      {others > 0 && <span>{say('moreCalls', others)}</span>}
    </p>
  );
}

function Ended({ end }: { end: RingEnd }) {
  const { rings } = useDesk();
  const say = useSay();
  const dialog = useModal();
  return (
    <dialog ref={dialog} class="ring ended" aria-labelledby="ring-end" onCancel={() => rings.putAway()}>
      <div class="ring-frame">
        <SeverityMark severity={end.ring.severity} />
        <h2 id="ring-end">{end.because}</h2>
        <p class="ring-since">{end.ring.title}</p>
        <button type="button" class="ring-quiet" onClick={() => rings.putAway()}>
          {say('close')}
        </button>
      </div>
    </dialog>
  );
}

function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { activeElement } = document;
    dialog.current?.showModal();
    return () => activeElement instanceof HTMLElement && activeElement.focus();
  }, []);
  return dialog;
}

const quietMs = 800;

/** The key 4, and the guard for it: whoever was typing when the call came must first pause, lest a figure or an
 *  Enter meant for the chat acknowledges a page unread. Returns the guarded action for the button. */
function useFour(ack: () => void): () => void {
  // Read while rendering: afterwards the dialog holds the focus.
  const busyUntil = useRef(isTyping(document.activeElement) ? performance.now() + quietMs : 0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isEarly = performance.now() < busyUntil.current;
      if (isEarly) busyUntil.current = performance.now() + quietMs;
      if (event.key !== '4' || event.ctrlKey || event.metaKey || event.altKey || isComposing(event) || isEarly) return;
      event.preventDefault();
      ack();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
  return () => {
    if (performance.now() >= busyUntil.current) ack();
  };
}
