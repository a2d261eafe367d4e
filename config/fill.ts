import type { Path } from './config-error.ts';

export interface Fault {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

export interface Sources {
  /** The variables that `${NAME}` may name. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a secret file; throws when it cannot be read. */
  readonly readSecret: (path: string) => string;
  /** True for fields whose value may be `file:<path>`. */
  readonly isSecret: (path: Path) => boolean;
}

/** Puts variables and secret files into the strings of a document. `$${` stands for a literal `${`. What cannot be filled stays as
 *  it is and becomes a fault; no fault ever holds a value that was filled in. */
export function fill(value: unknown, sources: Sources): { value: unknown; faults: Fault[] } {
  const faults: Fault[] = [];
  const walk = (at: unknown, path: Path): unknown => {
    if (typeof at === 'string') return fillText(at, path, sources, faults);
    if (Array.isArray(at)) return at.map((v, i) => walk(v, [...path, i]));
    if (at === null || typeof at !== 'object') return at;
    return Object.fromEntries(Object.entries(at).map(([k, v]) => [k, walk(v, [...path, k])]));
  };
  return { value: walk(value, []), faults };
}

const reference = /\$\$\{|\$\{([^}]*)\}?/gu;

function fillText(text: string, path: Path, sources: Sources, faults: Fault[]): string {
  const before = faults.length;
  const filled = text.replace(reference, (whole: string, name: string | undefined) => {
    if (whole === '$${') return '${';
    const found = name === undefined ? undefined : sources.env[name];
    if (found !== undefined && found !== '') return found;
    faults.push({ path, ...variableFault(whole, name ?? '') });
    return whole;
  });
  if (faults.length > before || !sources.isSecret(path) || !filled.startsWith('file:')) return filled;
  return secretText(text, filled.slice('file:'.length), { path, sources, faults });
}

function variableFault(whole: string, name: string): { message: string; hint: string } {
  if (!whole.endsWith('}') || !/^[A-Za-z_]\w*$/u.test(name)) {
    return {
      message: `"${whole}" is not a variable`,
      hint: 'write ${NAME} in letters, digits and underscores, or $${ for the characters themselves',
    };
  }
  return { message: `the variable ${name} is not set`, hint: `set ${name} in the environment, or write the value here` };
}

function secretText(raw: string, file: string, into: { path: Path; sources: Sources; faults: Fault[] }): string {
  try {
    const secret = into.sources.readSecret(file).replace(/\r?\n$/u, '');
    if (secret !== '') return secret;
    into.faults.push({ path: into.path, message: `the secret file of "${raw}" is empty`, hint: 'write the secret into it' });
  } catch {
    into.faults.push({
      path: into.path,
      message: `the secret file of "${raw}" cannot be read`,
      hint: 'check that it is there and that Tocsin may read it',
    });
  }
  return raw;
}
