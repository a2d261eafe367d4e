/** One thing wrong in one file. `line` and `col` count from 1; `path` is empty when it is about the whole file or document. */
export interface ConfigError {
  readonly file: string;
  readonly line: number;
  readonly col: number;
  readonly path: string;
  readonly message: string;
  /** What to write instead. */
  readonly hint: string;
}

/** `file:line:col path: what is wrong; what to write instead`, one line, never with the value of a variable or secret file in it. */
export function configErrorText(e: ConfigError): string {
  const where = `${e.file}:${e.line}:${e.col}${e.path === '' ? '' : ` ${e.path}`}`;
  return `${where}: ${e.message}${e.hint === '' ? '' : `; ${e.hint}`}`;
}

export type Path = readonly (string | number)[];

/** `spec.layers[0].hours`; a key that is no plain word is quoted. */
export function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : /^[\w-]+$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join('')
    .replace(/^\./u, '');
}
