import { unescaped } from './escape.ts';

const marks = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/gu;

/** What somebody wrote, as it is read: Slack's escapes undone, channels by name, addresses as they are. Users stand as `<@user>` and user groups
 *  as `<@team:group>`. */
export const readText = (text: string): string =>
  text
    .split(/(<[^<>]*>)/u)
    .map((part) =>
      part.startsWith('<')
        ? part.replaceAll(marks, (_all, sign: string, what: string, label?: string) => read(sign, what, label))
        : unescaped(part),
    )
    .join('');

function read(sign: string, what: string, label: string | undefined): string {
  if (sign === '@') return `<@${what}>`;
  if (sign === '#') return label ? `#${unescaped(label)}` : `<#${what}>`;
  if (sign === '!') return special(what, label);
  const url = unescaped(what);
  const shown = label === undefined ? '' : unescaped(label);
  // `mailto:` and bare domains are Slack's doing, not the writer's.
  if (shown === '' || url === `mailto:${shown}` || url.replace(/^https?:\/\//u, '') === shown.replace(/^https?:\/\//u, ''))
    return shown || url;
  return `${shown} (${url})`;
}

function special(what: string, label: string | undefined): string {
  const group = /^subteam\^([A-Z0-9]+)/u.exec(what)?.[1];
  if (group !== undefined) return `<@team:${group}>`;
  return label === undefined ? `@${what.replace(/\^.*$/u, '')}` : unescaped(label);
}
