import type { Json, Message } from './records.ts';
import type { Workspace } from './workspace.ts';

/** Whom a message would make a noise for. */
export interface Mentioned {
  /** `channel`, `here` and `everyone`, as often as they stand there. */
  readonly broadcasts: readonly string[];
  readonly users: readonly string[];
  readonly usergroups: readonly string[];
}

/** Reads text and every markdown text in blocks and attachments, as Slack does: `&lt;!channel&gt;` is harmless, and so is plain_text. */
export function mentionsIn(message: Message): Mentioned {
  const texts = [message.text, ...marked(message.blocks), ...markedInAttachments(message.attachments)];
  const all = texts.join('\n');
  const plain = message.isParsedFully ? [...all.matchAll(/(?<![\w<])@(channel|here|everyone)\b/gu)].map((m) => m[1]!) : [];
  const rich = elementsIn(message.blocks);
  const of = (type: string, key: string): string[] => rich.filter((e) => e['type'] === type).map((e) => e[key] as string);
  return {
    broadcasts: [...found(all, /<!(channel|here|everyone|group)(?:\|[^>]*)?>/gu), ...plain, ...of('broadcast', 'range')],
    users: [...found(all, /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/gu), ...of('user', 'user_id')],
    usergroups: [...found(all, /<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>/gu), ...of('usergroup', 'usergroup_id')],
  };
}

export function isBotMentioned(w: Workspace, message: Message): boolean {
  return message.bot === undefined && message.subtype === undefined && mentionsIn(message).users.includes(w.bot.user);
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((m) => m[1]!);
}

/** Every text in blocks that is read as markdown, at any depth. */
function marked(blocks: unknown): string[] {
  return elementsIn(blocks).flatMap(({ type, text }) =>
    typeof text === 'string' && (type === 'mrkdwn' || type === 'markdown') ? [text] : [],
  );
}

/** Old attachments read their plain strings as markdown too. */
function markedInAttachments(attachments: unknown): string[] {
  const strings = elementsIn(attachments).flatMap(({ type, text, pretext, fallback, title, value }) =>
    type === undefined ? [text, pretext, fallback, title, value] : [],
  );
  return [...strings.filter((each) => typeof each === 'string'), ...marked(attachments)];
}

function elementsIn(value: unknown): Json[] {
  if (Array.isArray(value)) return value.flatMap(elementsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Json, ...Object.values(value).flatMap(elementsIn)];
}

/** What a person typed, as it goes over the wire: `<`, `>` and `&` are escaped, save in mentions; with `links`, addresses become links. */
export function asTyped(text: string, { links }: { links: boolean }): string {
  const parts = text.split(/(<(?:[@#!][^<>\s]+|https?:[^<>\s]+)>)/u);
  const escaped = (part: string): string => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const linked = (part: string): string => (links ? part.replaceAll(/https?:\/\/[^\s]+/gu, '<$&>') : part);
  return parts.map((part, i) => (i % 2 === 1 ? part : linked(escaped(part)))).join('');
}
