import { beforeAll, describe, expect, test } from 'vitest';
import type { Viewer } from '../../domain/access/viewer.ts';
import { keyOf } from '../../domain/event/event.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Page } from '../../domain/page/page.ts';
import { t0, type Bench } from './store-bench.ts';
import { commit, declared } from './some-events.ts';

const seer: Viewer = { person: null, roles: ['admin'] };
const as = (person: string | null, ...roles: Viewer['roles']): Viewer => ({ person, roles });

/** Incidents with their pages, and who may see which. */
export function incidentPromises(bench: Bench): void {
  const all: Record<'open' | 'acked' | 'resolved' | 'closed' | 'hidden', Incident> = {} as never;
  const numbers = (found: readonly Incident[]): string[] => found.map((i) => i.number);

  beforeAll(async () => {
    const { store } = bench;
    all.open = await declared(store, { title: '订单被拒 🚨' });
    all.acked = await declared(store, { progress: 'acknowledged' });
    all.resolved = await declared(store, { progress: 'resolved' });
    all.closed = await declared(store, { progress: 'closed' });
    all.hidden = await declared(store, { private: true, people: ['ana', 'bo'] });
  });

  describe('a list', () => {
    test('is newest first', async () => {
      const found = numbers(await bench.store.incidents({ limit: 50 }, seer));
      expect(found).toEqual([all.hidden, all.closed, all.resolved, all.acked, all.open].map((i) => i.number));
    });
    test('by progress', async () => {
      expect(numbers(await bench.store.incidents({ progress: ['resolved', 'closed'], limit: 50 }, seer))).toEqual([
        all.closed.number,
        all.resolved.number,
      ]);
    });
    test('goes on below a number', async () => {
      const first = await bench.store.incidents({ limit: 2 }, seer);
      const next = await bench.store.incidents({ limit: 2, before: first[1]?.number ?? '' }, seer);
      expect(numbers(next)).toEqual([all.resolved.number, all.acked.number]);
    });
    test('holds whole incidents', async () => {
      const [found] = await bench.store.incidents({ progress: ['open'], limit: 50, before: all.hidden.number }, seer);
      expect(found).toEqual(all.open);
    });
  });

  describe('a number people say', () => {
    const ending = async (said: string, viewer = seer): Promise<string[]> => numbers(await bench.store.incidentsEnding(said, viewer));
    test('whole', async () => expect(await ending(all.resolved.number)).toEqual([all.resolved.number]));
    test('in small letters', async () => expect(await ending(all.resolved.number.toLowerCase())).toEqual([all.resolved.number]));
    test('its end, where it is open', async () => expect(await ending('1')).toEqual([all.open.number]));
    test('its end with zeros', async () => expect(await ending('002')).toEqual([all.acked.number]));
    test('its end, where none is open, finds what ended within seven days', async () => {
      expect([await ending('3'), await ending('004')]).toEqual([[all.resolved.number], [all.closed.number]]);
    });
    test('its end finds nothing that has long been over, be it closed since', async () => {
      const { number } = all.closed;
      const ended = async (daysAgo: number): Promise<void> => {
        const state = { ...all.closed, resolvedAt: bench.clock.now() - daysAgo * 86_400_000 };
        await commit(bench.store, keyOf('incident', number), { state: { kind: 'incident', id: number, state } });
      };
      await ended(6);
      expect(await ending('4')).toEqual([number]);
      await ended(8);
      expect([await ending('4'), await ending(number)]).toEqual([[], [number]]);
    });
    test.each(['', ' ', '%', '_', '00000000', 'INC', `1' or '1'='1`, '\0', '\ud800'])('%j finds nothing and breaks nothing', async (said) =>
      expect(await ending(said)).toEqual([]),
    );
    test('two that end alike are both found', async () => {
      const [made] = await bench.store.accept([
        {
          id: 'tomorrow',
          type: 'skill.called',
          v: 1,
          key: { reserve: 'incident', cause: null },
          at: t0 + 86_400_000,
          by: 'tocsin',
          via: 'api',
          data: {},
        },
      ]);
      const id = made?.event?.key.slice('incident:'.length) ?? '';
      await commit(bench.store, keyOf('incident', id), { state: { kind: 'incident', id, state: { ...all.open, number: id } } });
      expect((await ending('1')).toSorted()).toEqual([all.open.number, id]);
    });
  });

  describe('what is private', () => {
    const sees = async (viewer: Viewer): Promise<boolean[]> => {
      const { number } = all.hidden;
      const [listed, whole, short] = await Promise.all([
        bench.store.incidents({ limit: 50 }, viewer),
        bench.store.incidentsEnding(number, viewer),
        bench.store.incidentsEnding('5', viewer),
      ]);
      return [listed, whole, short].map((found) => numbers(found).includes(number));
    };
    test.each<[who: string, viewer: Viewer, sees: boolean]>([
      ['its people', as('ana', 'responder'), true],
      ['an admin', as('zoe', 'admin'), true],
      ['an auditor', as('zoe', 'auditor'), true],
      ['Tocsin', { person: null, roles: [], tocsin: true }, true],
      ['another responder', as('chen', 'responder'), false],
      ['another duty manager', as('chen', 'duty-manager', 'operator'), false],
      ['somebody without a name', as(null, 'viewer'), false],
      ['somebody with an empty name', as('', 'responder'), false],
    ])('%s: %s', async (_who, viewer, expected) => expect(await sees(viewer)).toEqual([expected, expected, expected]));

    test('does not hide what is not', async () => expect(await bench.store.incidents({ limit: 50 }, as('zoe', 'viewer'))).toHaveLength(5));

    test('is seen by whoever joins it', async () => {
      const { number } = all.hidden;
      await commit(bench.store, keyOf('incident', number), {
        state: { kind: 'incident', id: number, state: { ...all.hidden, people: ['ana', 'bo', 'dora'] } },
      });
      expect(await sees(as('dora', 'responder'))).toEqual([true, true, true]);
    });
  });

  describe('pages', () => {
    const page = (id: string, given: Partial<Page> = {}): Page => ({
      id,
      person: 'ana',
      about: { incident: all.open.number, group: 'g1', title: 'x', severity: 'SEV1' },
      escalation: 'e',
      state: 'sent',
      startedAt: t0,
      acknowledgedAt: null,
      acknowledgedVia: null,
      rules: [],
      tried: 1,
      attempts: [{ by: 'ring', state: 'sent', at: t0 }],
      ...given,
    });
    const put = (p: Page) => commit(bench.store, keyOf('page', p.id), { state: { kind: 'page', id: p.id, state: p } });
    const ids = (found: readonly Page[]): string[] => found.map((p) => p.id);

    beforeAll(async () => {
      await put(page('second', { startedAt: t0 + 2 }));
      await put(page('first', { startedAt: t0 + 1 }));
      await put(page('bo', { person: 'bo', startedAt: t0 + 3, about: { ...page('x').about, incident: null } }));
      await put(page('silent', { startedAt: t0 + 4, attempts: [{ by: 'chat', state: 'sent', at: t0 }] }));
      await put(page('over', { startedAt: t0 + 5, state: 'acked' }));
    });

    test('of an incident in order of time', async () =>
      expect(ids(await bench.store.pagesOf({ incident: all.open.number }))).toEqual(['first', 'second', 'silent', 'over']));
    test('of a group', async () =>
      expect(ids(await bench.store.pagesOf({ group: 'g1' }))).toEqual(['first', 'second', 'bo', 'silent', 'over']));
    test('of another: none', async () => expect(await bench.store.pagesOf({ incident: 'INC-20261123-999' })).toEqual([]));
    test('that ring somebody: live ones by ring', async () => expect(ids(await bench.store.ringing('ana'))).toEqual(['first', 'second']));
    test('ring no longer once they are answered', async () => {
      await put(page('first', { state: 'acked', startedAt: t0 + 1 }));
      expect(ids(await bench.store.ringing('ana'))).toEqual(['second']);
      expect(await bench.store.state('page', 'first')).toMatchObject({ state: 'acked' });
    });
  });

  test('what never was is null', async () => {
    const { store } = bench;
    expect(
      await Promise.all([
        store.state('incident', 'x'),
        store.state('group', 'x'),
        store.state('escalation', 'x'),
        store.state('page', 'x'),
        store.state('silence', 'x'),
      ]),
    ).toEqual([null, null, null, null, null]);
  });

  test('a list has the thousandth incident of a day above the 999th, and goes on below it', async () => {
    const busy = ['INC-20200101-1000', 'INC-20200101-999', 'INC-20200101-002', 'INC-20191231-1001'];
    for (const number of busy.toReversed()) {
      const key = keyOf('incident', number);
      await commit(bench.store, key, { state: { kind: 'incident', id: number, state: { ...all.closed, number } } });
    }
    const since = (before: string) => bench.store.incidents({ limit: 50, before }, seer);
    expect(numbers(await since('INC-20200102-001'))).toEqual(busy);
    expect(numbers(await since('INC-20200101-1000'))).toEqual(busy.slice(1));
    expect(numbers(await since('INC-20200101-999'))).toEqual(busy.slice(2));
  });
}
