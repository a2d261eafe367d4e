import { z } from 'zod';
import type { SentCard } from '../card.ts';
import { Cuts } from '../cuts.ts';
import type { Lang } from '../../text/lang.ts';
import { bytesOf } from './clamp.ts';

type Action = NonNullable<SentCard['actions']>[number];
type Option = NonNullable<SentCard['selects']>[number]['options'][number];

/** Of a key of a button. */
const mostBytes = 1_024;

/** What is asked back before it is done: WeCom itself asks nothing. */
const Asking = z.strictObject({ token: z.string(), label: z.string(), ask: z.string(), title: z.string(), lang: z.enum(['zh', 'en']) });
export type Asking = z.output<typeof Asking>;

/** What came of a press on one of our cards. */
export type Pressed =
  /** The actions of these tokens are to be done, in their order. */
  | { readonly is: 'done'; readonly tokens: readonly string[] }
  /** They are to be asked first: `askingCard`. */
  | { readonly is: 'asks'; readonly asking: Asking }
  /** They were asked, and thought better of it. */
  | { readonly is: 'withdrawn' };

export const withdrawnKey = '!';

/** The key of a button: its token, and where it is to be asked back what is to be asked. All of it stands on the card anyway. */
export function actionKey({ token, label, confirm }: Action, { title, lang }: { title: string; lang: Lang }): string {
  if (confirm === undefined) return token;
  const cuts = new Cuts();
  for (const most of [300, 100, 30, 10]) {
    const cut = (text: string): string => cuts.text(text, most, { what: 'confirm' });
    const key = `?${JSON.stringify({ token, label: cut(label), ask: cut(confirm), title: cut(title), lang })}`;
    if (bytesOf(key) <= mostBytes) return key;
  }
  return token;
}

/** Of the nth choice of a card, and of the button that takes what is chosen. */
export const selectKey = (n: number): string => `choice-${n}`;

/** What holds already is marked, so that taking it again does nothing. */
export const optionId = ({ token, isChosen }: Option): string => (isChosen ? `=${token}` : token);

/** Reads what WeCom says of a press: the key of the button, and the options that stand chosen in the card. */
export function pressedOf(key: string, chosen: readonly string[]): Pressed {
  if (key === withdrawnKey) return { is: 'withdrawn' };
  if (key.startsWith('?')) {
    const asking = askingIn(key.slice(1));
    return asking ? { is: 'asks', asking } : { is: 'done', tokens: [] };
  }
  if (!/^choice-\d+$/u.test(key)) return { is: 'done', tokens: [key] };
  return { is: 'done', tokens: chosen.filter((id) => id !== '' && !id.startsWith('=')) };
}

function askingIn(text: string): Asking | null {
  try {
    return Asking.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The card that asks back: pressed, it does the action. */
export function askingCard({ token, label, ask, title, lang }: Asking): SentCard {
  return {
    title: ask,
    body: title,
    actions: [
      { token, label: lang === 'zh' ? `确认${label}` : label, short: label, style: 'danger' },
      { token: withdrawnKey, label: lang === 'zh' ? '取消' : 'Cancel' },
    ],
  };
}
