import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onCallAt, Roster } from '../../domain/oncall/on-call.ts';
import { Schedule } from '../../domain/oncall/schedule.ts';
import { anywhere, halfHourMs, scenesIn } from '../domain/oncall/scenes.ts';
import { anApp } from './an-app.ts';

const app = anApp();

interface Preview {
  readonly instants: readonly {
    readonly at: string;
    readonly onCall: readonly { person: string; start: string | null; end: string | null }[];
  }[];
}

/** The same instant as a clock `minutes` east of UTC shows it. */
function local(at: number, minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((n) => String(n).padStart(2, '0'));
  return `${new Date(at + minutes * 60_000).toISOString().slice(0, -1)}${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}

test('the preview says what the engine says, at any instant, in any zone, however the instant is written', async () => {
  const moment = fc.record({
    offset: fc.integer({ min: -480 * halfHourMs, max: 480 * halfHourMs }),
    east: fc.integer({ min: -720, max: 840 }),
  });
  await fc.assert(
    fc.asyncProperty(scenesIn(anywhere), fc.array(moment, { minLength: 1, maxLength: 30 }), async ({ from, spec }, moments) => {
      const instants = moments.map(({ offset, east }) => local(from + offset, east));
      const { status, body } = await app.post<Preview>('/api/v1/oncall/preview', { body: { schedule: spec, instants } });
      expect(status).toBe(200);
      const roster = new Roster(Schedule.parse(spec));
      const text = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
      const engine = moments.map(({ offset }, i) => ({
        at: instants[i],
        onCall: onCallAt(roster, from + offset).map(({ person, start, end }) => ({ person, start: text(start), end: text(end) })),
      }));
      expect(body.instants).toEqual(engine);
    }),
    { numRuns: 100 },
  );
});
