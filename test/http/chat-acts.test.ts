import { beforeAll, describe, expect, test } from 'vitest';
import type { TimelineLine } from '../../domain/incident/outward.ts';
import { anApp, type Answer, type App } from './an-app.ts';

interface Message {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  readonly editedAt: string | null;
  readonly deletedAt: string | null;
  readonly pinned: boolean;
  readonly thread: string | null;
  readonly replies: { readonly count: number; readonly people: readonly { name: string; displayName: string }[] } | null;
  readonly reactions: readonly { readonly emoji: string; readonly people: readonly { name: string }[] }[];
  readonly mentions: readonly { readonly said: string; readonly kind: string; readonly name: string; readonly displayName: string }[];
  readonly card?: { readonly selects?: readonly { options: readonly { token: string; label: string; isChosen?: true }[] }[] };
}
interface Page {
  readonly messages: readonly Message[];
  readonly pinned: readonly Message[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly readTo: number | null;
  readonly followers: readonly { name: string; isHere: boolean }[];
}

const as = (person: string, lang = 'en') => ({ 'tocsin-as': person, 'accept-language': lang, 'tocsin-via': 'console' });
const api = '/api/v1/chat';

/** Ana and bo as responders with a login each; the room of an incident. */
class Talk {
  readonly app: App;
  readonly logins: Record<string, string> = {};
  room = '';
  number = '';

  constructor(app: App) {
    this.app = app;
  }

  async begin(input: object = {}): Promise<void> {
    for (const person of ['ana', 'bo']) this.logins[person] = await this.app.login(person, 'responder');
    this.number = await this.app.declares(input);
    this.room = this.number.toLowerCase();
  }

  headers(person: string): Record<string, string> {
    return person === 'admin' ? as('bo') : { cookie: this.logins[person] ?? '', 'accept-language': 'en', 'tocsin-via': 'console' };
  }

  async post<T = { message: Message; because: string }>(person: string, path: string, body: object = {}): Promise<Answer<T>> {
    const answer = await this.app.post<T>(api + path, { body, headers: this.headers(person) });
    await this.app.idle();
    return answer;
  }

  async get<T>(person: string, path: string): Promise<Answer<T>> {
    return this.app.get<T>(api + path, { headers: this.headers(person) });
  }

  async says(person: string, text: string, more: object = {}): Promise<Message> {
    return (await this.post(person, `/rooms/${this.room}/messages`, { text, ...more })).body.message;
  }

  on(person: string, message: Message, verb: string, body: object = {}) {
    return this.post(person, `/messages/${encodeURIComponent(message.id)}/${verb}`, body);
  }

