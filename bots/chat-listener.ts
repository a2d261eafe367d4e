import type { Decision } from '../domain/event/decision.ts';
import type { Heard } from '../domain/chat/heard.ts';
import type { Effect } from '../domain/event/effect.ts';
import type { EventOf } from '../domain/states.ts';
import { bot } from '../ports/bot.ts';

/** What was pressed on a page of one's own changes it, once that has been decided everywhere. */
const settledMs = 1_000;

const homeOf = ({ adapter, inbound }: Heard): Effect => ({
  type: 'chat.answer',
  data: { adapter, inbound: { ...inbound, key: `${inbound.key}/home`, did: { is: 'opened-home' } } },
  urgency: 'digest',
  onCrash: 'repeat',
  slot: `home/${adapter}/${inbound.user}`,
  gatherMs: settledMs,
});

/** Has what people do in chats answered. What they wish takes the road again as a skill; this only keeps it from being lost on the way. */
export default bot({
  name: 'chat-listener',
  hears: ['chat.heard'],
  async decide({ data }: EventOf<'chat.heard'>): Promise<Decision> {
    const { adapter, inbound } = data;
    const answer: Effect = { type: 'chat.answer', data, urgency: 'page', onCrash: 'repeat' };
    const isAtHome = inbound.did.is === 'pressed' && inbound.conv === null;
    return {
      because: { code: 'somebody-spoke', data: { adapter, did: inbound.did.is } },
      effects: isAtHome ? [answer, homeOf(data)] : [answer],
    };
  },
});
