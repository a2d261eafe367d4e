import { literal } from '../../../domain/card/literal.ts';

/** Facts and choices read a subset of Markdown, and `{{DATE(…)}}`: what came from outside shows as it was written. */
export const plainFact = (text: string): string =>
  literal(text)
    .replaceAll(/[\\`*_[\]()#~>|!]/gu, String.raw`\$&`)
    .replaceAll(/^(\s*)([-+]|\d+\.)(?=\s)/gmu, String.raw`$1\$2`)
    .replaceAll('{{', '{\u200B{');

/** Within `<at>…</at>`, and in what is sent as XML. */
export const plainXml = (text: string): string => literal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
