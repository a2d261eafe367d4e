import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PhoneMeans } from '../../domain/people/carrier-fields.ts';
import type { ReportWord } from '../../domain/page/report.ts';
import { ReachError } from '../../ports/errors.ts';
import type { Callback, Carrier, PhoneOrder } from '../../ports/phone.ts';

/** What cannot be shown for a carrier. */
type Ability = 'find a call' | 'find a text' | 'look at a call' | 'look at a text' | 'rate limits' | 'digits' | 'replies';

/** A carrier with what stands behind it. */
export interface CarrierUnderTest {
  readonly carrier: Carrier;
  /** What was ordered so far: by what, the number as the carrier writes it, and what is said. */
  ordered(): readonly { readonly by: PhoneMeans; readonly to: string; readonly said: string }[];
  /** The next request fails: by a status of HTTP, never answered, or taking effect without an answer. */
  fails(how: 'down' | 'limited' | 'shut' | 'late' | 'bad number'): void;
  /** A callback as the carrier sends it, for what was ordered with this id and reference. */
  says(word: ReportWord, of: { id: string; ref: string; by: PhoneMeans; seq: number }): Callback;
  presses(digit: string, of: { id: string; ref: string }): Callback;
  replies(from: string, text: string): Callback;
  /** The same callback, not signed, or by somebody who does not know the secret. */
  forged(callback: Callback): Callback;
  /** How far something is, as the carrier is asked. */
  turns(ref: string, word: 'delivered' | 'no-answer'): void;
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

const now = Date.parse('2026-11-23T02:00:00Z');
let made = 0;
const order = (more: Partial<PhoneOrder> = {}): PhoneOrder => ({
  id: `p${String((made += 1)).padStart(13, '0')}`,
  to: '+8613800000001',
  lang: 'en',
  text: 'Incident 3, "severity" one & more\nOrders are rejected',
  parts: { severity: 'severity one', number: '3', title: 'Orders are rejected', code: 'a3' },
  since: now,
  ...more,
});

const words: Readonly<Record<PhoneMeans, readonly ReportWord[]>> = {
  phone: ['completed', 'busy', 'no-answer'],
  sms: ['delivered', 'undelivered'],
};

/** What every carrier promises. `lacks` names what cannot be shown for this one, each with its reason. */
export function phoneContract(start: () => Promise<CarrierUnderTest>, lacks: Partial<Record<Ability, string>>): void {
  let c: CarrierUnderTest;
  beforeAll(async () => {
    c = await start();
  });
  afterAll(() => c.close());
  const unless = (ability: Ability) => (name: string, promise: () => Promise<void> | void) => {
    const why = lacks[ability];
    if (why === undefined) test(name, promise);
    else test.skip(`${name}: ${why}`, promise);
  };
  const hands = (by: PhoneMeans, what: PhoneOrder): Promise<{ ref: string }> =>
    (by === 'phone' ? c.carrier.call?.(what) : c.carrier.text?.(what)) ?? expect.fail(`${c.carrier.name} does not do ${by}`);
  const failureOf = async (work: Promise<unknown>): Promise<ReachError> => {
    const error: unknown = await work.then(
      () => expect.fail('it should have failed'),
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(ReachError);
    return error as ReachError;
  };

  test('it is there and lets us in', async () => {
    await c.carrier.check();
  });

  describe.each<PhoneMeans>(['phone', 'sms'])('by %s', (by) => {
    test('what is ordered goes to the number, and the carrier answers its own id', async () => {
      const before = c.ordered().length;
      const { ref } = await hands(by, order());
      expect(ref).not.toBe('');
      const orders = c.ordered().slice(before);
      expect(orders).toHaveLength(1);
      expect(orders[0]).toMatchObject({ by, to: expect.stringContaining('13800000001') });
    });

    test.each(words[by])('%s is heard once it is signed, and is refused when it is not', async (word) => {
      const what = order();
      const { ref } = await hands(by, what);
      const callback = c.says(word, { id: what.id, ref, by, seq: 3 });
      expect(c.carrier.hear(callback)).toMatchObject([{ is: 'report', id: what.id, report: { word, ref } }]);
      expect(c.carrier.hear(c.forged(callback))).toBeNull();
    });

    test('a carrier that is down may be up again; what it says is kept, and no secret with it', async () => {
      c.fails('down');
      const error = await failureOf(hands(by, order()));
      expect([error.passing, error.why.code]).toEqual([true, 'carrier-down']);
      for (const secret of c.secrets) expect(JSON.stringify([error.message, error.why])).not.toContain(secret);
    });

    test('credentials that are not let in are no passing failure', async () => {
      c.fails('shut');
      const error = await failureOf(hands(by, order()));
      expect([error.passing, error.failure, error.why.code]).toEqual([false, 'auth', 'carrier-refused']);
    });

    unless('rate limits')('too many requests pass', async () => {
      c.fails('limited');
      expect((await failureOf(hands(by, order()))).failure).toBe('rate-limited');
    });

    const find = by === 'phone' ? 'find a call' : 'find a text';
    unless(find)('what was taken before the answer was lost is found again by our id; what was not is not', async () => {
      const what = order({ text: `unlike any other ${by}` });
      c.fails('late');
      await failureOf(hands(by, what));
      const known = new Set<string>();
      expect(await c.carrier.find?.(what, by, known)).toMatchObject({ ref: expect.any(String) });
      expect(await c.carrier.find?.(order({ to: '+8613899999999', text: 'never ordered' }), by, known)).toBeNull();
    });

    const look = by === 'phone' ? 'look at a call' : 'look at a text';
    unless(look)('it is asked how far something is', async () => {
      const what = order();
      const { ref } = await hands(by, what);
      const word = by === 'phone' ? 'no-answer' : 'delivered';
      c.turns(ref, word);
      expect(await c.carrier.look?.({ id: what.id, ref, by, to: what.to, since: what.since })).toMatchObject({ word });
    });
  });

  test('a number that it refuses is no passing failure, and says so', async () => {
    c.fails('bad number');
    const error = await failureOf(hands('phone', order()));
    expect(error.passing).toBe(false);
    expect(['number-refused', 'carrier-refused']).toContain(error.why.code);
  });

  unless('digits')('a key is heard with our id', async () => {
    const what = order();
    const { ref } = await hands('phone', what);
    const callback = c.presses('4', { id: what.id, ref });
    expect(c.carrier.hear(callback)).toMatchObject([{ is: 'digit', id: what.id, digit: '4' }]);
    expect(c.carrier.hear(c.forged(callback))).toBeNull();
  });

  unless('replies')('a text from somebody is heard with their number', () => {
    const callback = c.replies('+8613800000001', 'ack 12');
    expect(c.carrier.hear(callback)).toMatchObject([{ is: 'reply', from: '+8613800000001', text: 'ack 12' }]);
    expect(c.carrier.hear(c.forged(callback))).toBeNull();
  });
}
