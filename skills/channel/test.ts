import { z } from 'zod';
import { keyOf, partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { write } from '../../ports/skill.ts';

/** A test that could not be sent within this time says nothing any more. */
const validMs = 10 * 60_000;

/** Posts a test line into a channel, by the way that alerts take. `delivery` says later how far it has come. */
export default write({
  summary: { en: 'Send a test into a channel', zh: '向频道发送测试' },
  labels: { channel: { en: 'Channel', zh: '频道' } },
  input: z.object({ channel: z.string().min(1).max(63) }),
  output: z.object({ channel: z.string(), delivery: z.string() }),
  needs: 'operator',
  positional: ['channel'],
  answer: (o, lang) => (lang === 'zh' ? `测试已发往 ${o.channel}` : `A test is on its way to ${o.channel}`),
  examples: [{ ask: 'send a test into the channel ops', input: { channel: 'ops' } }],
  on({ channel }, { store }) {
    if (!store.resources().get('channel', channel))
      return refuse('not-found', `There is no channel "${channel}".`, `没有频道“${channel}”。`);
    return keyOf('conversation', channel);
  },
  async decide(_input, { now, call }) {
    const { id: channel } = partsOf(call.key);
    const target = { to: 'channel', channel } as const;
    return {
      because: { code: 'test-asked', data: { channel } },
      effects: [
        {
          type: 'chat.say',
          data: { target, say: 'channel-test', data: {} },
          urgency: 'digest',
          onCrash: 'repeat',
          validUntil: now + validMs,
        },
      ],
      reply: done({ channel, delivery: call.id }),
    };
  },
});
