import { ReachError } from '../../ports/errors.ts';
import { failureOf, hostOf, oneLine, retryAfter, type Outward, type OutwardAnswer } from '../../ports/outward.ts';
import type { PushSubscription, WebPush } from '../../ports/push.ts';
import { sendOut } from './send-out.ts';

/** How long a push service tries to reach a browser that is off, in seconds: as long as a page is worth anything. */
const livesSeconds = 3_600;

/** The push services of the browsers that there are. */
const services = ['fcm.googleapis.com', 'push.services.mozilla.com', 'notify.windows.com', 'push.apple.com'];

interface WebPushParts {
  readonly outward: Outward;
  /** Hosts, with their port where they have one, of push services beside those. */
  readonly hosts: readonly string[];
}

/** Web Push (RFC 8030, 8291, 8292). A subscription comes from a browser, so only addresses of push services are called. */
export function webPush({ outward, hosts }: WebPushParts): WebPush {
  const takes = (endpoint: string): boolean => {
    if (!URL.canParse(endpoint)) return false;
    const { protocol, hostname, host, port } = new URL(endpoint);
    if (hosts.includes(host)) return true;
    return protocol === 'https:' && port === '' && services.some((s) => hostname === s || hostname.endsWith(`.${s}`));
  };
  return {
    newKeys: async () => (await encryption()).generateVAPIDKeys(),
    takes,
    async send(to, note, { keys, contact, now }) {
      if (!takes(to.endpoint))
        throw new ReachError('forbidden', 'push-refused', { who: 'push', raw: `${hostOf(to.endpoint)} is no push service` });
      const { method, headers, body, endpoint } = (await encryption()).generateRequestDetails(to, JSON.stringify(note), {
        vapidDetails: { subject: contact, ...keys },
        TTL: livesSeconds,
        urgency: note.isUrgent ? 'high' : 'normal',
        topic: note.tag,
        contentEncoding: 'aes128gcm',
      });
      const answer = await sendOut(outward, { who: 'push', method, url: endpoint, headers: asText(headers), body });
      if (answer.status >= 300) throw refused(to, answer, now);
    },
  };
}

/** Loaded when somebody has a browser registered. */
const encryption = async () => (await import('web-push')).default;

const asText = (headers: object): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

function refused({ endpoint }: PushSubscription, answer: OutwardAnswer, now: number): ReachError {
  const raw = oneLine(`${hostOf(endpoint)} ${answer.status} ${answer.text}`);
  if (answer.status === 404 || answer.status === 410) return new ReachError('not-found', 'push-gone', { who: 'push', raw });
  const failure = failureOf(answer.status);
  const code = failure === 'transient' || failure === 'rate-limited' ? 'push-down' : 'push-refused';
  const wait = retryAfter(answer, now);
  return new ReachError(failure, code, { who: 'push', raw, ...(wait === null ? {} : { retryAfterMs: wait }) });
}
