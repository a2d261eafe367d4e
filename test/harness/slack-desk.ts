import { slackChat } from '../../adapters/im/slack/slack-chat.ts';
import { Paces } from '../../app/chat/paces.ts';
import { SlackChat } from '../../domain/chat/slack-chat.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { OutsideError } from '../../ports/errors.ts';
import type { Im } from '../../ports/im.ts';
import type { MethodLimit } from '../../ports/pace.ts';
import { Slack, type SlackOptions } from '../emulators/slack/slack.ts';
import { HandClock } from './hand-clock.ts';

const t0 = Date.UTC(2026, 10, 23, 1);

export interface SlackDeskOptions extends SlackOptions {
  readonly spec?: Partial<Pick<SlackChat, 'letters'>>;
  readonly limits?: boolean;
  readonly patienceMs?: number;
}

/** A Slack of its own, the adapter in front of it, and a clock that both of them go by and that a test moves. */
export interface SlackDesk {
  readonly slack: Slack;
  readonly clock: HandClock;
  readonly im: Im & Required<Pick<Im, 'rooms' | 'messages' | 'directory' | 'forms' | 'home' | 'check'>>;
  /** What the adapter wrote into the log. */
  readonly noted: { readonly what: string; readonly data: object }[];
  /** The adapter as the next life of Tocsin makes it: it remembers nothing. */
  again(lang?: Lang): Promise<SlackDesk['im']>;
  close(): Promise<void>;
}

/** Wide enough for tests that do a minute's work in a moment. */
const wide: Readonly<Record<string, MethodLimit>> = { 'chat.postMessage': { atOnce: 1_000, perMinute: 6_000, each: 'conversation' } };

export async function slackDesk({ spec: said = {}, patienceMs, ...options }: SlackDeskOptions = {}): Promise<SlackDesk> {
  const clock = new HandClock(t0);
  const slack = await new Slack({ now: () => clock.now(), ...options }).listen();
  const noted: SlackDesk['noted'] = [];
  const spec = SlackChat.parse({ type: 'slack', botToken: slack.botToken, signingSecret: slack.signingSecret, url: slack.apiUrl, ...said });
  const again = async (lang: Lang = 'en'): Promise<SlackDesk['im']> => {
    const pace = new Paces({ name: 'slack', clock, limits: wide });
    const im = slackChat({
      name: 'slack',
      spec,
      clock,
      pace,
      lang: () => lang,
      failed: () => {},
      noted: (what, data) => noted.push({ what, data }),
      ...(patienceMs === undefined ? {} : { patienceMs }),
    });
    await im.check?.().catch(() => {});
    return im as SlackDesk['im'];
  };
  return { slack, clock, noted, again, im: await again(), close: () => slack.stop() };
}

/** What an attempt failed with. Throws where it did not. */
export async function failureOf(work: Promise<unknown>): Promise<OutsideError> {
  try {
    await work;
  } catch (e) {
    return e as OutsideError;
  }
  throw new Error('it did not fail');
}
