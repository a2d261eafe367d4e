import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { anApp, type Answer } from './an-app.ts';

interface Sent {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width: number | null;
}
interface Taken {
  readonly files: readonly Sent[];
  readonly because: string;
}

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==', 'base64');
const boundary = 'a-boundary-of-ours';
const head = (name: string, type: string): string =>
  `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
const form = (...files: readonly [name: string, type: string, body: Buffer][]): Buffer =>
  Buffer.concat([
    ...files.flatMap(([name, type, body]) => [Buffer.from(head(name, type)), body, Buffer.from('\r\n')]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

const app = anApp();
let room = '';
let origin = '';
const logins: Record<string, string> = {};

beforeAll(async () => {
  origin = await app.listen();
  for (const person of ['ana', 'bo']) logins[person] = await app.login(person, 'responder');
  room = (await app.declares({ private: true, people: ['ana'], severity: 'SEV4' })).toLowerCase();
});

const headers = (person: string) => ({ cookie: logins[person] ?? '', 'accept-language': 'en', 'tocsin-via': 'console' });
const upload = (person: string, payload: Buffer, to = room): Promise<Answer<Taken>> =>
  app.send<Taken>({
    method: 'POST',
    url: `/api/v1/chat/rooms/${to}/files`,
    headers: { ...headers(person), 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
const send = (person: string, files: readonly string[]) =>
  app.post<{ message: { id: string; files: Sent[] } }>(`/api/v1/chat/rooms/${room}/messages`, {
    body: { text: '', files },
    headers: headers(person),
  });
const fetched = (person: string, id: string, more: Record<string, string> = {}) =>
  app.send<string>({ method: 'GET', url: `/api/v1/chat/files/${id}`, headers: { ...headers(person), ...more } });
const one = async (name: string, type: string, body: Buffer): Promise<Sent> =>
  (await upload('ana', form([name, type, body]))).body.files[0] ?? expect.fail('nothing was taken');

describe('a file', () => {
  test('goes up, goes with a message, and comes back as it was', async () => {
    const body = randomBytes(700_000);
    const file = await one('导出 2026.bin', 'image/png', body);
    expect(file).toMatchObject({ name: '导出 2026.bin', type: 'application/octet-stream', size: 700_000, width: null });
    expect((await send('ana', [file.id])).body.message.files).toMatchObject([{ id: file.id, size: 700_000 }]);
    const back = await fetch(`${origin}/api/v1/chat/files/${file.id}`, { headers: headers('ana') });
    expect(Buffer.from(await back.arrayBuffer()).equals(body)).toBe(true);
    expect(back.headers.get('content-disposition')).toBe(
      `attachment; filename="__ 2026.bin"; filename*=UTF-8''${encodeURIComponent('导出 2026.bin')}`,
    );
  });

  test('that is a picture is shown, whatever it is called; nothing in it can run', async () => {
    const file = await one('x.html', 'text/html', png);
    expect(file).toMatchObject({ type: 'image/png', width: 2 });
    const { headers: said } = await fetched('ana', file.id);
    expect(said).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
    });
    expect(said['content-disposition']).toMatch(/^inline; /u);
    expect((await fetched('ana', file.id, { 'if-none-match': String(said['etag']) })).status).toBe(304);
  });

  test.each<[name: string, type: string, body: string]>([
    ['a.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a.html', 'text/html', '<script>alert(1)</script>'],
    ['a.png', 'image/png', '<script>alert(1)</script>'],
    ['a.pdf', 'application/pdf', '%PDF-1.7'],
  ])('%s as %s is only ever saved', async (name, type, body) => {
    const file = await one(name, type, Buffer.from(body));
    const { headers: said } = await fetched('ana', file.id);
    expect([said['content-type'], String(said['content-disposition']).slice(0, 11)]).toEqual(['application/octet-stream', 'attachment;']);
  });

  test('several go at once', async () => {
    const { body } = await upload('ana', form(['a.txt', 'text/plain', Buffer.from('a')], ['b.txt', 'text/plain', Buffer.from('b')]));
    expect(body.files.map((f) => f.name)).toEqual(['a.txt', 'b.txt']);
  });

  test('is for who may read the room, and before it is sent for its sender alone', async () => {
    const file = await one('secret.txt', 'text/plain', Buffer.from('x'));
    expect([(await fetched('ana', file.id)).status, (await fetched('bo', file.id)).status]).toEqual([200, 404]);
    await send('ana', [file.id]);
    expect([(await fetched('ana', file.id)).status, (await fetched('bo', file.id)).status]).toEqual([200, 404]);
    expect((await upload('bo', form(['x', 'text/plain', Buffer.from('x')]))).status).toBe(404);
  });

  test('is gone with its message', async () => {
    const file = await one('wrong.txt', 'text/plain', Buffer.from('x'));
    const { message } = (await send('ana', [file.id])).body;
    await app.post(`/api/v1/chat/messages/${message.id}/delete`, { body: {}, headers: headers('ana') });
    expect((await fetched('ana', file.id)).status).toBe(404);
  });
});

describe('what is not taken', () => {
  test('more than 20 MB, with what came along', async () => {
    const { status, body } = await upload(
      'ana',
      form(['ok.txt', 'text/plain', Buffer.from('x')], ['big.bin', 'x/y', Buffer.alloc(20 * 1024 * 1024 + 1)]),
    );
    expect([status, body.because]).toEqual([413, '"big.bin" is larger than 20 MB. Send less of it, or compress it.']);
  });
  test('20 MB to the byte is taken', async () =>
    expect((await one('full.bin', 'x/y', Buffer.alloc(20 * 1024 * 1024, 7))).size).toBe(20 * 1024 * 1024));
  test.each<[what: string, payload: Buffer, status: number]>([
    ['nothing', form(), 400],
    ['an empty file', form(['a.txt', 'text/plain', Buffer.alloc(0)]), 400],
    ['half a form', Buffer.from(head('a.txt', 'text/plain')), 400],
  ])('%s', async (_what, payload, status) => expect((await upload('ana', payload)).status).toBe(status));
  test('JSON', async () =>
    expect((await app.post(`/api/v1/chat/rooms/${room}/files`, { body: { a: 1 }, headers: headers('ana') })).status).toBe(415));
  test('an id that never was', async () => expect((await fetched('ana', 'nothing')).status).toBe(404));
});

test('an upload broken off leaves nothing', async () => {
  const before = await app.rows('file_chunk');
  const req = httpRequest(`${origin}/api/v1/chat/rooms/${room}/files`, {
    method: 'POST',
    headers: { ...headers('ana'), 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': 5_000_000 },
  });
  const over = new Promise<void>((done) => req.on('error', () => done()));
  req.write(head('half.bin', 'x/y'));
  req.write(Buffer.alloc(1_000_000));
  await until(async () => (await app.rows('file_chunk')) > before, { what: 'the first pieces' });
  req.destroy(new Error('the lift doors close'));
  await over;
  await until(async () => (await app.rows('file_chunk')) === before, { what: 'the half file to go' });
});

test('a picture of a pinned message is in the timeline, for those who may see the incident, and goes with its message', async () => {
  const number = room.toUpperCase();
  const file = await one('curve.png', 'image/png', png);
  const { message } = (await send('ana', [file.id])).body;
  await app.post(`/api/v1/chat/messages/${encodeURIComponent(message.id)}/pin`, { body: { on: true }, headers: headers('ana') });
  await app.idle();
  const shown = await app.skill<{ timeline: { text: string; note?: { files: Sent[] } }[] }>(
    'incident/show',
    { incident: number },
    { headers: headers('ana') },
  );
  expect(shown.body.output.timeline.findLast((l) => l.note)?.note?.files).toMatchObject([{ id: file.id, width: 2 }]);
  const seen = (person: string) => app.get<string>(`/api/v1/incidents/${number}/files/${file.id}`, { headers: headers(person) });
  expect(await seen('ana')).toMatchObject({ status: 200, headers: { 'content-type': 'image/png', 'x-content-type-options': 'nosniff' } });
  expect((await seen('bo')).status).toBe(404);
  await app.post(`/api/v1/chat/messages/${encodeURIComponent(message.id)}/delete`, { headers: headers('ana'), body: {} });
  expect((await seen('ana')).status).toBe(404);
});
