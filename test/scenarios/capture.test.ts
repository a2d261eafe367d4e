import { describe, expect, test } from 'vitest';
import { Capture } from '../../app/chat/capture.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import type { TimelineLine } from '../../domain/incident/outward.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Im, WrittenFile, WrittenMessage } from '../../ports/im.ts';
import { OtherChat } from '../harness/other-chat.ts';
import { minutes, world, type World } from '../harness/world.ts';
import { anaThenBo, docs, people } from './firm.ts';

const number = 'INC-20261123-001';
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DwHwAFAAH/q842iQAAAABJRU5ErkJggg==', 'base64');
const firm = docs(
  people,
  anaThenBo,
  `{ kind: team, name: payments, spec: { people: [ana, bo], chat: { other: GPAY } } }`,
  `{ kind: person, name: eve, spec: { displayName: Eve, locale: en } }`,
);

/** A room of an incident on another chat, in which people write and mark messages. */
class Talk {
  readonly w: World;
  /** Messages as the platform has them now. */
  readonly written = new Map<string, WrittenMessage>();
  fetches = 0;
  #capture: Capture;
  #keys = 0;

  constructor(w: World) {
    this.w = w;
    this.#capture = this.#behind();
  }

  #behind(): Capture {
    const { store, road } = this.w.inside;
    return new Capture({ store, clock: { now: () => this.w.now } as never, call: (draft, ms) => road.call(draft, ms) });
  }

  async restart(): Promise<void> {
    await this.w.restart();
    this.#capture = this.#behind();
  }

  get im(): Im {
    return {
      id: 'other',
      messages: { read: async ({ msg = '' }) => this.written.get(msg) ?? null },
      directory: { user: async (user) => ({ user, name: `${user} of another firm`, email: null, isMember: false }) },
    } as Partial<Im> as Im;
  }

  says(msg: string, text: string, more: Partial<WrittenMessage> = {}): void {
    this.written.set(msg, { user: 'UBO', at: this.w.now, text, files: [], url: `https://other.example/${msg}`, ...more });
  }

  file(name: string, give: () => Buffer | Promise<Buffer> = () => png, size = png.length): WrittenFile {
    return { name, type: 'image/png', size, fetch: async () => ((this.fetches += 1), give()) };
  }

  async marks(person: string, msg: string, { isOn = true, emoji = 'pushpin', key = `k${(this.#keys += 1)}`, role = 'responder' } = {}) {
    const viewer = { person, roles: [role as 'responder'] };
    const by: Caller = { viewer, by: `person:${person}`, via: 'chat:other', lang: 'en' };
    const done = await this.#capture.reacted({ im: this.im, incident: number, ref: { conv: 'r1', msg }, emoji, isOn, by, key });
    await this.w.settles();
    return done;
  }

  async rewrites(msg: string, text: string): Promise<void> {
    const before = this.written.get(msg);
    if (before) this.written.set(msg, { ...before, text });
    await this.#capture.rewrote({ im: this.im, ref: { conv: 'r1', msg }, text, key: `k${(this.#keys += 1)}` });
  }

  async deletes(msg: string): Promise<void> {
    this.written.delete(msg);
    await this.#capture.deleted({ im: this.im, ref: { conv: 'r1', msg }, key: `k${(this.#keys += 1)}` });
  }

  async notes(): Promise<TimelineLine[]> {
    const { timeline } = await this.w.asks<{ timeline: TimelineLine[] }>('ana', 'incident/show', { incident: '1' });
    return timeline.filter((line) => line.note !== undefined);
  }

  async texts(): Promise<string[]> {
    return (await this.notes()).map((line) => line.text);
  }
}

async function talk(input: object = {}): Promise<Talk> {
  const w = await world(firm, { chats: [new OtherChat('other')] });
  await w.asks('ana', 'incident/declare', { title: 'Orders are rejected', people: ['ana', 'bo'], ...input });
  return new Talk(w);
}

