import type { FastifyInstance, FastifyReply } from 'fastify';
import { seesAll, type Viewer } from '../../domain/access/viewer.ts';
import type { Bus, LiveNote } from '../../ports/bus.ts';
import { frameOf, LiveNotes } from './live-notes.ts';
import type { Presence } from './presence.ts';
import { identify } from '../access/identify.ts';
import type { StreamWatch } from '../access/stream-watch.ts';
import { who, type SurfaceParts } from './surface.ts';

interface LiveParts extends SurfaceParts {
  readonly bus: Bus;
  readonly presence: Presence;
  readonly streams: StreamWatch;
}

const beatMs = 10_000;
/** A reader that is this many bytes behind is dropped; it comes back with its last id. */
const mostBehind = 1024 * 1024;
/** Notes replayed at most; who missed more reads everything anew. */
const mostReplayed = 1_000;

/** `GET /api/v1/events`: what changes, as it changes, for one viewer. */
export function liveRoutes(app: FastifyInstance, parts: LiveParts): void {
  const notes = new LiveNotes(parts.store);
  app.get('/api/v1/events', async (request, reply) => {
    const { caller } = await who(request, parts);
    const since = Number(request.headers['last-event-id'] ?? NaN);
    reply.hijack();
    const { raw } = reply;
    const headers = Object.fromEntries(Object.entries(reply.getHeaders()).map(([k, v]) => [k, String(v)]));
    raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    const stream = new Stream(raw, caller.viewer, { ...parts, notes });
    const stop = parts.streams.watch(async () => {
      const now = await identify(request, parts);
      if (now) stream.seeAs(now.caller.viewer);
      else raw.end();
    });
    raw.on('close', stop);
    await stream.open(Number.isSafeInteger(since) ? since : null);
  });
}

interface StreamParts extends LiveParts {
  readonly notes: LiveNotes;
}

class Stream {
  readonly #raw: FastifyReply['raw'];
  #viewer: Viewer;
  readonly #parts: StreamParts;
  /** Notes go out one after the other, though each may need a look at the store. */
  #queue: Promise<void> = Promise.resolve();

  constructor(raw: FastifyReply['raw'], viewer: Viewer, parts: StreamParts) {
    this.#raw = raw;
    this.#viewer = viewer;
    this.#parts = parts;
  }

  /** Rights may change while somebody looks. */
  seeAs(viewer: Viewer): void {
    this.#viewer = viewer;
  }

  async open(since: number | null): Promise<void> {
    const { store, bus, clock, presence } = this.#parts;
    const now = (): string => new Date(clock.now()).toISOString();
    const stop = bus.subscribe((note) => {
      this.#queue = this.#queue.then(() => this.#send(note)).catch(() => {});
    });
    const beat = setInterval(() => this.#write(frameOf('beat', { now: now() }, null)), beatMs);
    const leave = this.#viewer.person === null ? null : presence.enter(this.#viewer.person);
    this.#raw.on('close', () => {
      clearInterval(beat);
      stop();
      leave?.();
    });
    const seq = await store.lastSeq();
    this.#write(frameOf('hello', { now: now(), seq }, seq));
    if (since !== null) for (const note of await store.liveSince(since, mostReplayed)) await this.#send(note);
  }

  async #send(note: LiveNote): Promise<void> {
    const { isOpen, frame } = await this.#parts.notes.of(note);
    if (isOpen || (await this.#may(note))) this.#write(frame);
  }

  async #may(note: LiveNote): Promise<boolean> {
    const { store } = this.#parts;
    const me = this.#viewer.person;
    if (note.person !== null && note.person !== me) return false;
    if (note.room !== null) return (await store.chat.mayRead(note.room, me)) || (seesAll(this.#viewer) && note.incident !== null);
    if (note.incident === null) return true;
    return (await store.incidentsEnding(note.incident, this.#viewer)).length > 0;
  }

  #write(frame: string): void {
    if (this.#raw.writableLength > mostBehind) {
      this.#raw.destroy();
      return;
    }
    this.#raw.write(frame);
  }
}
