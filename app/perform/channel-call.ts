import { callView } from '../../domain/escalation/call-card.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

/** Tells a channel that nobody has taken it on yet. Whether that is still so is looked at once more just before. */
export const channelCall = ({ cards, store }: PerformParts): Performer<'channel.call'> => ({
  type: 'channel.call',
  async perform({ channel, ...call }, { unsure }) {
    const escalation = await store.state('escalation', call.escalation);
    if (escalation?.state !== 'running') return { dropped: 'somebody has taken it on, or it is over' };
    await cards.show(callView(call), { to: 'channel', channel }, { onlyIfShown: false, unsure });
    return { echo: [{ type: 'channel.called', data: { channel, state: 'sent' } }] };
  },
});
