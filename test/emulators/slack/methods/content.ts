import { blockProblems, textLength } from '../blocks.ts';
import type { Draft } from '../messages.ts';
import { refuse, type Json } from '../records.ts';
import type { Call } from './method.ts';

const hiddenTotal = 13_200;
const longest = 40_000;

/** What a message is to say: text, blocks, attachments and metadata, each only where it was given.
 *  @throws {Refusal} no_text, invalid_blocks(_format), msg_blocks_too_long, markdown_text_conflict, metadata_too_large … */
export function contentOf({ args, has }: Call): Draft {
  const blocks = blocksOf(args.json('blocks', 'invalid_blocks_format'));
  const attachments = args.json('attachments', 'invalid_attachments') as Json[] | undefined;
  if ((attachments?.length ?? 0) > 100) refuse('too_many_attachments');
  const markdown = args.text('markdown_text');
  if (markdown !== '' && (args.has('text') || blocks)) refuse('markdown_text_conflict');
  if (markdown.length > 12_000) refuse('msg_too_long');
  const text = args.text('text') || markdown;
  if (text === '' && !blocks?.length && !attachments?.length) refuse('no_text');
  const metadata = metadataOf(args.json('metadata', 'invalid_metadata_format') as Json | undefined);
  const customized = has('chat:write.customize') && args.has('username');
  return {
    ...(text === '' ? {} : { text: text.slice(0, longest) }),
    ...(blocks ? { blocks } : {}),
    ...(attachments ? { attachments } : {}),
    ...(metadata ? { metadata } : {}),
    ...(customized
      ? { username: args.text('username'), icon: args.text('icon_emoji') || args.text('icon_url'), subtype: 'bot_message' }
      : {}),
    ...(args.text('parse') === 'full' || args.flag('link_names') ? { isParsedFully: true } : {}),
  };
}

/** Blocks of a message.
 *  @throws {Refusal} invalid_blocks_format, invalid_blocks with what is wrong and where, msg_blocks_too_long. */
export function blocksOf(blocks: unknown): Json[] | undefined {
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) return refuse('invalid_blocks_format');
  const messages = blockProblems(blocks as Json[], 'message');
  if (messages.length > 0) refuse('invalid_blocks', { errors: messages.map(withoutMark), response_metadata: { messages } });
  if (textLength(blocks) > hiddenTotal) refuse('msg_blocks_too_long');
  return blocks as Json[];
}

const withoutMark = (message: string): string => message.replace('[ERROR] ', '');

function metadataOf(metadata: Json | undefined): Json | undefined {
  if (metadata === undefined) return undefined;
  if (typeof metadata['event_type'] !== 'string' || typeof metadata['event_payload'] !== 'object') refuse('invalid_metadata_format');
  return JSON.stringify(metadata).length > 16_384 ? refuse('metadata_too_large') : metadata;
}
