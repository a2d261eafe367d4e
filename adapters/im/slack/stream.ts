import { randomUUID } from 'node:crypto';
import type { Messages, Ref } from '../../../ports/im.ts';
import { OutsideError } from '../../../ports/errors.ts';
import { faceOf } from './face.ts';
import { literal } from '../../../domain/card/literal.ts';
import { refusalCode } from './classify.ts';
import type { SlackParts } from './parts.ts';
import type { Poster } from './post.ts';

interface Streamed {
  readonly to: Ref;
  readonly texts: AsyncIterable<string>;
  readonly how: Parameters<NonNullable<Messages['stream']>>[2];
}

/** What is gathered before it is shown, so that what appears is words and not letters, within what Slack takes in a minute. */
const gatherMs = 800;
const gatherLetters = 256;
const mostInPart = 11_000;

/** Where a stream goes. */
interface Sink {
  readonly ref: Ref;
  append(text: string): Promise<void>;
  end(): Promise<void>;
}

/** Shows a text as it comes. Where the workspace has no streams it is a message that is edited as it grows. */
export async function streamOf(parts: SlackParts, poster: Poster, { to, texts, how }: Streamed): Promise<Ref> {
  let sink: Sink | null = null;
  let gathered = '';
  let shownAt = parts.clock.now();
  for await (const text of texts) {
    gathered += text;
    const now = parts.clock.now();
    if (gathered.length < gatherLetters && now - shownAt < gatherMs) continue;
    sink ??= await begin(parts, poster, { to, how });
    await sink.append(gathered);
    gathered = '';
    shownAt = now;
  }
  sink ??= await begin(parts, poster, { to, how });
  if (gathered !== '') await sink.append(gathered);
  await sink.end();
  return sink.ref;
}

type Beginning = Pick<Streamed, 'to' | 'how'>;

async function begin(parts: SlackParts, poster: Poster, beginning: Beginning): Promise<Sink> {
  try {
    return await live(parts, poster, beginning);
  } catch (e) {
    if (!(e instanceof OutsideError) || e.passing || e.failure === 'auth') throw e;
    return growing(poster, beginning);
  }
}

async function live(parts: SlackParts, poster: Poster, { to, how }: Beginning): Promise<Sink> {
  const { calls, team, lang } = parts;
  const { id } = await team.get();
  const place = { channel: to.conv, thread_ts: to.thread ?? to.msg ?? '' };
  const whom = to.conv.startsWith('D') ? {} : { recipient_user_id: how.user, recipient_team_id: id };
  const said = await calls.make({ method: 'chat.startStream', urgency: 'card', conv: to.conv }, (slack) =>
    slack.chat.startStream({ ...place, ...whom, ...faceOf(how.as, lang()) }),
  );
  const at = { channel: to.conv, ts: said.ts ?? '' };
  let over: Sink | null = null;
  return {
    ref: { ...to, msg: at.ts },
    async append(text) {
      if (over) return over.append(text);
      try {
        for (const part of inParts(safeMarkdown(text)))
          await calls.make({ method: 'chat.appendStream', urgency: 'card', conv: to.conv }, (slack) =>
            slack.chat.appendStream({ ...at, markdown_text: part }),
          );
      } catch (e) {
        if (refusalCode(e) !== 'message_not_in_streaming_state') throw e;
        // Slack seals a stream after some minutes: the rest is a message of its own.
        over = growing(poster, { to, how });
        await over.append(text);
      }
    },
    async end() {
      if (over) return over.end();
      await calls
        .make({ method: 'chat.stopStream', urgency: 'card', conv: to.conv }, (slack) => slack.chat.stopStream(at))
        .catch((e: unknown) => {
          if (refusalCode(e) !== 'message_not_in_streaming_state') throw e;
        });
    },
  };
}

/** A message that is edited as it grows. */
function growing(poster: Poster, { to, how }: Beginning): Sink {
  let text = '';
  let ref: Ref | null = null;
  const key = `stream/${randomUUID()}`;
  return {
    get ref() {
      return ref ?? to;
    },
    async append(more) {
      text += more;
      if (ref === null) ref = await poster.post(to, { text }, { as: how.as, key });
      else await poster.edit(ref, { text });
    },
    async end() {
      if (ref === null) ref = await poster.post(to, { text: text || '—' }, { as: how.as, key });
    },
  };
}

function inParts(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / mostInPart) }, (_, i) => text.slice(i * mostInPart, (i + 1) * mostInPart));
}

/** Markdown in which nothing mentions anybody: Slack reads `<…>` in it as well. */
const safeMarkdown = (text: string): string => literal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
