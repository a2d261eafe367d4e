import { LogLevel, WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError, WebClient } from '@slack/web-api';
import type { SlackChat } from '../../../domain/chat/slack-chat.ts';
import { answerWithinMs, lookAtEach, type Expected, type FoundOnSlack } from '../../../ports/chat-diagnosis.ts';

/** What of a chat's document is needed to ask; `signingSecret` cannot be tried from here. */
export type Credentials = Pick<SlackChat, 'botToken' | 'appToken' | 'url'>;

export type Seen = readonly FoundOnSlack[];

const mostAsked = { users: 60, groups: 1_000, convs: 30 } as const;
const together = 6;

export const clientOf = ({ url }: Credentials, token: string): WebClient =>
  new WebClient(token, {
    ...(url === undefined ? {} : { slackApiUrl: url }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: answerWithinMs,
    maxRequestConcurrency: together,
    logger: silent,
  });

const nothing = (): void => {};
const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

/** Slack's own word where it answered, else null: what answers with a page is not Slack. */
export const wordOf = (e: unknown): string | null =>
  e instanceof WebAPIPlatformError && /^[a-z0-9_]{1,60}$/u.test(e.data.error) ? e.data.error : null;

/** Why there was no answer that says anything: the system's own code, or `timeout`. */
export function whyNot(e: unknown): string {
  if (e instanceof WebAPIRateLimitedError) return 'ratelimited';
  if (e instanceof WebAPIPlatformError) return wordOf(e) ?? 'not an answer of Slack';
  if (e instanceof WebAPIHTTPError) return `HTTP ${e.statusCode}`;
  return [...causesOf(e)].at(-1) ?? '';
}

/** From the outer to the inner: fetch only says that it failed, and its cause says why. */
function* causesOf(e: unknown): Generator<string> {
  for (let at = e; at instanceof Error; at = at instanceof WebAPIRequestError ? at.original : at.cause)
    yield isTimeout(at) ? 'timeout' : codeOf(at);
}

/** The code of a DOMException is a number, which says nothing. */
const isTimeout = ({ name }: Error): boolean => name === 'TimeoutError' || name === 'AbortError';
const codeOf = (at: Error): string => ('code' in at && typeof at.code === 'string' ? at.code : at.message);

export const eachOf = (what: keyof Expected, ids: readonly string[], look: (id: string) => Promise<Seen>): Promise<Seen> =>
  lookAtEach({ what, ids, most: mostAsked[what], whyNot }, look);
