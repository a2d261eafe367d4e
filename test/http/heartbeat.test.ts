import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Heartbeat } from '../../app/heartbeat.ts';

const clock = { now: () => 1_000, alarm: () => () => {} };

/** Somebody outside who listens for beats. */
async function outside(status = 200): Promise<{ url: string; beats: string[] }> {
  const beats: string[] = [];
  const server = createServer((request, response) => {
    beats.push(request.url ?? '');
    response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/1`, beats };
}

const heartOf = (url: string, ill: string | null = null) => new Heartbeat({ url, clock, ill: async () => ill, failed: () => {} });

test('a beat is heard, and the doctor can say when', async () => {
  const { url, beats } = await outside();
  const heart = heartOf(url);
  expect(heart.last).toBeNull();
  await heart.beat();
  expect(beats).toEqual(['/ping/1']);
  expect(heart.last).toEqual({ at: 1_000, error: null });
});

test('where Tocsin is ill no beat goes out, so that somebody outside calls', async () => {
  const { url, beats } = await outside();
  const heart = heartOf(url, 'the calling has not been looked through for a minute');
  await heart.beat();
  expect(beats).toEqual([]);
  expect(heart.last?.error).toContain('not been looked through');
});

test.each([
  [500, 'it answered 500'],
  [302, 'redirect'],
])('an answer of %i is no beat that was heard', async (status, error) => {
  const { url, beats } = await outside(status);
  const heart = heartOf(url);
  await heart.beat();
  expect(beats).toEqual(['/ping/1']);
  expect(heart.last?.error).toContain(error);
});

test('nobody there is said, and thrown at nobody', async () => {
  const heart = heartOf('http://127.0.0.1:9/');
  await heart.beat();
  expect(heart.last?.error).not.toBeNull();
});
