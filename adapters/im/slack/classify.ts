import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { netWhy } from '../../../domain/chat/net-why.ts';
import { slackCode, slackFix } from '../../../domain/chat/slack-why.ts';
import type { RoomLoss } from '../../../domain/incident/incident.ts';
import type { Words } from '../../../domain/text/lang.ts';
import { OutsideError, UnansweredError, type FailureClass } from '../../../ports/errors.ts';
import { oneLine } from '../../../ports/outward.ts';
import { meaningOf } from './refusals.ts';

/** A private channel without us is not even there for us. */
const lossBy: Readonly<Record<string, RoomLoss>> = {
  is_archived: 'archived',
  not_in_channel: 'without-us',
  channel_not_found: 'without-us',
};

/** Slack said no, with a code of its own. */
export class SlackRefusal extends OutsideError {
  readonly code: string;
  override readonly room: RoomLoss | null;
  /** Whom it said no to, where it was asked for several. */
  readonly each: readonly { readonly user: string; readonly code: string }[];

  override readonly words: Words;
  override readonly why: { readonly code: string; readonly raw?: string };

  constructor(failure: FailureClass, words: Words, no: Pick<SlackRefusal, 'code' | 'each'> & { readonly raw?: string }) {
    super(failure, words.en);
    this.words = words;
    this.why = { code: slackCode(no.code), ...(no.raw === undefined ? {} : { raw: no.raw }) };
    this.code = no.code;
    this.room = lossBy[no.code] ?? null;
    this.each = no.each;
  }
}

/** The code of a refusal; null for any other failure. */
export const refusalCode = (error: unknown): string | null => (error instanceof SlackRefusal ? error.code : null);

interface Asked {
  /** The configured name of the chat. */
  readonly chat: string;
  readonly method: string;
}

/** Where it says nothing of how long. */
const unsaidMs = 30_000;

/** What an exception of Slack's client means. Holds nothing of what was sent: neither a token nor a text. */
export function classify(error: unknown, asked: Asked): OutsideError {
  const { chat, method } = asked;
  if (error instanceof OutsideError) return error;
  if (error instanceof WebAPIPlatformError) return refused(error, asked);
  if (error instanceof WebAPIRateLimitedError) return limited(asked, error.retryAfter * 1_000);
  if (error instanceof WebAPIHTTPError) {
    const said = `${chat}: ${method} was answered with HTTP ${error.statusCode}`;
    if (error.statusCode >= 500)
      return new UnansweredError(`${said}. Slack is in trouble; it is tried again.`, netWhy('trouble', `HTTP ${error.statusCode}`));
    return new OutsideError(
      'invalid',
      `${said}. Check url of the chat, and what stands between here and Slack.`,
      null,
      netWhy('stranger', `HTTP ${error.statusCode}`),
    );
  }
  if (error instanceof WebAPIRequestError) return unreached(error.original, asked);
  if (/Retry header/u.test(String(error))) return limited(asked, unsaidMs);
  return new OutsideError('transient', `${chat}: ${method} came to nothing (${error instanceof Error ? error.name : 'no error'}).`);
}

const limited = ({ chat, method }: Asked, waitMs: number): OutsideError =>
  new OutsideError('rate-limited', `${chat}: Slack takes no ${method} for ${Math.ceil(waitMs / 1_000)} s; then it goes out.`, waitMs);

function refused({ data }: WebAPIPlatformError, { chat, method }: Asked): OutsideError {
  const code = data.error;
  // What is between us and Slack answers in pages rather than in codes.
  if (!/^[a-z0-9_:.-]{1,80}$/iu.test(code)) {
    const said = oneLine(code).slice(0, 80);
    return new OutsideError(
      'transient',
      `${chat}: ${method} was answered by something that is not Slack: ${said}`,
      null,
      netWhy('stranger', said),
    );
  }
  const { failure, maybe } = meaningOf(code);
  const needed = code === 'missing_scope' ? neededOf(data) : undefined;
  const [fix, added] = [slackFix(code), needed === undefined ? '' : `: ${needed}`];
  const words = {
    zh: `${chat}: ${method} 被拒绝（${code}${added}）。${fix.zh}。`,
    en: `${chat}: ${method} refused (${code}${added}). ${fix.en}.`,
  };
  if (maybe) return new UnansweredError(words.en);
  return new SlackRefusal(failure, words, { code, each: eachOf(data), ...(needed === undefined ? {} : { raw: needed }) });
}

/** The scope that is missing, as far as Slack says it. */
function neededOf(data: object): string | undefined {
  const { needed } = data as { needed?: string };
  return needed === undefined ? undefined : oneLine(needed);
}

/** Of an answer about several users: which of them were refused. */
export function eachOf(data: object): SlackRefusal['each'] {
  const { errors = [] } = data as { errors?: readonly { user?: string; error?: string }[] };
  return errors.flatMap(({ user, error }) => (user && error ? [{ user, code: error }] : []));
}

/** Before these nothing had been sent. */
const neverSent = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|.*_CERT.*|ERR_TLS.*)$/u;

function unreached(original: Error, { chat, method }: Asked): OutsideError {
  if (original.name === 'TimeoutError' || original.name === 'AbortError')
    return new UnansweredError(
      `${chat}: ${method} was not answered in time; whether it took effect is looked up.`,
      netWhy('silent', method),
    );
  const { code = original.name } = (original.cause ?? original) as { code?: string };
  const said = `${chat}: Slack cannot be reached for ${method} (${oneLine(code)}). Check the network to it.`;
  const why = netWhy('unreached', oneLine(code));
  return neverSent.test(code) ? new OutsideError('transient', said, null, why) : new UnansweredError(said, why);
}
