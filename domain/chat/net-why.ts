import type { Words } from '../text/lang.ts';

const words = {
  silent: { zh: '对方没有按时应答', en: 'It did not answer in time' },
  unreached: { zh: '连接不上：请检查地址和到那里的网络', en: 'It cannot be reached: check the address and the network to it' },
  trouble: { zh: '对方出了故障', en: 'It is in trouble' },
  stranger: {
    zh: '应答的是别的程序：请检查填写的地址和中间的代理',
    en: 'Something else answered: check the address of the chat, and the proxies',
  },
} as const satisfies Record<string, Words>;

type Kind = keyof typeof words;

/** Why nothing was heard of the other side, or nothing that could be understood, as it is kept, with what is known besides. */
export const netWhy = (kind: Kind, raw: string): { readonly code: string; readonly raw: string } => ({ code: codeOf(kind), raw });

const codeOf = (kind: Kind) => `net-${kind}`;

/** What a kept one means for whoever reads of it. Null: it is none. Ends no sentence. */
export const netWords = (code: string): Words | null =>
  (Object.keys(words) as Kind[]).flatMap((kind) => (code === codeOf(kind) ? [words[kind]] : []))[0] ?? null;
