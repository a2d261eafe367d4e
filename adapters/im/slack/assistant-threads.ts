import type { Messages } from '../../../ports/im.ts';
import type { SlackParts } from './parts.ts';

/** What a thread of the assistant shows beside its messages. */
export function assistantThreads({ calls, noted }: SlackParts): Required<Pick<Messages, 'suggest' | 'busy'>> {
  return {
    async suggest({ conv, thread: ts = '' }, sayings) {
      const [first, ...others] = sayings.map(({ title, text }) => ({ title, message: text }));
      if (!first) return;
      const asking = { method: 'assistant.threads.setSuggestedPrompts', urgency: 'card' as const, conv };
      await calls.make(asking, (slack) =>
        slack.assistant.threads.setSuggestedPrompts({ channel_id: conv, thread_ts: ts, prompts: [first, ...others] }),
      );
    },
    async busy(to, text) {
      const { conv, thread: ts = to.msg } = to;
      if (ts === undefined) return;
      const asking = { method: 'assistant.threads.setStatus', urgency: 'card' as const, conv };
      // It only tells people to wait, and only some threads can show it.
      await calls
        .make(asking, (slack) => slack.assistant.threads.setStatus({ channel_id: conv, thread_ts: ts, status: text }))
        .catch((e: unknown) => noted('could not show that an answer is on its way', { because: String(e) }));
    },
  };
}