test('a marked message stands in the story when it was said, with its author, its picture and the way back to it', async () => {
  const t = await talk();
  t.says('m1', 'rack 4 is dark, <@UANA> look; <@team:GPAY> and <@UWHO>too', { files: [t.file('curve.png')] });
  await t.w.passes(minutes(10));
  await t.w.asks('ana', 'incident/note', { incident: '1', text: 'ten minutes later' });
  expect(await t.marks('ana', 'm1')).toBeNull();
  const [first, second] = await t.notes();
  expect(second?.text).toBe('Ana: ten minutes later');
  expect(first).toMatchObject({
    at: new Date(t.w.now - minutes(10)).toISOString(),
    person: 'bo',
    via: 'chat:other',
    text: 'Bo: rack 4 is dark, @ana look; @payments and @UWHO too',
    note: { source: { platform: 'other', url: 'https://other.example/m1' }, lost: [], withdrawn: false, mayAmend: false },
  });
  const [file] = first?.note?.files ?? [];
  expect(file).toMatchObject({ name: 'curve.png', type: 'image/png', size: png.length, width: 2, height: 1 });
  expect((await t.w.inside.store.files.piece(file?.id ?? '', 0))?.length).toBe(png.length);
});

test('it is kept by people who may: it leaves their name in the audit', async () => {
  const t = await talk();
  t.says('m1', 'x');
  await t.marks('ana', 'm1');
  const rows = await t.w.db.selectFrom('audit').select(['actor', 'via', 'what', 'incident']).where('what', 'like', 'message/%').execute();
  expect(rows).toEqual([{ actor: 'person:ana', via: 'chat:other', what: 'message/mark', incident: number }]);
});

test('however many mark it, and however often it is heard, it is one note; the last mark taken off withdraws it, and a new one brings it back', async () => {
  const t = await talk();
  t.says('m1', 'the switch is down', { files: [t.file('a.png')] });
  await t.marks('ana', 'm1', { key: 'first' });
  await t.marks('ana', 'm1', { key: 'first' });
  await t.marks('bo', 'm1');
  await t.marks('bo', 'm1', { emoji: 'bookmark' });
  expect([await t.texts(), t.fetches]).toEqual([['Bo: the switch is down'], 1]);
  for (const [person, emoji] of [
    ['ana', 'pushpin'],
    ['bo', 'pushpin'],
    ['eve', 'pushpin'],
  ] as const) {
    await t.marks(person, 'm1', { emoji, isOn: false });
    expect(await t.texts()).toEqual(['Bo: the switch is down']);
  }
  await t.marks('bo', 'm1', { emoji: 'bookmark', isOn: false });
  expect(await t.texts()).toEqual(['A message by Bo was withdrawn from the timeline']);
  await t.marks('ana', 'm1', { key: 'first' });
  expect(await t.texts(), 'what was heard before changes nothing').toEqual(['A message by Bo was withdrawn from the timeline']);
  await t.marks('ana', 'm1');
  expect([await t.texts(), t.fetches]).toEqual([['Bo: the switch is down'], 1]);
});

test('it follows its message: what it says now, then only that it was deleted, and its files are gone', async () => {
  const t = await talk();
  t.says('m1', 'frist', { files: [t.file('secret.png')] });
  t.says('m2', 'nobody marks this');
  await t.marks('ana', 'm1');
  const id = (await t.notes())[0]?.note?.files[0]?.id ?? '';
  await t.rewrites('m1', 'first');
  await t.rewrites('m2', 'still nobody');
  const [edited] = await t.notes();
  expect([edited?.text, edited?.note?.editedAt, edited?.note?.files.length]).toEqual(['Bo: first', expect.any(String), 1]);
  await t.restart();
  await t.deletes('m1');
  await t.deletes('m2');
  const gone = await t.notes();
  expect(gone.map((line) => [line.text, line.note?.withdrawn])).toEqual([['A message by Bo was deleted', true]]);
  expect([await t.w.inside.store.files.file(id), await t.w.inside.store.files.piece(id, 0)]).toEqual([null, null]);
  await t.marks('ana', 'm1');
  expect(await t.texts()).toEqual(['A message by Bo was deleted']);
});

