import { h, type ComponentChild } from 'preact';
import type { Mention } from '../../api.d.ts';
import { OuterLink } from '../parts/rich-text.tsx';
import { blocksOf, type Block, type Inline } from './markdown.ts';

type MarkedProps = { text: string; mentions: Mention[]; me: string };

/** What a person wrote, with its Markdown; text nodes only, whatever stands in it. */
export function MarkedText({ text, mentions, me }: MarkedProps) {
  const said = new Map(mentions.map((mention) => [mention.said, mention]));
  const show = (parts: Inline[]): ComponentChild[] => parts.map((part) => inline(part));
  const inline = (part: Inline): ComponentChild => {
    if (part.is === 'text') return part.text;
    if (part.is === 'code') return <code>{part.text}</code>;
    if (part.is === 'link') return <OuterLink url={part.url} label={part.label} />;
    if (part.is === 'incident') return <a href={`/i/${part.number}`}>{part.number}</a>;
    if (part.is === 'mention') return <MentionChip mention={said.get(part.said)} said={part.said} me={me} />;
    const Mark = part.is;
    return <Mark>{show(part.of)}</Mark>;
  };
  return <div class="message-text">{blocksOf(text, [...said.keys()]).map((block) => blockNode(block, show))}</div>;
}

function blockNode(block: Block, show: (parts: Inline[]) => ComponentChild[]): ComponentChild {
  if (block.is === 'code') {
    return (
      // A long line is scrolled, by keyboard too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      <pre class="code-block" tabIndex={0}>
        {block.text}
      </pre>
    );
  }
  if (block.is === 'quote') return <blockquote>{show(block.of)}</blockquote>;
  if (block.is === 'words') return <p>{show(block.of)}</p>;
  const items = block.items.map((item) => h('li', null, ...show(item)));
  return block.isNumbered ? h('ol', { start: block.from }, ...items) : h('ul', null, ...items);
}

function MentionChip({ mention, said, me }: { mention: Mention | undefined; said: string; me: string }) {
  if (!mention) return <>{said}</>;
  return (
    <span class={reaches(mention, me) ? 'mention to-me' : 'mention'} title={mention.name}>
      @{mention.displayName}
    </span>
  );
}

/** Whether a mention speaks to me: by name, in a team, or with everybody in the room. */
export function reaches({ kind, name, people }: Mention, me: string): boolean {
  return kind === 'room' || (kind === 'person' ? name === me : people.includes(me));
}
