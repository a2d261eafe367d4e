import { outwardHttp } from '../../adapters/outward/http.ts';
import { wecomChat } from '../../adapters/im/wecom/wecom-chat.ts';
import { Paces } from '../../app/chat/paces.ts';
import type { Inbound } from '../../domain/chat/heard.ts';
import { WecomChat } from '../../domain/chat/wecom-chat.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Hearing } from '../../ports/chat-ears.ts';
import type { Im } from '../../ports/im.ts';
import type { MethodLimit } from '../../ports/pace.ts';
import { Wecom, type WecomOptions } from '../emulators/wecom/wecom.ts';
import { memoryInHand } from './chat-memory.ts';
import { HandClock } from './hand-clock.ts';

/** Nine and a bit: neither a full hour nor a half one. */
const t0 = Date.UTC(2026, 10, 23, 1, 7);

export interface WecomDeskOptions extends WecomOptions {
  readonly spec?: Partial<Pick<WecomChat, 'owner' | 'secret' | 'corpId' | 'agentId'>>;
  /** For each call. */
  readonly patienceMs?: number;
  /** Those of the adapter; wide ones unless given. */
  readonly paced?: Readonly<Record<string, MethodLimit>>;
}

/** A WeCom of its own, the adapter in front of it, and a clock that both of them go by and that a test moves. */
export interface WecomDesk {
  readonly wecom: Wecom;
  readonly clock: HandClock;
  readonly spec: WecomChat;
  readonly im: Im & Required<Pick<Im, 'rooms' | 'messages' | 'directory' | 'check' | 'ears' | 'news'>>;
  /** What the adapter wrote into the log. */
  readonly noted: { readonly what: string; readonly data: object }[];
  /** What failed and was not told to anybody. */
  readonly failed: { readonly what: string; readonly error: unknown }[];
  /** What came in. While `shut` is set nothing can be stored. */
  readonly heard: Inbound[];
  readonly hearing: { shut: boolean };
  /** Posts a call of WeCom as it comes over the wire; answers what the adapter says. */
  called(body: string, query: string, method?: 'GET' | 'POST'): Promise<{ readonly status: number; readonly body: string }>;
  /** The adapter as the next life of Tocsin makes it: what is kept for it is still there, and nothing else. */
  again(lang?: Lang): WecomDesk['im'];
  close(): Promise<void>;
}

export async function wecomDesk({
  spec: said = {},
  patienceMs = 5_000,
  paced = {},
  ...options
}: WecomDeskOptions = {}): Promise<WecomDesk> {
  const clock = new HandClock(t0);
  const wecom = await new Wecom({ now: () => clock.now(), ...options }).listen();
  for (const user of ['ana', 'bo', 'chen']) wecom.user(user);
  const { corpId, agentId, secret, token, encodingAesKey, apiUrl: url } = wecom;
  const spec = WecomChat.parse({ type: 'wecom', corpId, agentId, secret, token, encodingAesKey, url, ...said });
  const [noted, failed, heard, hearing]: [WecomDesk['noted'], WecomDesk['failed'], Inbound[], { shut: boolean }] = [
    [],
    [],
    [],
    { shut: false },
  ];
  const memory = memoryInHand(clock);
  const again = (lang: Lang = 'zh'): WecomDesk['im'] =>
    wecomChat({
      name: 'wecom',
      spec,
      clock,
      memory,
      pace: new Paces({ name: 'wecom', clock, limits: paced }),
      outward: outwardHttp({ patienceMs, maxBytes: 1_000_000 }),
      lang: () => lang,
      origin: () => 'https://tocsin.example',
      noted: (what, data) => noted.push({ what, data }),
      failed: (what, error) => failed.push({ what, error }),
    }) as WecomDesk['im'];
  const im = again();
  await im.ears.start(hearingInto(heard, hearing));
  const called: WecomDesk['called'] = async (body, query, method = 'POST') =>
    (await im.ears.called?.({ method, query: Object.fromEntries(new URLSearchParams(query)), headers: {}, body })) ?? {
      status: 0,
      body: '',
    };
  return { wecom, clock, spec, im, noted, failed, heard, hearing, called, again, close: () => wecom.stop() };
}

const hearingInto = (heard: Inbound[], hearing: { readonly shut: boolean }): Hearing => ({
  async heard(inbound) {
    if (hearing.shut) throw new Error('the store is away');
    heard.push(inbound);
  },
  submitted: async () => null,
  options: async () => [],
});
