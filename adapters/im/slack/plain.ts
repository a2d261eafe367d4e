const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** What Slack writes in its own way, as people read it: links by what they show, mentions as `<@U123>` and `<@team:S123>`, its escapes undone. */
export function plainText(text: string): string {
  return text
    .replace(/<(?<sign>[@#!]?)(?<to>[^<>|]*)(?:\|(?<label>[^<>]*))?>/gu, (...found) => spoken(found.at(-1) as Parts))
    .replace(/&(?:lt|gt|amp);/gu, (entity) => entities[entity] ?? entity);
}

interface Parts {
  readonly sign: string;
  readonly to: string;
  readonly label?: string;
}

function spoken({ sign, to, label }: Parts): string {
  if (sign === '@') return `<@${to}>`;
  if (sign === '#') return `#${label || to}`;
  if (sign !== '!') return label || to.replace(/^mailto:/u, '');
  const [, group] = /^subteam\^(.+)$/u.exec(to) ?? [];
  return group === undefined ? `@${(label || to.split('^')[0])?.replace(/^@/u, '')}` : `<@team:${group}>`;
}
