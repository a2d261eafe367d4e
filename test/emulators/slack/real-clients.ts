import { App, LogLevel, SocketModeReceiver, type Logger } from '@slack/bolt';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import type { Json } from './records.ts';
import type { Slack } from './slack.ts';

/** Refusals are what tests are after; nothing is said about them. */
const quiet: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

/** Slack's own client, that tries once. */
export function webClientOf(slack: Slack, token = slack.botToken): WebClient {
  const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  return new WebClient(token, { slackApiUrl: slack.apiUrl, ...once, logger: quiet });
}

/** Slack's own Bolt over Socket Mode; it hears its own messages too. A lost socket is opened again after `pingMs`. */
export async function boltOn(slack: Slack, { pingMs = 5_000 }: { pingMs?: number } = {}): Promise<App> {
  const clientOptions = { slackApiUrl: slack.apiUrl };
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger: quiet,
    installerOptions: { clientOptions },
    clientPingTimeout: pingMs,
  });
  const app = new App({ token: slack.botToken, receiver, clientOptions, ignoreSelf: false, logger: quiet });
  await app.start();
  return app;
}

/** What Slack answers to a call, a refusal too. */
export async function answerOf(web: WebClient, method: string, args: Json = {}): Promise<Json> {
  try {
    return (await web.apiCall(method, args)) as unknown as Json;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return error.data as unknown as Json;
    throw error;
  }
}
