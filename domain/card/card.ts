import type { Severity } from '../incident/severity.ts';

/** The portable card. Adapters turn it into their own; the core clamps it to their limits and says what was cut. */
export interface Card {
  readonly title: string;
  readonly severity?: Severity;
  readonly state?: { readonly word: string; readonly tone: Tone };
  readonly body?: string;
  /** Ten at most. `short`: the label in five letters at most, for a chat that has no room for more. */
  readonly fields?: readonly { readonly label: string; readonly short?: string; readonly value: string }[];
  /** `isImage`: it leads to a picture, which a chat may show. */
  readonly links?: readonly { readonly label: string; readonly url: string; readonly isImage?: true }[];
  readonly actions?: readonly CardAction[];
  readonly selects?: readonly CardSelect[];
  readonly context?: string;
}

export type Tone = 'alarm' | 'warn' | 'good' | 'quiet';

/** Before sending, the core trades `skill` and `input` for an opaque token; the payload never leaves Tocsin. */
export interface CardAction {
  readonly label: string;
  /** The label in ten letters at most, for a chat that has no room for more. */
  readonly short?: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: string;
  /** Pressed, it opens the skill's form with `input` filled in, instead of doing it at once. */
  readonly form?: true;
  readonly skill: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** One of several, of which one may hold now: choosing another does its action. */
export interface CardSelect {
  readonly label: string;
  readonly options: readonly (Pick<CardAction, 'label' | 'confirm' | 'skill' | 'input'> & { readonly isChosen?: true })[];
}

/** A card as it leaves: actions and options carry tokens only. */
export interface SentCard extends Omit<Card, 'actions' | 'selects'> {
  readonly actions?: readonly {
    readonly token: string;
    readonly label: string;
    readonly short?: string;
    readonly style?: 'primary' | 'danger';
    readonly confirm?: string;
    readonly form?: true;
  }[];
  readonly selects?: readonly {
    readonly label: string;
    readonly options: readonly { readonly token: string; readonly label: string; readonly confirm?: string; readonly isChosen?: true }[];
  }[];
}