  async page(person = 'ana', query = ''): Promise<Page> {
    return (await this.get<Page>(person, `/rooms/${this.room}/messages${query}`)).body;
  }
}

describe('a conversation', () => {
  const talk = new Talk(anApp());
  beforeAll(() => talk.begin());

  test('a thread stands beside the room, and what is said to the room too stands in both', async () => {
    const root = await talk.says('ana', 'what changed?');
    const aside = await talk.says('bo', 'the gateway', { thread: root.id });
    const loud = await talk.says('ana', 'roll it back', { thread: aside.id, alsoInRoom: true });
    expect([aside.thread, loud.thread]).toEqual([root.id, root.id]);
    const ids = new Set((await talk.page()).messages.map((m) => m.id));
    expect([root, aside, loud].map((m) => ids.has(m.id))).toEqual([true, false, true]);
    const { body } = await talk.get<{ root: Message; replies: Message[] }>('bo', `/messages/${root.id}/thread`);
    expect(body.replies.map((m) => m.id)).toEqual([aside.id, loud.id]);
    expect(body.root.replies).toMatchObject({ count: 2, people: [{ name: 'bo' }, { name: 'ana', displayName: '安娜' }] });
  });

  test('an answer to a message of another room is refused', async () => {
    const other = new Talk(talk.app);
    await other.begin();
    const elsewhere = await other.says('ana', 'elsewhere');
    expect((await talk.post('ana', `/rooms/${talk.room}/messages`, { text: 'x', thread: elsewhere.id })).status).toBe(400);
  });

  test('own words are changed, and what they were can be read; nobody else may', async () => {
    const message = await talk.says('ana', 'frist');
    expect((await talk.on('bo', message, 'edit', { text: 'mine' })).status).toBe(403);
    expect((await talk.on('admin', message, 'edit', { text: 'mine' })).status).toBe(403);
    expect((await talk.on('ana', message, 'edit', { text: ' first ' })).body.message).toMatchObject({
      text: 'first',
      editedAt: expect.any(String),
    });
    const { body } = await talk.get<{ versions: { text: string }[] }>('bo', `/messages/${message.id}/versions`);
    expect(body.versions.map((v) => v.text)).toEqual(['frist']);
  });

  test('own messages are deleted by oneself or an admin, for everybody', async () => {
    const message = await talk.says('ana', 'a password');
    expect((await talk.on('bo', message, 'delete')).status).toBe(403);
    expect((await talk.on('ana', message, 'delete')).body.message).toMatchObject({ text: '', deletedAt: expect.any(String) });
    expect((await talk.on('ana', message, 'edit', { text: 'again' })).status).toBe(409);
    expect((await talk.on('bo', message, 'reactions', { emoji: '👍', on: true })).status).toBe(409);
    expect((await talk.get<{ versions: [] }>('ana', `/messages/${message.id}/versions`)).body.versions).toEqual([]);
    const another = await talk.says('ana', 'spam');
    expect((await talk.on('admin', another, 'delete')).status).toBe(200);
  });

  test('reactions', async () => {
    const message = await talk.says('ana', 'done');
    await talk.on('bo', message, 'reactions', { emoji: '👍', on: true });
    const { body } = await talk.on('ana', message, 'reactions', { emoji: '👍', on: true });
    expect(body.message.reactions).toMatchObject([{ emoji: '👍', people: [{ name: 'ana' }, { name: 'bo' }] }]);
    for (const emoji of ['', 'ok', '<b>', '👍👍', 'x'.repeat(99)])
      expect((await talk.on('bo', message, 'reactions', { emoji, on: true })).status).toBe(400);
  });

  test('what is pinned in a war room is told to its story, once', async () => {
    const message = await talk.says('bo', 'the switch in rack 4 is down');
    for (const on of [true, false, true]) await talk.on('ana', message, 'pin', { on });
    await talk.on('bo', message, 'pin', { on: true });
    const shown = await talk.app.skill<{ timeline: { text: string }[] }>('incident/show', { incident: talk.number });
    expect(shown.body.output.timeline.filter((l) => l.text.includes('rack 4')).map((l) => l.text)).toEqual([
      'bo：the switch in rack 4 is down',
    ]);
    expect((await talk.page()).pinned.map((m) => m.id)).toContain(message.id);
  });

  test('what the story holds of it follows: what it says by now, and that it was deleted', async () => {
    const line = async () => {
      const { body } = await talk.app.skill<{ timeline: TimelineLine[] }>('incident/show', { incident: talk.number }, { as: 'bo' });
      return body.output.timeline.findLast((l) => l.note?.source?.platform === 'web');
    };
    const message = await talk.says('bo', 'rack 5 is drak');
    await talk.on('ana', message, 'pin', { on: true });
    await talk.on('bo', message, 'edit', { text: 'rack 5 is dark, @ana' });
    expect(await line()).toMatchObject({
      text: 'bo: rack 5 is dark, @ana',
      note: { editedAt: expect.any(String), source: { url: `http://tocsin.test/i/${talk.number}#chat-${message.id}` } },
    });
    await talk.on('ana', message, 'pin', { on: false });
    expect((await line())?.text, 'pins are tidied up, the story stays').toContain('rack 5');
    await talk.on('bo', message, 'delete');
    expect(await line()).toMatchObject({ text: 'A message by bo was deleted', note: { words: '', withdrawn: true } });
  });

  test('somebody who may only read pins nothing, and the story stays as it is', async () => {
    const message = await talk.says('bo', 'not for the story');
    talk.logins['viewer'] = await talk.app.login('ana', 'viewer');
    expect((await talk.on('viewer', message, 'pin', { on: true })).status).toBe(403);
    expect((await talk.on('bo', message, 'pin', { on: true })).status).toBe(200);
    const shown = await talk.app.skill<{ timeline: { text: string }[] }>('incident/show', { incident: talk.number });
    expect(shown.body.output.timeline.filter((l) => l.text.includes('not for the story'))).toHaveLength(1);
  });

  test('mentions stand beside the text with their names', async () => {
    const message = await talk.says('bo', '@ana and @payments, see `@bo`; mail x@ana.example');
    expect(message.mentions).toMatchObject([
      { said: '@ana', kind: 'person', name: 'ana', displayName: '安娜' },
      { said: '@payments', kind: 'team', name: 'payments', people: ['ana', 'bo'] },
    ]);
  });

  test('a page around a message, and both ways from there', async () => {
    const many = new Talk(talk.app);
    await many.begin();
    const said: Message[] = [];
    for (let n = 0; n < 12; n++) said.push(await many.says('ana', `line ${n}`));
    const middle = said[5] ?? expect.fail();
    const around = await many.page('bo', `?around=${middle.id}&limit=4`);
    expect([around.messages.map((m) => m.text), around.hasOlder, around.hasNewer]).toEqual([
      ['line 4', 'line 5', 'line 6', 'line 7'],
      true,
      true,
    ]);
    const after = await many.page('bo', `?after=${said[9]?.seq}&limit=4`);
    expect([after.messages.map((m) => m.text), after.hasNewer]).toEqual([['line 10', 'line 11'], false]);
    expect((await many.page('bo', `?around=nowhere&limit=2`)).messages.map((m) => m.text)).toEqual(['line 10', 'line 11']);
  });
});

describe('what is unread', () => {
  const talk = new Talk(anApp());
  beforeAll(() => talk.begin({ people: ['ana', 'bo'] }));
  const unread = async (person: string) => (await talk.get<{ messages: number; mentions: number }>(person, '/unread')).body;

  test('counts what others said, mentions apart, until it is read; one’s own words are read', async () => {
    const before = await unread('bo');
    await talk.says('ana', 'one');
    const last = await talk.says('ana', 'two @bo');
    expect(await unread('bo')).toEqual({ messages: before.messages + 2, mentions: before.mentions + 1 });
    await talk.post('bo', `/rooms/${talk.room}/read`, { seq: last.seq });
    const { rooms } = (await talk.get<{ rooms: { id: string; unread: object }[] }>('bo', '/rooms')).body;
    expect(rooms.find((r) => r.id === talk.room)?.unread).toEqual({ messages: 0, mentions: 0 });
    expect((await talk.page('bo')).readTo).toBe(last.seq);
    await talk.says('bo', 'mine');
    expect((await unread('bo')).mentions).toBe(0);
  });
  test.each([{}, { seq: 0 }, { seq: -1 }, { seq: 1.5 }, { seq: 'x' }])('%j is no place to have read to', async (body) =>
    expect((await talk.post('bo', `/rooms/${talk.room}/read`, body)).status).toBe(400),
  );
});

describe('a private room', () => {
  const talk = new Talk(anApp());
  let message: Message;
  beforeAll(async () => {
    await talk.begin({ private: true, people: ['ana'], severity: 'SEV4' });
    message = await talk.says('ana', 'the secret plan @bo @room');
  });
  test.each<[what: string, path: (m: Message) => string, body?: object]>([
    ['the page', () => `/rooms/${talk.room}/messages`],
    ['the thread', (m) => `/messages/${m.id}/thread`],
    ['the versions', (m) => `/messages/${m.id}/versions`],
    ['completions', () => `/completions?text=@&room=${talk.room}`],
    ['a message', () => `/rooms/${talk.room}/messages`, { text: 'x' }],
    ['a reaction', (m) => `/messages/${m.id}/reactions`, { emoji: '👍', on: true }],
    ['a pin', (m) => `/messages/${m.id}/pin`, { on: true }],
    ['an edit', (m) => `/messages/${m.id}/edit`, { text: 'x' }],
    ['a deletion', (m) => `/messages/${m.id}/delete`, {}],
    ['a read mark', () => `/rooms/${talk.room}/read`, { seq: 1 }],
    ['typing', () => `/rooms/${talk.room}/typing`, {}],
  ])('%s is not there for others', async (_what, path, body) => {
    const asked = (person: string) =>
      body ? talk.post(person, path(message), body) : talk.get<{ because: string }>(person, path(message));
    const [theirs, mine] = [await asked('bo'), body ? null : await asked('ana')];
    expect(theirs.status).toBe(404);
    expect(mine?.status ?? 200).toBe(200);
  });
  test('its words are found by its members alone, and a mention in it is counted for nobody else', async () => {
    const finds = async (person: string) => (await talk.get<{ messages: Message[] }>(person, '/search?q=SECRET')).body.messages.length;
    expect([await finds('ana'), await finds('bo')]).toEqual([1, 0]);
    expect((await talk.get<object>('bo', '/unread')).body).toMatchObject({ mentions: 0 });
  });
});

describe('search', () => {
  const talk = new Talk(anApp());
  beforeAll(async () => {
    await talk.begin();
    await talk.says('ana', '委托网关 Timeout');
    await talk.says('bo', 'timeout again');
  });
  const search = async (query: string) =>
    talk.get<{ messages: (Message & { roomName: string })[]; hasMore: boolean; because: string }>('ana', `/search?${query}`);
  test('in both languages, with the name of the room', async () => {
    expect((await search(`q=${encodeURIComponent('网关')}`)).body.messages).toMatchObject([
      { text: '委托网关 Timeout', roomName: `${talk.number} Orders are rejected` },
    ]);
    expect((await search('q=TIMEOUT')).body.messages.map((m) => m.text)).toEqual(['timeout again', '委托网关 Timeout']);
    expect((await search('q=timeout&limit=1')).body).toMatchObject({ messages: [{ text: 'timeout again' }], hasMore: true });
    expect((await search('q=timeout&author=ana')).body.messages).toHaveLength(1);
  });
  test.each(['', 'q=', 'q=%20', `q=${'x'.repeat(201)}`, 'q=x&after=yesterday', 'q=x&limit=0'])('%s is no question', async (query) =>
    expect((await search(query)).status).toBe(400),
  );
});

describe('completion', () => {
  const talk = new Talk(anApp());
  beforeAll(() => talk.begin());
  const after = async (text: string, person = 'ana') => {
    const { body } = await talk.get<{ from: number; options: { insert: string; label: string; detail: string }[] }>(
      person,
      `/completions?text=${encodeURIComponent(text)}&room=${talk.room}`,
    );
    return body.options.map((o) => text.slice(0, body.from) + o.insert);
  };
  test.each<[text: string, some: string[]]>([
    ['hello @a', ['hello @ana']],
    ['请@安', ['请@ana']],
    ['@pay', ['@payments']],
    ['@ro', ['@room']],
    ['mail x@a', []],
    ['/incident severity ', ['/incident severity INC-20261123-001', '/incident severity SEV1']],
    ['/incident severity S', ['/incident severity SEV1', '/incident severity SEV4']],
    ['/incident assign c', ['/incident assign commander', '/incident assign communications']],
    ['/incident assign commander a', ['/incident assign commander ana']],
    ['/incident declare people=ana,b', ['/incident declare people=ana,bo']],
    ['/incident declare sys', ['/incident declare system=']],
    ['/incident declare system=', ['/incident declare system=order-gateway']],
    ['/incident declare private=', ['/incident declare private=yes']],
    ['/oncall who ', ['/oncall who payments']],
    ['/no such ', []],
    ['just talk ', []],
  ])('%j', async (text, some) => {
    const found = await after(text);
    if (some.length === 0) expect(found).toEqual([]);
    else expect(found).toEqual(expect.arrayContaining(some));
  });
  test('is of nothing that one may not use', async () => {
    talk.logins['viewer'] = await talk.app.login('ana', 'viewer');
    expect(await after('/incident severity ', 'viewer')).toEqual([]);
  });
});

describe('help', () => {
  const talk = new Talk(anApp());
  beforeAll(() => talk.begin());
  const typed = async (text: string) =>
    (await talk.post<{ reply: { ok: boolean; text: string } }>('ana', `/rooms/${talk.room}/messages`, { text })).body.reply.text;
  test.each(['/help incident declare', '/help /incident declare', '/incident declare help'])(
    '%s shows fields and examples',
    async (text) => {
      const lines = (await typed(text)).split('\n');
      expect(lines[0]).toMatch(/^\/incident declare \[severity\] <title> — Declare an incident/u);
      expect(lines).toContain('  severity — Severity (SEV1 | SEV2 | SEV3 | SEV4 · optional)');
      expect(lines.some((l) => l.startsWith('  /incident declare '))).toBe(true);
    },
  );
  test('of a command that is not there is that of its noun', async () =>
    expect(await typed('/help incident nosuch')).toContain('/incident ack'));
});

describe('a select on a card', () => {
  const talk = new Talk(anApp());
  beforeAll(() => talk.begin({ severity: 'SEV3' }));
  const options = async () => (await talk.page()).messages[0]?.card?.selects?.[0]?.options ?? expect.fail('no select');
  test('changes the severity, by a token that hides what it does', async () => {
    expect((await options()).map((o) => [o.label, o.isChosen === true])).toEqual([
      ['SEV1', false],
      ['SEV2', false],
      ['SEV3', true],
      ['SEV4', false],
    ]);
    expect(JSON.stringify(await options())).not.toContain('incident/severity');
    const token = (await options())[0]?.token;
    const { body } = await talk.post<{ reply: { ok: boolean } }>('bo', '/actions', { token });
    expect(body.reply.ok).toBe(true);
    expect((await options()).find((o) => o.isChosen)?.label).toBe('SEV1');
  });
  test('is gone with the incident', async () => {
    await talk.app.skill('incident/resolve', { incident: talk.number });
    expect((await talk.page()).messages[0]?.card?.selects).toBeUndefined();
  });
});
