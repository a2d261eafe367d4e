import type { SentCard } from '../card.ts';

type Option = NonNullable<SentCard['selects']>[number]['options'][number];

/** Of the nth choice of a card, and of the button that takes what is chosen. */
export const selectKey = (n: number): string => `choice-${n}`;

/** What holds already is marked, so that taking it again does nothing. */
export const optionId = ({ token, isChosen }: Option): string => (isChosen ? `=${token}` : token);

/** The tokens of what is to be done after a press, from what WeCom says of it: the key of the button, and the options that stand chosen. */
export const pressedTokens = (key: string, chosen: readonly string[]): readonly string[] =>
  /^choice-\d+$/u.test(key) ? chosen.filter((id) => id !== '' && !id.startsWith('=')) : [key];
