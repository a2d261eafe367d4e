import { OutsideError, ReachError } from '../../ports/errors.ts';
import type { Outward, OutwardAnswer, OutwardCall } from '../../ports/outward.ts';

/** A call out whose failure can be said of an attempt. */
export async function sendOut(outward: Outward, call: OutwardCall): Promise<OutwardAnswer> {
  try {
    return await outward(call);
  } catch (e) {
    if (!(e instanceof OutsideError)) throw e;
    throw new ReachError(e.failure, e.passing ? 'push-down' : 'push-refused', { who: call.who, raw: e.message });
  }
}
