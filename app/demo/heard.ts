import type { ChatMessage } from '../../ports/chat-history.ts';

/** What a colleague makes of something the newcomer says; null: nothing that needs an answer. */
export type Meaning = 'yes' | 'no' | 'greets' | 'thanks' | 'asks';

const rollBack = String.raw`(?:roll(?:ing)? ?back|回滚|回退)`;

/** The first that fits counts: a question about the roll-back is no yes, and neither is a warning of it. */
const meanings: readonly (readonly [Meaning, RegExp])[] = [
  ['asks', /[?？]\s*$|吗[。.!！\s]*$|怎么样|什么情况|情况如何/u],
  [
    'no',
    new RegExp(
      String.raw`^(?:no\b|not yet|don['’]t|wait|hold|stop)|^(?:不|别|先别|等等|等一下|暂缓|停)|(?:\bnot\b|n['’]t\b|不|别).{0,12}${rollBack}`,
      'iu',
    ),
  ],
  ['yes', new RegExp(String.raw`^(?:yes|yep|ok|okay|go ahead|go|do it|please do|sure|agreed|approved)\b|${rollBack}`, 'iu')],
  ['yes', /^(?:好的?|可以的?|同意|行|是的?|批准|嗯+|执行|没问题|回吧)(?:[\s,，。.!！~吧啊了]|$)/u],
  ['thanks', /\b(?:thanks|thank you|thx|well done|great work)\b|谢谢|多谢|辛苦/iu],
  ['greets', /^(?:hi|hello|hey|good morning|morning|i['’]m here|here)\b|^(?:你好|大家好|早|早上好|在|我在|我来了|到了)/iu],
];

export function meaningOf(text: string): Meaning | null {
  // A name behind @ may be of two words.
  const readings = [text, text.replace(/^@\S+[\s,，]*/u, ''), text.replace(/^@\S+\s\S+[\s,，]*/u, '')].map((said) => said.trim());
  return meanings.find(([, sign]) => readings.some((said) => sign.test(said)))?.[0] ?? null;
}

/** The newcomer's word on the roll-back since it was proposed: the last yes or no. */
export function verdictIn(heard: readonly ChatMessage[], since: number): { readonly is: 'yes' | 'no'; readonly at: number } | null {
  for (const m of heard.toReversed()) {
    if (m.at < since) break;
    const meaning = meaningOf(m.text);
    if (meaning === 'yes' || meaning === 'no') return { is: meaning, at: m.at };
  }
  return null;
}
