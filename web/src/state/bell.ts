import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { recall, remember } from './remembered.ts';

/** `blocked`: wanted, but the browser gives no sound before the first click or key press. */
export type BellState = 'on' | 'blocked' | 'off';

const everyMs = 1_900;

/** A two-tone bell, synthesised, so that nothing is fetched while a person is being called. */
export class Bell {
  readonly #isWanted = signal(recall('sound') !== 'off');
  readonly #isRunning = signal(false);
  readonly state: ReadonlySignal<BellState> = computed(() => (!this.#isWanted.value ? 'off' : this.#isRunning.value ? 'on' : 'blocked'));
  #audio: AudioContext | null = null;
  #ringing: AbortController | null = null;

  constructor() {
    const onGesture = () => {
      if (this.state.peek() === 'blocked') void this.#unlock().catch(() => undefined);
    };
    addEventListener('pointerdown', onGesture, { passive: true });
    addEventListener('keydown', onGesture, { passive: true });
  }

  /** Must be called from a click or a key press; strikes once as proof. */
  async enable(): Promise<void> {
    remember('sound', 'on');
    this.#isWanted.value = true;
    strike(await this.#unlock());
  }

  disable(): void {
    remember('sound', 'off');
    this.#isWanted.value = false;
  }

  start(): void {
    if (this.#ringing) return;
    const stop = new AbortController();
    this.#ringing = stop;
    const once = () => this.#audio && this.state.peek() === 'on' && strike(this.#audio);
    void alone(stop.signal, () => loop(stop.signal, once));
  }

  hush(): void {
    this.#ringing?.abort();
    this.#ringing = null;
  }

  async #unlock(): Promise<AudioContext> {
    const audio = (this.#audio ??= new AudioContext());
    audio.onstatechange = () => (this.#isRunning.value = audio.state === 'running');
    await audio.resume();
    this.#isRunning.value = audio.state === 'running';
    return audio;
  }
}

/** Of several tabs one rings: whoever holds the lock. */
async function alone(stop: AbortSignal, play: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return play();
  await navigator.locks.request('tocsin-bell', { signal: stop }, play).catch(() => undefined);
}

function loop(stop: AbortSignal, once: () => unknown): Promise<void> {
  return new Promise((resolve) => {
    once();
    const timer = setInterval(once, everyMs);
    stop.addEventListener('abort', () => {
      clearInterval(timer);
      resolve();
    });
  });
}

function strike(audio: AudioContext): void {
  tone(audio, 740, audio.currentTime);
  tone(audio, 587.33, audio.currentTime + 0.42);
}

// The partials of a small bell, [ratio, loudness, seconds]: hum, strike, minor third, fifth, octave, clang.
const partials = [
  [0.5, 0.25, 1.5],
  [1, 0.5, 1.2],
  [1.19, 0.22, 0.9],
  [1.5, 0.14, 0.7],
  [2, 0.2, 0.6],
  [2.74, 0.1, 0.25],
] as const;

function tone(audio: AudioContext, pitchHz: number, at: number): void {
  for (const [ratio, loudness, seconds] of partials) {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.frequency.value = pitchHz * ratio;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(loudness * 0.5, at + 0.006);
    gain.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + seconds);
  }
}
