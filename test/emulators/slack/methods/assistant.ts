import { refuse, type AssistantThread, type Json } from '../records.ts';
import { threadOf } from './chat.ts';
import type { Call, Methods } from './method.ts';

export const assistantMethods: Methods = {
  'assistant.threads.setStatus': {
    tier: 4,
    scopes: ['chat:write', 'assistant:write'],
    run(call) {
      threadIn(call).status = call.args.text('status');
      call.w.changed();
      return undefined;
    },
  },
  'assistant.threads.setTitle': {
    tier: 4,
    scopes: ['assistant:write'],
    run(call) {
      threadIn(call).title = call.args.need('title');
      call.w.changed();
      return undefined;
    },
  },
  'assistant.threads.setSuggestedPrompts': {
    tier: 4,
    scopes: ['assistant:write'],
    run(call) {
      const prompts = (call.args.json('prompts') as Json[] | undefined) ?? [];
      if (prompts.length === 0 || prompts.length > 4) refuse('invalid_arguments');
      threadIn(call).prompts = prompts;
      call.w.changed();
      return undefined;
    },
  },
};

/** The assistant's thread, or any other thread that a status is shown for. */
function threadIn({ w, args }: Call): AssistantThread {
  const channel = w.channelWithBot(args.need('channel_id'));
  const { thread_ts: ts = '' } = threadOf(w, channel, args.need('thread_ts'));
  const existing = w.assistantThreads.find((thread) => thread.channel === channel.id && thread.ts === ts);
  const thread = existing ?? { channel: channel.id, ts, user: '', status: '', title: '', prompts: [] };
  if (!existing) w.assistantThreads.push(thread);
  return thread;
}