test('a link preview that comes later is no edit', async () => {
  const t = await talk();
  t.says('m1', 'see https://grafana.example/d/1');
  await t.marks('ana', 'm1');
  await t.rewrites('m1', 'see https://grafana.example/d/1');
  expect((await t.notes())[0]?.note?.editedAt).toBeNull();
});

test('an edit that comes while the files are still on their way counts after them', async () => {
  const t = await talk();
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  t.says('m1', 'frist', { files: [t.file('big.png', () => promise)] });
  const marking = t.marks('ana', 'm1');
  const rewriting = t.rewrites('m1', 'first');
  resolve(png);
  await Promise.all([marking, rewriting]);
  expect(await t.texts()).toEqual(['Bo: first']);
});

describe('files that cannot be had are said, and lose nothing else', () => {
  const huge = 21 * 1024 * 1024;
  const fails = (failure: OutsideError['failure']) => () => {
    throw new OutsideError(failure, `other: files.get was refused (${failure})`);
  };
  const rows: [because: string, give: () => Buffer, size: number | undefined, fetches: number][] = [
    ['it is larger than 20 MB', () => png, huge, 1],
    ['it is larger than 20 MB', () => Buffer.alloc(huge), 9, 2],
    ['it is gone', fails('not-found'), 9, 2],
    ['the chat does not give it to Tocsin', fails('forbidden'), 9, 2],
    ['the chat does not give it to Tocsin', fails('auth'), 9, 2],
    ['the chat did not answer', fails('rate-limited'), 9, 2],
    ['the chat did not answer', fails('transient'), 9, 2],
    ['it is empty', () => Buffer.alloc(0), 9, 2],
  ];
  test.each(rows)('%s', async (because, give, size, fetches) => {
    const t = await talk();
    t.says('m1', 'look', { files: [t.file('../..\\core.dump', give, size), t.file('curve.png')] });
    await t.marks('ana', 'm1');
    const [line] = await t.notes();
    expect(line).toMatchObject({ text: 'Bo: look', note: { lost: [`"core.dump" could not be fetched: ${because}`] } });
    expect([line?.note?.files.map((f) => f.name), t.fetches]).toEqual([['curve.png'], fetches]);
  });
  test('the eleventh is too many', async () => {
    const t = await talk();
    t.says('m1', '', { files: Array.from({ length: 11 }, (_, i) => t.file(`${i}.png`)) });
    await t.marks('ana', 'm1');
    const [line] = await t.notes();
    expect([line?.note?.files.length, line?.note?.lost]).toEqual([10, ['"10.png" could not be fetched: the message has too many files']]);
  });
});

test('broken off between the files and the note, it is heard again, and nothing is fetched twice or left over', async () => {
  const t = await talk();
  t.says('m1', 'look', { files: [t.file('curve.png')] });
  const { store, road } = t.w.inside;
  const dies = new Capture({
    store,
    clock: { now: () => t.w.now } as never,
    call: () => Promise.reject(new Error('killed')),
  });
  const viewer = { person: 'ana', roles: ['responder' as const] };
  const by: Caller = { viewer, by: 'person:ana', via: 'chat:other', lang: 'en' };
  const mark = { im: t.im, incident: number, ref: { conv: 'r1', msg: 'm1' }, emoji: 'pushpin', isOn: true, by, key: 'again' };
  await expect(dies.reacted(mark)).rejects.toThrow('killed');
  expect(await t.texts()).toEqual([]);
  await road.idle();
  await t.marks('ana', 'm1', { key: 'again' });
  expect([await t.texts(), t.fetches]).toEqual([['Bo: look'], 1]);
  expect(await t.w.db.selectFrom('file').select('id').execute()).toHaveLength(1);
});

