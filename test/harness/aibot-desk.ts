import { wecomBotChat } from '../../adapters/im/wecom-aibot/wecom-aibot-chat.ts';
import { Paces } from '../../app/chat/paces.ts';
import type { Inbound } from '../../domain/chat/heard.ts';
import { WecomBotChat } from '../../domain/chat/wecom-chat.ts';
import type { Hearing } from '../../ports/chat-ears.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChatMemory, Leases } from '../../ports/chat-memory.ts';
import type { Im } from '../../ports/im.ts';
import type { MethodLimit } from '../../ports/pace.ts';
import { Wecom, type WecomOptions } from '../emulators/wecom/wecom.ts';
import { memoryInHand } from './chat-memory.ts';
import { HandClock } from './hand-clock.ts';

const t0 = Date.UTC(2026, 10, 23, 1);

export type Bot = Im & Required<Pick<Im, 'messages' | 'ears' | 'check' | 'news'>>;

type Paced = Readonly<Record<string, MethodLimit>>;

export interface AibotDeskOptions extends WecomOptions {
  /** What a conversation may take; wide unless given. */
  readonly paces?: Paced;
}

/** One life of the adapter. */
export interface Life {
  readonly im: Bot;
  /** What was taken in. */
  readonly heard: Inbound[];
  /** What it wrote into the log. */
  readonly noted: { readonly what: string; readonly data: object }[];
  readonly failed: string[];
}

/** A WeCom of its own with two people, the robot in front of it, and a clock that both go by and that a test moves. */
export interface AibotDesk extends Life {
  readonly wecom: Wecom;
  readonly clock: HandClock;
  /** Another process, or the next life. It does not listen yet. */
  another(leases?: Leases): Life;
  /** Time passes, with all that rings meanwhile. */
  passes(ms: number): Promise<void>;
  /** Begins to listen, and waits until it does. */
  listens(): Promise<void>;
  close(): Promise<void>;
}

/** Wide enough for tests that do a minute's work in a moment. */
const wide = { message: { atOnce: 1_000, perMinute: 6_000, each: 'conversation' } } as const;

/** Nobody else is there. */
export const alone: Leases = { hold: async () => true, release: async () => {} };

/** As hearing is where the store takes everything. */
export const hearingInto = (heard: Inbound[]): Hearing => ({
  heard: async (inbound) => void heard.push(inbound),
  submitted: async () => null,
  options: async () => [],
});

/** Leases of which is known whether one is just being asked for. */
class Watched implements Leases {
  readonly #leases: Leases;
  asked = 0;

  constructor(leases: Leases) {
    this.#leases = leases;
  }

  hold(name: string, forMs: number): Promise<boolean> {
    return this.#during(this.#leases.hold(name, forMs));
  }

  release(name: string): Promise<void> {
    return this.#during(this.#leases.release(name));
  }

  async #during<T>(work: Promise<T>): Promise<T> {
    this.asked += 1;
    try {
      return await work;
    } finally {
      this.asked -= 1;
    }
  }
}

/** Lets arrive what is on its way: both ends are in this process, and each turn of it moves everything by one step. A store may be elsewhere. */
async function settles(leases: readonly Watched[]): Promise<void> {
  for (let turn = 0; turn < 8 || leases.some(({ asked }) => asked > 0); turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** One process with the adapter; it does not listen yet. */
export function lifeOf(
  spec: WecomBotChat,
  { clock, leases, paces, memory = memoryInHand(clock) }: { clock: Clock; leases: Leases; paces: Paced; memory?: ChatMemory },
): Life {
  const [noted, failed]: [Life['noted'], string[]] = [[], []];
  const pace = new Paces({ name: 'aibot', clock, limits: paces });
  const log = { noted: (what: string, data: object) => void noted.push({ what, data }), failed: (what: string) => void failed.push(what) };
  const im = wecomBotChat({
    name: 'aibot',
    spec,
    clock,
    pace,
    leases,
    memory,
    lang: () => 'zh',
    home: () => 'https://tocsin.example',
    dice: () => 0.5,
    ...log,
  });
  return { im: im as Bot, heard: [], noted, failed };
}

export async function aibotDesk({ paces = wide, ...options }: AibotDeskOptions = {}): Promise<AibotDesk> {
  const clock = new HandClock(t0);
  const wecom = await new Wecom({ now: () => clock.now(), ...options }).listen();
  for (const userid of ['ana', 'bo']) wecom.user(userid);
  const { botId, secret } = wecom.bot;
  const spec = WecomBotChat.parse({ type: 'wecom-aibot', botId, secret, url: wecom.botUrl });
  const lives: Life[] = [];
  const memory = memoryInHand(clock);
  const watched: Watched[] = [];
  const another = (given = alone): Life => {
    const leases = new Watched(given);
    watched.push(leases);
    const life = lifeOf(spec, { clock, leases, paces, memory });
    lives.push(life);
    return life;
  };
  const first = another();
  return {
    ...first,
    wecom,
    clock,
    another,
    passes: (ms) => passes(clock, ms, () => settles(watched)),
    async listens() {
      await first.im.ears.start(hearingInto(first.heard));
      await wecom.until(() => first.im.ears.state().state === 'listening', 'the robot to listen');
    },
    async close() {
      for (const { im } of lives) await im.ears.stop();
      await wecom.stop();
    },
  };
}

/** Time passes, with all that rings meanwhile. */
async function passes(clock: HandClock, ms: number, settled: () => Promise<void>): Promise<void> {
  const end = clock.now() + ms;
  while (clock.now() < end) {
    clock.step(end, 1_000);
    while (clock.ring()) await settled();
    await settled();
  }
}
