import { messageJson } from '../as-json.ts';
import { edit, post } from '../messages.ts';
import { refuse, type Channel, type Json, type Message } from '../records.ts';
import { ownMessage, threadOf } from './chat.ts';
import { blocksOf } from './content.ts';
import type { Call, Methods } from './method.ts';

/** Slack seals a stream that is open for so long. */
const openForMs = 300_000;

export const streamMethods: Methods = {
  'chat.startStream': {
    tier: 2,
    scopes: ['chat:write'],
    run(call) {
      const { w, args } = call;
      const channel = w.channelWithBot(args.need('channel'));
      const thread = threadOf(w, channel, args.need('thread_ts'));
      if (channel.kind !== 'im' && !args.has('recipient_team_id')) refuse('missing_recipient_team_id');
      if (channel.kind !== 'im' && !args.has('recipient_user_id')) refuse('missing_recipient_user_id');
      const written = withChunks(call, { text: '' });
      const message = post(w, channel, { ...written, ...thread, user: w.bot.user, bot: w.bot.bot_id, streaming: w.habits.now() });
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.appendStream': {
    tier: 4,
    scopes: ['chat:write'],
    run(call) {
      const { channel, message } = openStream(call);
      edit(call.w, channel, { message, to: withChunks(call, message), by: null });
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.stopStream': {
    tier: 2,
    scopes: ['chat:write'],
    run(call) {
      const { w, args } = call;
      const { channel, message } = openStream(call);
      const written = withChunks(call, message);
      const blocks = [...(written.blocks ?? []), ...(blocksOf(args.json('blocks', 'invalid_blocks_format')) ?? [])];
      const metadata = args.json('metadata') as Json | undefined;
      const to = { ...written, ...(blocks.length > 0 ? { blocks } : {}), ...(metadata ? { metadata } : {}), streaming: null };
      edit(w, channel, { message, to, by: null });
      return { channel: channel.id, ts: message.ts, message: messageJson(w, message) };
    },
  },
};

function openStream({ w, args }: Call): { channel: Channel; message: Message } {
  const channel = w.channelWithBot(args.need('channel'));
  const message = ownMessage(w, channel, { ts: args.need('ts'), otherwise: 'message_not_owned_by_app' });
  if (typeof message.streaming === 'number' && w.habits.now() - message.streaming > openForMs) message.streaming = null;
  return typeof message.streaming === 'number' ? { channel, message } : refuse('message_not_in_streaming_state');
}

/** The message with what this call adds to it. */
function withChunks({ w, args }: Call, { text, blocks = [] }: Pick<Message, 'text' | 'blocks'>): { text: string; blocks?: Json[] } {
  const markdown = args.text('markdown_text');
  if (markdown.length > 12_000) refuse('msg_too_long');
  const chunks = args.json('chunks', 'invalid_chunks') ?? [];
  if (!Array.isArray(chunks)) return refuse('invalid_chunks');
  let said = text + markdown;
  let shown: readonly Json[] = blocks;
  for (const chunk of chunks as Json[]) {
    if (chunk['type'] === 'markdown_text') said += String(chunk['text']);
    else if (chunk['type'] === 'blocks') shown = shown.concat(blocksOf(chunk['blocks']) ?? []);
    else if (chunk['type'] === 'task_update') shown = withTask(shown, chunk, w.ids.next('b'));
    else if (chunk['type'] === 'plan_update')
      shown = [{ type: 'plan', title: chunk['title'] } as Json].concat(shown.filter(({ type }) => type !== 'plan'));
    else refuse('invalid_chunks');
  }
  return { text: said, ...(shown.length > 0 ? { blocks: [...shown] } : {}) };
}

function withTask(blocks: readonly Json[], { id, type: _type, ...rest }: Json, blockId: string): Json[] {
  const at = blocks.findIndex((block) => block['task_id'] === id);
  const task = { type: 'task_card', block_id: blocks[at]?.['block_id'] ?? blockId, task_id: id, ...rest };
  return at < 0 ? [...blocks, task] : blocks.with(at, task);
}
