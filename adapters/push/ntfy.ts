import { ReachError } from '../../ports/errors.ts';
import { failureOf, oneLine, retryAfter, type Outward, type OutwardAnswer } from '../../ports/outward.ts';
import type { Ntfy, PushNote } from '../../ports/push.ts';
import { sendOut } from './send-out.ts';

interface NtfyParts {
  /** The server, such as https://ntfy.example.com. */
  readonly url: string;
  /** An access token of it, where it wants one. */
  readonly token: string | null;
  readonly outward: Outward;
  readonly now: () => number;
}

/** Publishes to an ntfy server as JSON: https://docs.ntfy.sh/publish/#publish-as-json */
export function ntfy({ url, token, outward, now }: NtfyParts): Ntfy {
  const server = `${url.replace(/\/+$/u, '')}/`;
  const headers = { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  return {
    async send(topic, note) {
      const body = JSON.stringify(message(topic, note));
      const answer = await sendOut(outward, { who: 'ntfy', method: 'POST', url: server, headers, body });
      if (answer.status >= 300) throw refused(answer, now());
    },
    async check() {
      const answer = await sendOut(outward, { who: 'ntfy', method: 'HEAD', url: `${server}v1/health`, headers });
      if (answer.status >= 300) throw refused(answer, now());
    },
  };
}

/** Five is the loudest. */
const message = (topic: string, { title, body, isUrgent, open, ack }: PushNote): object => ({
  topic,
  title,
  message: body,
  priority: isUrgent ? 5 : 4,
  tags: ['rotating_light'],
  ...(open ? { click: open.url } : {}),
  actions: [
    { action: 'http', label: ack.label, url: ack.url, method: 'POST', clear: true },
    ...(open ? [{ action: 'view', label: open.label, url: open.url }] : []),
  ],
});

function refused(answer: OutwardAnswer, now: number): ReachError {
  const failure = failureOf(answer.status);
  const code = failure === 'transient' || failure === 'rate-limited' ? 'push-down' : 'push-refused';
  const wait = retryAfter(answer, now);
  return new ReachError(failure, code, {
    who: 'ntfy',
    raw: oneLine(`${answer.status} ${answer.text}`),
    fix: 'Check NTFY_URL and NTFY_TOKEN',
    ...(wait === null ? {} : { retryAfterMs: wait }),
  });
}
