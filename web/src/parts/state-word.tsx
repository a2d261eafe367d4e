import type { AlertState, PageState, Progress, SignalState, Tone } from '../../api.d.ts';
import { useSay } from '../desk.ts';
import type { WordKey } from '../state/language.ts';

const glyphs: Record<Tone, string> = {
  alarm: 'M6 1v6M6 10v1',
  warn: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9Z',
  good: 'M1.5 6.5l3 3 6-7',
  quiet: 'M1.5 6h9',
};

/** A state as word, glyph and colour, in that order of importance. A half-full disc is "under way". */
export function StateWord({ word, tone }: { word: string; tone: Tone }) {
  return (
    <span class={`state ${tone}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={glyphs[tone]} />
        {tone === 'warn' && <path class="half" d="M6 1.5v9a4.5 4.5 0 0 0 0-9Z" />}
      </svg>
      {word}
    </span>
  );
}

const progressTones: Record<Progress, [WordKey, Tone]> = {
  open: ['progressOpen', 'alarm'],
  acknowledged: ['progressAcknowledged', 'warn'],
  mitigated: ['progressMitigated', 'warn'],
  resolved: ['progressResolved', 'good'],
  closed: ['progressClosed', 'quiet'],
};
const alertTones: Record<AlertState, [WordKey, Tone]> = {
  firing: ['alertsFiring', 'alarm'],
  recovered: ['alertsRecovered', 'good'],
  none: ['alertsNone', 'quiet'],
};
const signalTones: Record<SignalState, [WordKey, Tone]> = {
  firing: ['signalFiring', 'alarm'],
  suppressed: ['signalSuppressed', 'quiet'],
  resolved: ['signalResolved', 'good'],
};
const pageTones: Record<PageState, [WordKey, Tone]> = {
  queued: ['pageQueued', 'quiet'],
  sent: ['pageSent', 'warn'],
  delivered: ['pageDelivered', 'warn'],
  read: ['pageRead', 'warn'],
  acked: ['pageAcked', 'good'],
  failed: ['pageFailed', 'alarm'],
  stopped: ['pageStopped', 'quiet'],
};

export function ProgressWord({ progress }: { progress: Progress }) {
  return <Worded pair={progressTones[progress]} />;
}
export function AlertStateWord({ state }: { state: AlertState }) {
  return <Worded pair={alertTones[state]} />;
}
export function SignalStateWord({ state }: { state: SignalState }) {
  return <Worded pair={signalTones[state]} />;
}
export function PageStateWord({ state }: { state: PageState }) {
  return <Worded pair={pageTones[state]} />;
}

function Worded({ pair: [key, tone] }: { pair: [WordKey, Tone] }) {
  const say = useSay();
  return <StateWord word={say(key)} tone={tone} />;
}
