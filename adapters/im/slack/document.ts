import type { Rooms } from '../../../ports/im.ts';
import { refusalCode } from './classify.ts';
import type { SlackParts } from './parts.ts';

type Written = Parameters<NonNullable<Rooms['document']>>[1];

/** The canvas of a channel, written anew as a whole. Answers its id. Throws `unsupported` where the plan of the workspace has none. */
export async function documentOf(parts: SlackParts, conv: string, document: Written): Promise<string> {
  if (document.known === null) return first(parts, conv, document);
  try {
    return await rewrite(parts, document.known, document);
  } catch (e) {
    const code = refusalCode(e);
    if (code !== 'canvas_not_found' && code !== 'canvas_deleted') throw e;
    return first(parts, conv, document);
  }
}

const contentOf = ({ markdown }: Written) => ({ type: 'markdown' as const, markdown });

async function first(parts: SlackParts, conv: string, document: Written): Promise<string> {
  const { title } = document;
  try {
    const made = await parts.calls.make({ method: 'conversations.canvases.create', urgency: 'card', conv }, (slack) =>
      slack.conversations.canvases.create({ channel_id: conv, title, document_content: contentOf(document) }),
    );
    return (made as { canvas_id?: string }).canvas_id ?? '';
  } catch (e) {
    if (refusalCode(e) !== 'channel_canvas_already_exists') throw e;
    const known = await own(parts, conv);
    if (known === null) throw e;
    return rewrite(parts, known, document);
  }
}

/** An earlier try, or a person, has made it already. */
async function own({ calls }: SlackParts, conv: string): Promise<string | null> {
  const said = await calls.make({ method: 'conversations.info', urgency: 'card', conv }, (slack) =>
    slack.conversations.info({ channel: conv }),
  );
  const { canvas } = (said.channel?.properties ?? {}) as { canvas?: { file_id?: string } };
  return canvas?.file_id ?? null;
}

async function rewrite({ calls }: SlackParts, canvas: string, document: Written): Promise<string> {
  await calls.make({ method: 'canvases.edit', urgency: 'card' }, (slack) =>
    slack.canvases.edit({ canvas_id: canvas, changes: [{ operation: 'replace', document_content: contentOf(document) }] }),
  );
  return canvas;
}
