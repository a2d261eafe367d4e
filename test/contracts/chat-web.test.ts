import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { memoryBus } from '../../adapters/bus/memory.ts';
import { webChat } from '../../adapters/im/web/web-chat.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { openStore } from '../../adapters/store/store.ts';
import type { LiveNote } from '../../ports/bus.ts';
import type { ChatMessage, ChatReader, ChatWriter } from '../../ports/chat-history.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { tempFolder } from '../harness/temp-folder.ts';
import { chatContract, type ChatUnderTest, type Shown } from './chat.contract.ts';
import { dayOf, seal } from './some-events.ts';
import { t0 } from './store-bench.ts';

const seen = (m: ChatMessage): Shown => ({
  by: m.author.name,
  text: m.text,
  card: m.card ? { title: m.card.title, labels: (m.card.actions ?? []).map((a) => a.label) } : null,
  isEdited: m.editedAt !== null,
  isPinned: m.pinned,
});

/** The store is the platform: every change of it counts as one call. */
function counted(chat: ChatReader & ChatWriter, count: () => void): ChatReader & ChatWriter {
  const writes = ['ensureRoom', 'join', 'setTopic', 'setArchived', 'post', 'edit', 'pin'] as const;
  const counting = writes.map((name) => [name, (...args: never[]) => (count(), (chat[name] as (...a: never[]) => unknown)(...args))]);
  return { ...chat, ...(Object.fromEntries(counting) as Pick<ChatWriter, (typeof writes)[number]>) };
}

async function web(): Promise<ChatUnderTest & { notes: LiveNote[] }> {
  const folder = tempFolder('web-chat');
  const clock = new HandClock(t0);
  const store = await openStore(openSqlite(join(folder.path, 'tocsin.db')), { clock, dayOf, seal });
  const people = new Set(['ana', 'bo']);
  const notes: LiveNote[] = [];
  const bus = memoryBus((e) => expect.fail(String(e)));
  bus.subscribe((note) => notes.push(note));
  let calls = 0;
  const chat = counted(store.chat, () => (calls += 1));
  const im = webChat({
    chat,
    files: store.files,
    bus,
    clock,
    known: (p) => people.has(p),
    url: (room) => `http://127.0.0.1/chat/${room.id}`,
  });
  return {
    im,
    notes,
    users: ['ana', 'bo'],
    stranger: 'zoe',
    shown: async ({ conv }) => (await store.chat.messages(conv, null, 100)).map(seen),
    members: ({ conv }) => store.chat.members(conv),
    remove: async ({ msg }) => void (await store.chat.erase(msg ?? '', { at: t0, by: 'person:ana' })),
    calls: () => calls,
    secrets: [],
    close: async () => {
      await store.close();
      folder.remove();
    },
  };
}

chatContract(web, {
  buttons: 'they come in over HTTP, see test/http/chat.test.ts',
  signatures: 'nothing comes in from outside',
  'rate limits': 'it has none',
  'long cards': 'it has no limits',
  secrets: 'it has no credentials',
});

describe('beyond the contract, the web chat', () => {
  test('tells screens of a message once, and of each edit', async () => {
    const chat = await web();
    const { ref } =
      (await chat.im.rooms?.ensure({ key: 'INC-20261123-001', name: 'x', private: false, members: ['ana'] })) ?? expect.fail();
    const posted = await chat.im.post(ref, { text: 'one' }, { as: 'pager', key: 'k' });
    await chat.im.post(ref, { text: 'one' }, { as: 'pager', key: 'k' });
    await chat.im.messages?.update(posted, { text: 'two' });
    const told = chat.notes
      .filter((n) => n.type === 'message')
      .map((n) => [n.incident, n.room, (n.data as { message: ChatMessage }).message.text]);
    expect(told).toEqual([
      ['INC-20261123-001', 'inc-20261123-001', 'one'],
      ['INC-20261123-001', 'inc-20261123-001', 'two'],
    ]);
    await chat.close();
  });

  test('a channel cannot be named so that it is somebody’s direct messages, or a private room', async () => {
    const chat = await web();
    await chat.im.dm('ana');
    await chat.im.rooms?.ensure({ key: 'INC-20261123-002', name: 'x', private: true, members: ['ana'] });
    for (const name of ['dm-ana', 'DM-Ana', 'INC-20261123-002'])
      await expect(chat.im.rooms?.named?.(name)).rejects.toMatchObject({ failure: 'forbidden' });
    await chat.close();
  });
});
