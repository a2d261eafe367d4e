import { describe, expect, test } from 'vitest';
import type { Bus, LiveNote } from '../../ports/bus.ts';

const note = (n: number): LiveNote => ({ seq: n, type: 'alerts', incident: null, person: null, room: null, data: { n } });

/** What live views rely on. `settled` resolves when everything published has been heard. */
export function busContract(
  start: (onError: (error: unknown) => void) => Promise<{ bus: Bus; settled(): Promise<void>; stop(): Promise<void> }>,
): void {
  describe('a bus', () => {
    test('tells every hearer everything, in order', async () => {
      const { bus, settled, stop } = await start((e) => expect.fail(String(e)));
      const [one, other]: LiveNote[][] = [[], []];
      bus.subscribe((n) => one!.push(n));
      bus.subscribe((n) => other!.push(n));
      for (let n = 0; n < 100; n++) bus.publish(note(n));
      await settled();
      expect([one, other]).toEqual([Array.from({ length: 100 }, (_, n) => note(n)), one]);
      await stop();
    });

    test('tells nothing to who has stopped hearing, or has not begun', async () => {
      const { bus, settled, stop } = await start((e) => expect.fail(String(e)));
      const heard: LiveNote[] = [];
      bus.publish(note(1));
      await settled();
      const end = bus.subscribe((n) => heard.push(n));
      bus.publish(note(2));
      await settled();
      end();
      end();
      bus.publish(note(3));
      await settled();
      expect(heard).toEqual([note(2)]);
      await stop();
    });

    test('goes on when a hearer throws, and says so', async () => {
      const errors: unknown[] = [];
      const { bus, settled, stop } = await start((e) => errors.push(e));
      const heard: LiveNote[] = [];
      bus.subscribe(() => {
        throw new Error('no');
      });
      bus.subscribe((n) => heard.push(n));
      bus.publish(note(1));
      bus.publish(note(2));
      await settled();
      expect([heard, errors.length]).toEqual([[note(1), note(2)], 2]);
      await stop();
    });
  });
}
