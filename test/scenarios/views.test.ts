import { expect, test } from 'vitest';
import { world, type World } from '../harness/world.ts';
import { docs, people, showing } from './firm.ts';

interface Seen {
  views: { id: string; name: string; mine: boolean; shared: boolean; filter: object }[];
}
const seen = async (w: World, person: string): Promise<string[]> =>
  (await w.asks<Seen & Record<string, unknown>>(person, 'view/list')).views.map((v) => `${v.name}${v.mine ? '' : ' *'}`);

test('a view is mine until I share it, and is there after a restart', async () => {
  const w = await world(docs(people, showing));
  const filter = { state: 'firing', match: ['system="payments"'] };
  await w.asks('ana', 'view/save', { name: 'Payments', filter });
  await w.asks('bo', 'view/save', { name: 'Disks', filter: { text: 'disk' }, shared: true });
  expect([await seen(w, 'ana'), await seen(w, 'bo')]).toEqual([['Payments', 'Disks *'], ['Disks']]);
  expect(await w.asks('ana', 'view/save', { name: 'payments', filter, shared: true })).toMatchObject({ existed: true });
  await w.restart();
  expect([await seen(w, 'ana'), await seen(w, 'bo')]).toEqual([
    ['payments', 'Disks *'],
    ['Disks', 'payments *'],
  ]);
});

test('only its owner or an admin takes a view away', async () => {
  const w = await world(docs(people, showing));
  const { id } = await w.asks<{ id: string } & Record<string, unknown>>('ana', 'view/save', { name: 'Payments', shared: true });
  expect(await w.asks('bo', 'view/remove', { view: id })).toMatchObject({ ok: false });
  expect(await w.asks('vic', 'view/save', { name: 'Mine' })).toMatchObject({ ok: false });
  expect(await w.asks('ana', 'view/remove', { view: 'payments' })).toMatchObject({ existed: false });
  expect(await seen(w, 'ana')).toEqual([]);
  await w.asks('ana', 'view/save', { name: 'Payments', shared: true });
  expect(await w.asks('max', 'view/remove', { view: id })).toMatchObject({ existed: false });
});
