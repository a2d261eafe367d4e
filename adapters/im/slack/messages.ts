import { OutsideError } from '../../../ports/errors.ts';
import type { Messages, Ref, WrittenMessage } from '../../../ports/im.ts';
import { assistantThreads } from './assistant-threads.ts';
import { refusalCode } from './classify.ts';
import { writtenFiles, type FileParts } from './files.ts';
import type { SlackParts } from './parts.ts';
import { readText } from './read-text.ts';
import type { Poster } from './post.ts';
import { streamOf } from './stream.ts';
import { whisper } from './whisper.ts';

/** It cannot be edited (any more), so it is as good as gone: a new one takes its place. */
const gone = new Set(['message_not_found', 'bad_timestamp', 'cant_update_message', 'edit_window_closed']);

/** What becomes of messages once they are there. */
export function slackMessages(parts: SlackParts, poster: Poster, files: FileParts): Messages {
  const { calls } = parts;
  return {
    async update(ref, message) {
      try {
        await poster.edit(ref, message);
        return 'edited';
      } catch (e) {
        if (gone.has(refusalCode(e) ?? '')) return 'gone';
        throw e;
      }
    },
    async pin({ conv, msg = '' }) {
      try {
        await calls.make({ method: 'pins.add', urgency: 'card', conv }, (slack) => slack.pins.add({ channel: conv, timestamp: msg }));
      } catch (e) {
        if (!(e instanceof OutsideError) || e.failure !== 'already-done') throw e;
      }
    },
    whisper: (to, message, how) => whisper(parts, poster, { to, message, how, apiUrl: files.url }),
    read: (ref) => read(parts, ref, files),
    stream: (to, texts, how) => streamOf(parts, poster, { to, texts, how }),
    ...assistantThreads(parts),
  };
}

async function read(parts: SlackParts, { conv, msg = '', thread }: Ref, files: FileParts): Promise<WrittenMessage | null> {
  const { calls, team } = parts;
  // A thread knows the messages of the room too, each as one without answers; the room knows none of a thread's.
  const at = { channel: conv, ts: thread ?? msg, latest: msg, oldest: msg, inclusive: true, limit: 2 };
  const { user: us, bot } = await team.get();
  try {
    const said = await calls.make({ method: 'conversations.replies', urgency: 'card', conv }, (slack) => slack.conversations.replies(at));
    const it = said.messages?.find(({ ts }) => ts === msg);
    if (!it) return null;
    return {
      user: it.user ?? '',
      ...(it.user === us || (it.bot_id !== undefined && it.bot_id === bot) ? { isOurs: true as const } : {}),
      at: Math.floor(Number(msg) * 1_000),
      text: readText(it.text ?? ''),
      files: writtenFiles((it as { files?: Parameters<typeof writtenFiles>[0] }).files ?? [], files),
      url: team.urlOf(conv, msg, it.thread_ts === msg ? undefined : it.thread_ts),
    };
  } catch (e) {
    if (refusalCode(e) === 'message_not_found' || refusalCode(e) === 'thread_not_found') return null;
    throw e;
  }
}
