import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SentCard } from '../../domain/card/card.ts';
import { OutsideError, type FailureClass } from '../../ports/errors.ts';
import type { Im, Ref } from '../../ports/im.ts';

/** A message as the users of the platform see it, read by the platform's own means and not through the adapter. */
export interface Shown {
  readonly by: string;
  readonly text: string;
  /** Null where only the text arrived. */
  readonly card: { readonly title: string; readonly labels: readonly string[] } | null;
  readonly isEdited: boolean;
  readonly isPinned: boolean;
}

/** What not every platform can show in a test. */
export type Ability =
  | 'authors'
  | 'cards'
  | 'direct messages'
  | 'unknown users'
  | 'editing'
  | 'pinning'
  | 'rooms'
  | 'deleting'
  | 'buttons'
  | 'signatures'
  | 'rate limits'
  | 'long cards'
  | 'secrets';

/** A pressed button as it came in, with the platform's own id of the delivery. */
export interface Pressed {
  readonly key: string;
  readonly user: string;
  readonly token: string;
}

/** An adapter with the platform behind it: a real one, or a faithful emulator. */
export interface ChatUnderTest {
  readonly im: Im;
  /** A conversation with nothing in it, where the platform opens no rooms, or none with all that its conversations can do. */
  place?(): Ref | Promise<Ref>;
  /** Users without whom the platform opens no room. */
  readonly crowd?: readonly string[];
  /** Two users that exist, and one that does not. */
  readonly users: readonly [string, string];
  readonly stranger: string;
  /** Every message of a conversation, oldest first. */
  shown(conv: Ref): Promise<readonly Shown[]>;
  members(room: Ref): Promise<readonly string[]>;
  /** Calls that have reached the platform so far, by any method. */
  calls(): number | Promise<number>;
  /** Somebody deletes the message on the platform. */
  remove?(ref: Ref): Promise<void>;
  /** Presses the nth button (from 0) of a message as a user, and answers what came in; a second time it is delivered again as it was. */
  press?(ref: Ref, button: number, user: string): Promise<Pressed>;
  /** Sends an inbound delivery that is not signed, or wrongly; answers the HTTP status. */
  forge?(): Promise<number>;
  /** The next call is answered with 429 and this many milliseconds, or as the platform limits; then it answers how many are to be waited. */
  limit?(retryAfterMs: number): number | void;
  /** Credentials it was configured with. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

const card = (title: string, labels: readonly string[] = ['Take it']): SentCard => ({
  title,
  severity: 'SEV1',
  state: { word: 'open', tone: 'alarm' },
  body: 'The gateway answers 503',
  fields: [{ label: 'Since', value: '09:30' }],
  actions: labels.map((label, i) => ({ token: `token-${i}`, label })),
});

/** What every chat adapter promises. `lacks` names the abilities that cannot be shown for this one, each with its reason. */
export function chatContract(start: () => Promise<ChatUnderTest>, lacks: Partial<Record<Ability, string>>): void {
  let chat: ChatUnderTest;
  let n = 0;
  const key = (): string => `key-${Date.now()}-${(n += 1)}`;
  beforeAll(async () => {
    chat = await start();
  });
  afterAll(async () => chat.close());

  const when = (ability: Ability, name: string, promise: () => Promise<void>): void => {
    const reason = lacks[ability];
    if (reason === undefined) test(name, promise);
    else test.skip(`${name} (not for this one: ${reason})`, promise);
  };
  const rooms = (): NonNullable<Im['rooms']> => chat.im.rooms ?? expect.fail('this chat opens no rooms');
  const messages = (): NonNullable<Im['messages']> => chat.im.messages ?? expect.fail('this chat edits no messages');
  /** The core names a room by its key and a title. */
  const room = async (members: readonly string[] = chat.users) => {
    const of = key();
    return rooms().ensure({ key: of, name: `${of} 订单被拒 🚨`, private: false, members: [...(chat.crowd ?? []), ...members] });
  };
  /** A message as it shows there: by whom, and as a card or as the text of one. */
  const shows = (by: string, { title, labels }: { title: string; labels?: readonly string[] }) => ({
    ...(lacks.authors === undefined ? { by } : {}),
    ...(lacks.cards === undefined
      ? { card: { title, ...(labels ? { labels } : {}) } }
      : { text: expect.stringContaining(title) as string }),
  });
  const somewhere = async (): Promise<Ref> => (await chat.place?.()) ?? (await room()).ref;
  /** Where a user has buttons: in a room that only speaks there are none. */
  const pressable = async (user: string): Promise<Ref> => (chat.im.rooms?.isOneWay ? chat.im.dm(user) : somewhere());
  const last = async (conv: Ref): Promise<Shown | undefined> => (await chat.shown(conv)).at(-1);
  const failure = async (work: Promise<unknown>): Promise<OutsideError> => {
    const error: unknown = await work.then(
      () => 'it did not fail',
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(OutsideError);
    return error as OutsideError;
  };
  /** Some platforms say so when they are asked for the conversation, some when something goes there. */
  const toStranger = async (): Promise<unknown> =>
    chat.im.post(await chat.im.dm(chat.stranger), { text: 'x' }, { as: 'pager', key: key() });
  const fails = async (work: Promise<unknown>, as: FailureClass): Promise<void> => expect((await failure(work)).failure).toBe(as);

  describe('posting', () => {
    when('authors', 'a line, by the bot that says it', async () => {
      const ref = await somewhere();
      await chat.im.post(ref, { text: '安娜 acknowledged “quoted” <b> & *stars*\nsecond line' }, { as: 'emergency-assistant', key: key() });
      expect(await last(ref)).toMatchObject({
        by: 'emergency-assistant',
        text: '安娜 acknowledged “quoted” <b> & *stars*\nsecond line',
        card: null,
        isEdited: false,
        isPinned: false,
      });
    });
    when('cards', 'a card with its buttons', async () => {
      const ref = await somewhere();
      await chat.im.post(
        ref,
        { text: 'Orders are rejected', card: card('Orders are rejected', ['Take it', 'Resolve']) },
        { as: 'emergency-assistant', key: key() },
      );
      expect((await last(ref))?.card).toEqual({ title: 'Orders are rejected', labels: ['Take it', 'Resolve'] });
    });
    test('once per key: a repeat answers the first message', async () => {
      const ref = await somewhere();
      const once = key();
      const first = await chat.im.post(ref, { text: 'first' }, { as: 'pager', key: once });
      const again = await chat.im.post(ref, { text: 'again' }, { as: 'pager', key: once });
      expect([again, (await chat.shown(ref)).map((m) => m.text)]).toEqual([first, ['first']]);
    });
    test('ten at once with one key: one message', async () => {
      const ref = await somewhere();
      const once = key();
      const refs = await Promise.all(Array.from({ length: 10 }, () => chat.im.post(ref, { text: 'one' }, { as: 'pager', key: once })));
      expect([new Set(refs.map((r) => r.msg)).size, await chat.shown(ref)]).toMatchObject([1, [{ text: 'one' }]]);
    });
    test('into a conversation that is not there is refused as not found', async () =>
      fails(chat.im.post({ conv: 'nowhere' }, { text: 'x' }, { as: 'pager', key: key() }), 'not-found'));
    when('long cards', 'a card beyond the limits of the platform is cut, and says so', async () => {
      const ref = await somewhere();
      const long = card(
        'x'.repeat(10_000),
        Array.from({ length: 40 }, (_, i) => `Button ${i}`),
      );
      await chat.im.post(ref, { text: 'long', card: { ...long, body: 'y'.repeat(50_000) } }, { as: 'pager', key: key() });
      expect(JSON.stringify(await last(ref))).toMatch(/…|more|另有/u);
    });
  });

  describe('direct messages', () => {
    when('direct messages', 'are one conversation for each user', async () => {
      const [a, b] = [await chat.im.dm(chat.users[0]), await chat.im.dm(chat.users[1])];
      expect([await chat.im.dm(chat.users[0]), a.conv === b.conv]).toEqual([a, false]);
    });
    when('direct messages', 'arrive', async () => {
      const to = await chat.im.dm(chat.users[0]);
      await chat.im.post(to, { text: 'You are paged', card: card('You are paged') }, { as: 'on-call', key: key() });
      expect(await last(to)).toMatchObject(shows('on-call', { title: 'You are paged' }));
    });
    when('unknown users', 'to somebody who is not there are refused as not found', async () => fails(toStranger(), 'not-found'));
  });

  describe('a message', () => {
    const posted = async (): Promise<Ref> =>
      chat.im.post(await somewhere(), { text: 'before', card: card('before') }, { as: 'emergency-assistant', key: key() });
    when('editing', 'is edited in place', async () => {
      const ref = await posted();
      expect(await messages().update(ref, { text: 'after', card: card('after', ['Resolve']) })).toBe('edited');
      expect(await chat.shown(ref)).toMatchObject([
        { ...shows('emergency-assistant', { title: 'after', labels: ['Resolve'] }), isEdited: true },
      ]);
    });
    when('editing', 'loses its buttons when the edit has none', async () => {
      const ref = await posted();
      const { actions: _actions, ...bare } = card('over');
      await messages().update(ref, { text: 'over', card: bare });
      expect((await last(ref))?.card).toEqual({ title: 'over', labels: [] });
    });
    when('pinning', 'is pinned, twice too, and stays so over an edit', async () => {
      const ref = await posted();
      await messages().pin(ref);
      await messages().pin(ref);
      await messages().update(ref, { text: 'after', card: card('after') });
      expect(await last(ref)).toMatchObject({ isPinned: true, isEdited: true });
    });
    when('editing', 'that never was is gone', async () =>
      expect(await messages().update({ ...(await somewhere()), msg: 'none' }, { text: 'x' })).toBe('gone'),
    );
    when('pinning', 'that never was cannot be pinned', async () =>
      fails(messages().pin({ ...(await room()).ref, msg: 'none' }), 'not-found'),
    );
    when('deleting', 'that somebody deleted is gone', async () => {
      const ref = await posted();
      await chat.remove?.(ref);
      expect(await messages().update(ref, { text: 'x' })).toBe('gone');
    });
  });

  describe('a room', () => {
    when('rooms', 'is made by one platform call', async () => {
      const before = await chat.calls();
      await room([chat.users[0]]);
      expect((await chat.calls()) - before).toBe(1);
    });
    when('rooms', 'is found again by its key', async () => {
      const spec = { key: key(), name: 'one', private: false, members: chat.users };
      const [first, second] = [await rooms().ensure(spec), await rooms().ensure({ ...spec, name: 'two' })];
      expect(second.ref).toEqual(first.ref);
    });
    when('rooms', 'is one, though it is made ten times at once', async () => {
      const spec = { key: key(), name: 'one', private: true, members: chat.users };
      const made = await Promise.all(Array.from({ length: 10 }, () => rooms().ensure(spec)));
      expect(new Set(made.map((m) => m.ref.conv)).size).toBe(1);
    });
    when('rooms', 'takes in whom it can and names whom it cannot', async () => {
      const { ref, outcome } = await room([chat.users[0], chat.stranger]);
      const left = [chat.users[0], chat.users[1], chat.stranger].filter(
        (user) => !outcome.some((o) => o.user === user && o.because === null),
      );
      const invited = await rooms().invite(ref, left);
      expect(await chat.members(ref)).toEqual(expect.arrayContaining([...chat.users]));
      const refused = [...outcome, ...invited].filter((o) => o.because !== null);
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.every((o) => o.user === chat.stranger && o.because !== '')).toBe(true);
    });
    when('rooms', 'people who are in already are no failure', async () => {
      const { ref } = await room();
      await rooms().invite(ref, [...chat.users]);
      expect((await rooms().invite(ref, [...chat.users])).map((o) => o.because)).toEqual([null, null]);
    });
    when('rooms', 'shows people out, who is not in it too, where the platform does', async () => {
      const { remove } = rooms();
      if (!remove) return;
      const { ref } = await room();
      await rooms().invite(ref, [...chat.users]);
      const before = await chat.members(ref);
      const stayed = await remove(ref, [chat.users[0], chat.stranger]);
      const after = await chat.members(ref);
      if (stayed.length === 0) expect(after).not.toContain(chat.users[0]);
      else expect([stayed.map((o) => o.user), after.length]).toEqual([[chat.users[0]], 2]);
      expect(after).toContain(chat.users[1]);
      expect(before).toContain(chat.users[0]);
    });
    when('rooms', 'has a topic, where the platform has topics', async () => {
      const { ref } = await room();
      await expect(rooms().topic?.(ref, 'SEV1 · 处理中 · http://127.0.0.1/i/1') ?? Promise.resolve()).resolves.toBeUndefined();
    });
    when('rooms', 'is archived, twice too, and takes no more messages, where the platform archives', async () => {
      const { archive } = rooms();
      if (!archive) return;
      const { ref } = await room();
      await archive(ref);
      await archive(ref);
      await fails(chat.im.post(ref, { text: 'too late' }, { as: 'pager', key: key() }), 'forbidden');
    });
    when('rooms', 'that is configured by name is the same one each time', async () => {
      const { named } = rooms();
      if (named) expect(await named('ops')).toEqual(await named('ops'));
    });
  });

  describe('what comes from outside', () => {
    when('buttons', 'a button comes back with its token and who pressed it', async () => {
      const user = chat.users[0];
      const ref = await chat.im.post(
        await pressable(user),
        { text: 'x', card: card('x', ['Take it', 'Resolve']) },
        { as: 'pager', key: key() },
      );
      expect(await chat.press?.(ref, 1, user)).toMatchObject({ token: 'token-1', user });
    });
    when('buttons', 'the same delivery has the same key each time', async () => {
      const ref = await chat.im.post(await pressable(chat.users[0]), { text: 'x', card: card('x') }, { as: 'pager', key: key() });
      const [first, second] = [await chat.press?.(ref, 0, chat.users[0]), await chat.press?.(ref, 0, chat.users[0])];
      expect(second?.key).toBe(first?.key);
    });
    when('signatures', 'a forged delivery is refused', async () => expect(await chat.forge?.()).toBe(403));
    when('rate limits', '429 is a limit with its milliseconds', async () => {
      const ref = await somewhere();
      const retryAfterMs = chat.limit?.(3_000) ?? 3_000;
      expect(await failure(chat.im.post(ref, { text: 'x' }, { as: 'pager', key: key() }))).toMatchObject({
        failure: 'rate-limited',
        retryAfterMs,
        passing: true,
      });
    });
  });

  describe('an error', () => {
    const errors = async (): Promise<OutsideError[]> => [
      await failure(chat.im.post({ conv: 'nowhere' }, { text: 'x' }, { as: 'pager', key: key() })),
      await failure(toStranger()),
      ...(chat.im.messages && !lacks.pinning ? [await failure(messages().pin({ ...(await room()).ref, msg: 'none' }))] : []),
    ];
    test('says which chat and what is wrong', async () => {
      for (const { message } of await errors()) expect(message).toMatch(new RegExp(`^${chat.im.id}: .{10,}`, 'u'));
    });
    when('secrets', 'holds no secret', async () => {
      for (const { message, stack } of await errors())
        for (const secret of chat.secrets) expect(`${message}${stack}`).not.toContain(secret);
    });
  });
}
