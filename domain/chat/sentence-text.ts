/** The same text with full-width forms and curly quotes as plain ones. Every character keeps its place. */
export function plainly(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/gu, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00A0\t\n]/gu, ' ')
    .replace(/[\u3002\uFF61]/gu, '.')
    .replace(/\u3001/gu, ',')
    .replace(/[\u2018\u2019]/gu, "'")
    .replace(/[\u201C\u201D]/gu, '"');
}

const address = /^\s*(?:(?:hey|hi|ok|嘿|你好)[, ]*)?@?(?:tocsin|机器人)(?:[\s,:!.]+|(?=\p{Script=Han})|$)/iu;
const polite =
  /^(?:please|pls|kindly|hey|hi|ok(?:ay)?|so|and|now|can you|could you|would you|will you|can i|tell me|do you know|i want to know|请问|请你|请|麻烦(?:你)?|帮(?:我|忙)|你好|能不能|能否|可以|想问下|问一下|那)(?:[\s,]+|(?=\p{Script=Han}))/iu;
const politeEnd = /(?:[\s,]*(?:please|pls|thanks|thank you|thx|for me|啊|呀|呢|吧|哦|谢谢|多谢|一下)|[\s.,!?;~]+)$/iu;
/** What is taken off at the end may be part of what is to be written down. */
const keepsItsEnd = /^(?:note|add a note|for the record|log|write|put|记|备注|写进)/iu;

/** The sentence without the bot's name, politeness and closing punctuation, in the writer's own characters. */
export function spoken(text: string): { readonly isAddressed: boolean; readonly said: string } {
  const trimmed = text.trim();
  const called = address.exec(plainly(trimmed));
  let said = trimmed.slice(called?.[0].length ?? 0).trim();
  for (let start = polite.exec(plainly(said)); start; start = polite.exec(plainly(said))) said = said.slice(start[0].length).trim();
  if (!keepsItsEnd.test(said))
    for (let end = politeEnd.exec(plainly(said)); end && end.index > 0; end = politeEnd.exec(plainly(said)))
      said = said.slice(0, end.index);
  return { isAddressed: called !== null, said };
}
