import type { Decision } from '../domain/event/decision.ts';
import type { EventOf } from '../domain/states.ts';
import { bot } from '../ports/bot.ts';

/** Has what people do in chats answered. What they wish takes the road again as a skill; this only keeps it from being lost on the way. */
export default bot({
  name: 'chat-listener',
  hears: ['chat.heard'],
  async decide({ data }: EventOf<'chat.heard'>): Promise<Decision> {
    return {
      because: { code: 'somebody-spoke', data: { adapter: data.adapter, did: data.inbound.did.is } },
      effects: [{ type: 'chat.answer', data, urgency: 'page', onCrash: 'repeat' }],
    };
  },
});
