import { callView } from '../../domain/escalation/call-card.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

/** Tells a channel that nobody has taken it on yet. Whether that is still so is looked at once more just before. What fails for a moment is
 *  tried again by the road, which says `effect.failed` when it gives up; what cannot succeed is answered as failed at once. */
export const channelCall = ({ cards, store }: PerformParts): Performer<'channel.call'> => ({
  type: 'channel.call',
  async perform({ channel, ...call }, { unsure }) {
    const escalation = await store.state('escalation', call.escalation);
    if (escalation?.state !== 'running') return { dropped: 'somebody has taken it on, or it is over' };
    try {
      await cards.show(callView(call), { to: 'channel', channel }, { onlyIfShown: false, unsure });
    } catch (e) {
      if (!(e instanceof OutsideError) || e.passing) throw e;
      return { echo: [{ type: 'channel.called', data: { channel, state: 'failed', error: e.message } }] };
    }
    return { echo: [{ type: 'channel.called', data: { channel, state: 'sent' } }] };
  },
});
