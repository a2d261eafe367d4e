/** A form on its way to a chat. Adapters turn it into their own; what it does stays here behind `token`. */
export interface Form {
  readonly token: string;
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly intro?: string;
  readonly submit: string;
  readonly cancel: string;
  readonly fields: readonly FormField[];
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional: boolean;
}

export interface FormOption {
  readonly value: string;
  readonly label: string;
}

/** `isOpen`: there are more options than given; they are asked for while somebody types. */
export type FormField = Field &
  (
    | { readonly is: 'text'; readonly isLong: boolean; readonly most?: number; readonly value?: string }
    | { readonly is: 'number'; readonly isWhole: boolean; readonly least?: number; readonly most?: number; readonly value?: number }
    | { readonly is: 'yes-no'; readonly value: boolean }
    | { readonly is: 'one-of'; readonly options: readonly FormOption[]; readonly isOpen: boolean; readonly value?: string }
    | { readonly is: 'some-of'; readonly options: readonly FormOption[]; readonly isOpen: boolean; readonly value: readonly string[] }
  );

/** What was filled in, by field; empty fields are left out. */
export type FormValues = Readonly<Record<string, string | boolean | readonly string[]>>;