test('a message that is too long is cut, one of Tocsin’s own or that is gone is none', async () => {
  const t = await talk();
  t.says('m1', 'x'.repeat(10_000));
  t.says('m2', 'the card', { isOurs: true });
  for (const msg of ['m1', 'm2', 'm3']) await t.marks('ana', msg);
  expect((await t.texts()).map((text) => [text.length, text.at(-1)])).toEqual([['Bo: '.length + 4000, '…']]);
});

test('somebody nobody here knows is called as their chat calls them', async () => {
  const t = await talk();
  t.says('m1', 'we see it too', { user: 'UVENDOR' });
  await t.marks('ana', 'm1');
  const [line] = await t.notes();
  expect([line?.text, line?.person]).toEqual(['UVENDOR of another firm: we see it too', undefined]);
});

test('who may only look, or may not see the incident, adds nothing to it', async () => {
  const t = await talk({ private: true });
  t.says('m1', 'x');
  const refused = [await t.marks('vic', 'm1', { role: 'viewer' }), await t.marks('eve', 'm1')];
  expect(refused.map((r) => isRefusal(r) && r.refused)).toEqual(['forbidden', 'not-found']);
  expect(await t.texts()).toEqual([]);
});

test('while the chat cannot be asked it is said so, and the same mark counts later', async () => {
  const t = await talk();
  t.says('m1', 'x');
  const im = { ...t.im, messages: { read: () => Promise.reject(new OutsideError('rate-limited', 'other: slow down', 30_000)) } };
  const { store, road } = t.w.inside;
  const capture = new Capture({ store, clock: { now: () => t.w.now } as never, call: (draft, ms) => road.call(draft, ms) });
  const viewer = { person: 'ana', roles: ['responder' as const] };
  const by: Caller = { viewer, by: 'person:ana', via: 'chat:other', lang: 'en' };
  const mark = { incident: number, ref: { conv: 'r1', msg: 'm1' }, emoji: 'pushpin', isOn: true, by, key: 'k' };
  await expect(capture.reacted({ ...mark, im: im as never })).rejects.toMatchObject({ failure: 'rate-limited', retryAfterMs: 30_000 });
  expect(await capture.reacted({ ...mark, im: t.im })).toBeNull();
  expect(await t.texts()).toEqual(['Bo: x']);
});

describe('a file of the timeline', () => {
  const fetched = (t: Talk, as: string, id: string) =>
    t.w.request('GET', `/api/v1/incidents/${number}/files/${id}`, { as }).then((answer) => answer.status);
  const idOf = async (t: Talk): Promise<string> => (await t.notes())[0]?.note?.files[0]?.id ?? '';

  test('of a private incident is there for those who may see it, and for nobody else', async () => {
    const t = await talk({ private: true });
    t.says('m1', 'look', { files: [t.file('curve.png')] });
    await t.marks('bo', 'm1');
    const id = await idOf(t);
    expect(await Promise.all(['ana', 'bo', 'max', 'eve', 'vic'].map((p) => fetched(t, p, id)))).toEqual([200, 200, 200, 404, 404]);
    expect((await t.w.request('GET', `/api/v1/chat/files/${id}`, { as: 'ana' })).status, 'by no other road').toBe(404);
  });

  test('is gone with its note, and belongs to its own incident alone', async () => {
    const t = await talk();
    t.says('m1', 'look', { files: [t.file('curve.png')] });
    await t.marks('bo', 'm1');
    const id = await idOf(t);
    await t.w.asks('ana', 'incident/declare', { title: 'another' });
    expect((await t.w.request('GET', `/api/v1/incidents/INC-20261123-002/files/${id}`, { as: 'ana' })).status).toBe(404);
    expect([await fetched(t, 'vic', id), await fetched(t, 'vic', 'no-such')]).toEqual([200, 404]);
    await t.w.asks('bo', 'incident/withdraw', { incident: '1', note: 1 });
    expect(await fetched(t, 'ana', id)).toBe(404);
  });
});
