import type { Json } from './records.ts';

const entity = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>|:([a-z0-9_+-]+):/gu;

/** What Slack sends along with what a person typed: the same as a rich_text block. */
export function richTextOf(text: string): Json {
  const elements: Json[] = [];
  let from = 0;
  const say = (part: string): void => {
    if (part !== '') elements.push({ type: 'text', text: part.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&') });
  };
  for (const hit of text.matchAll(entity)) {
    say(text.slice(from, hit.index));
    elements.push(elementOf(hit[1] ?? '', hit[2] ?? '', { label: hit[3], emoji: hit[4] }));
    from = hit.index + hit[0].length;
  }
  say(text.slice(from));
  return { type: 'rich_text', block_id: 'typed', elements: [{ type: 'rich_text_section', elements }] };
}

function elementOf(sign: string, target: string, { label, emoji }: { label: string | undefined; emoji: string | undefined }): Json {
  if (emoji !== undefined) return { type: 'emoji', name: emoji };
  if (sign === '@') return { type: 'user', user_id: target };
  if (sign === '#') return { type: 'channel', channel_id: target };
  if (sign === '!' && target.startsWith('subteam^')) return { type: 'usergroup', usergroup_id: target.slice(8) };
  if (sign === '!') return { type: 'broadcast', range: target };
  return { type: 'link', url: target, ...(label === undefined ? {} : { text: label }) };
}
