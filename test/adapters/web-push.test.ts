import { createECDH } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { outwardHttp } from '../../adapters/outward/http.ts';
import { webPush } from '../../adapters/push/web-push.ts';
import type { PushNote } from '../../ports/push.ts';
import { opened, PushHouse } from '../emulators/web-push.ts';

const note: PushNote = {
  tag: 'a-page',
  title: '[SEV1] 订单被拒 🚨',
  body: 'Acknowledge it',
  isUrgent: true,
  open: { label: 'Open', url: 'https://tocsin.example.com/i/1' },
  ack: { label: 'Acknowledge', url: 'https://tocsin.example.com/push/push_x', done: 'Acknowledged' },
};

async function service() {
  const it = await new PushHouse().listen();
  onTestFinished(() => it.stop());
  const web = webPush({ outward: outwardHttp({ patienceMs: 500, maxBytes: 10_000 }), hosts: [it.host] });
  const by = { keys: await web.newKeys(), contact: 'https://tocsin.example.com', now: 0 };
  return { it, web, send: () => web.send(it.subscription, note, by) };
}

test('the browser of the emulator reads the example of RFC 8291', () => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'));
  const auth = Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url');
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
  expect(opened(Buffer.from(body, 'base64url'), { ecdh, auth })).toBe('When I grow up, I want to be a watermelon');
});

test('a push reaches its browser sealed and signed, loud, and takes the place of an earlier one', async () => {
  const { it, send } = await service();
  await send();
  expect(it.pushed).toEqual([
    { text: JSON.stringify(note), ttl: 3_600, urgency: 'high', topic: 'a-page', contact: 'https://tocsin.example.com' },
  ]);
});

test.each([
  [{ status: 410 }, 'not-found', 'push-gone'],
  [{ status: 404 }, 'not-found', 'push-gone'],
  [{ status: 403, body: 'invalid JWT' }, 'forbidden', 'push-refused'],
  [{ status: 413 }, 'invalid', 'push-refused'],
  [{ status: 429, headers: { 'retry-after': '30' } }, 'rate-limited', 'push-down'],
  [{ status: 503 }, 'transient', 'push-down'],
  ['hangs', 'transient', 'push-down'],
  ['breaks', 'transient', 'push-down'],
] as const)('%j is %s, said as %s, and says no address', async (trouble, failure, code) => {
  const { it, send } = await service();
  it.goesWrong(trouble);
  const error = await send().catch((e: unknown) => e as Error);
  expect(error).toMatchObject({ failure, why: { code } });
  expect((error as Error).message).not.toContain('canary');
});

test.each([
  ['https://fcm.googleapis.com/fcm/send/x', true],
  ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
  ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
  ['https://web.push.apple.com/x', true],
  ['http://fcm.googleapis.com/fcm/send/x', false],
  ['https://fcm.googleapis.com:8443/x', false],
  ['https://fcm.googleapis.com.evil.example/x', false],
  ['https://evilpush.apple.com.example/x', false],
  ['https://notpush.apple.com.evil.example/', false],
  ['https://fcm.googleapis.com@169.254.169.254/x', false],
  ['http://127.0.0.1:8080/api/v1', false],
  ['file:///etc/passwd', false],
])('whoever registers %s is taken: %s', (endpoint, isTaken) => {
  expect(webPush({ outward: outwardHttp(), hosts: [] }).takes(endpoint)).toBe(isTaken);
});
