import { spawn, type ChildProcess } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { OutsideError, UnansweredError } from '../../ports/errors.ts';
import type { Invitation } from '../../ports/guest.ts';
import { Channel } from './channel.ts';
import { answerBy, Line } from './line.ts';
import { isSpeech, messageIn, type Last, type Said, type Welcome } from './message.ts';
import type { Variables } from './surroundings.ts';

export interface LifeParts extends Pick<Invitation, 'name' | 'module' | 'told' | 'answers'> {
  readonly variables: Variables;
  readonly mostMemoryMb: number;
  readonly said: (said: Exclude<Said, { is: 'last' | 'inside' }>) => void;
  /** It said what is no message of ours. */
  readonly mumbled: () => unknown;
  readonly over: (last: Last) => unknown;
}

const beginning = fileURLToPath(new URL('beginning.ts', import.meta.url));

/** The process of a guest from its beginning to its end. Nothing that is said or written there throws here. */
export class Life {
  readonly #parts: LifeParts;
  readonly #child: ChildProcess;
  readonly #line: Line;
  #last: Last | null = null;
  #isInside = false;
  #isOver = false;

  /** Throws where there can be no process. */
  constructor(parts: LifeParts) {
    const { module, told, answers, variables, mostMemoryMb } = parts;
    this.#parts = parts;
    this.#child = spawn(process.execPath, [`--max-old-space-size=${mostMemoryMb}`, '--disable-warning=ExperimentalWarning', beginning], {
      env: variables,
      // What it prints is nobody's to read.
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const pipe = this.#child.stdio?.[3] as Duplex | undefined;
    const ends = { heard: (raw: unknown) => this.#heard(raw), broken: (because: string) => this.end(because) };
    this.#child.on('error', (e) => this.#over(e.message));
    this.#child.on('close', (code, signal) => this.#over(`it ended (${signal ?? code})`));
    this.#isOver = !pipe;
    if (!pipe) throw new Error('the machine has no room for another process just now');
    const channel = new Channel(pipe, ends);
    this.#line = new Line(channel, (asking, asked) => answerBy(answers, asking, asked));
    channel.postMessage({ module: module.href, told } satisfies Welcome);
  }

  call(name: string, asked: unknown): Promise<unknown> {
    return this.#line.call(name, asked);
  }

  /** Ends it at once. */
  end(because: string): void {
    this.#last ??= { is: 'last', because, missing: null };
    this.#child.kill('SIGKILL');
  }

  #heard(raw: unknown): void {
    const message = messageIn(raw);
    if (!message) this.#parts.mumbled();
    else if (isSpeech(message)) this.#line.take(message);
    else if (message.is === 'inside') this.#isInside = true;
    else if (message.is === 'last') this.#last ??= message;
    else this.#parts.said(message);
  }

  #over(because: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const last = this.#last ?? { is: 'last', because, missing: null };
    const said = `${this.#parts.name}: ${last.because}`;
    // Whoever was still at the door has done nothing.
    this.#line.end(this.#isInside ? new UnansweredError(said) : new OutsideError('transient', said));
    this.#parts.over(last);
  }
}
