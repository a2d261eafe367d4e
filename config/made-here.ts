import type { Kind, kinds as allKinds } from '../domain/resource/kinds.ts';
import type { Resource, Resources } from '../domain/resource/resource.ts';
import type { ConfigError } from './config-error.ts';
import { checkTogether, readDocument, type Read } from './read-document.ts';
import type { RawDocument } from './documents.ts';

export interface Made {
  /** What is right, in the order given. */
  readonly resources: readonly Resource[];
  /** `file` is the number of the document, from 0; line and column say nothing. Empty when all is right. */
  readonly errors: readonly ConfigError[];
}

/** Checks documents made at the console: each by itself, and with all that is configured. `${NAME}` and `file:` are refused, so that nobody
 *  reads the machine's secrets by way of a form. */
export const checkMade = (documents: readonly unknown[], present: Resources, kinds: typeof allKinds): Made =>
  checkWritten(documents.map(asDocument), present, kinds);

/** The same for documents that somebody has written as YAML: line and column of an error say where. */
export function checkWritten(documents: readonly RawDocument[], present: Resources, kinds: typeof allKinds): Made {
  const context = { env: {}, kinds, readSecret: refuseFile };
  const read = documents.map((document, i) => readDocument(document, { ...context, file: String(i) }));
  const taken = new Set(read.flatMap(({ key }) => (key ? [`${key.kind}/${key.name}`] : [])));
  const others = present.list.filter((r) => !taken.has(`${r.kind}/${r.name}`)).map(asRead);
  const { errors } = checkTogether([...read, ...others]);
  const ours = errors.filter((e) => e.file !== present.version);
  return {
    resources: read.flatMap(({ resource }) => (resource ? [withoutOrigin(resource)] : [])),
    errors: [...read.flatMap((r) => r.errors), ...ours],
  };

  function asRead(resource: Resource): Read {
    return { file: present.version, document: asDocument(resource), key: resource, resource, errors: [] };
  }
}

/** Who still names a resource, as `team payments`. */
export function namedBy(at: { kind: Kind; name: string }, present: Resources): string[] {
  const reads = present.list
    .filter((r) => r.kind !== at.kind || r.name !== at.name)
    .map((r): Read => ({ file: `${r.kind} ${r.name}`, document: asDocument(r), key: r, resource: r, errors: [] }));
  const gone = `there is no ${at.kind} "${at.name}"`;
  return [...new Set(checkTogether(reads).errors.flatMap((e) => (e.message === gone ? [e.file] : [])))];
}

const asDocument = (value: unknown): RawDocument => ({ value, place: () => ({ line: 1, col: 1 }) });

const withoutOrigin = ({ kind, name, spec }: Resource): Resource => ({ kind, name, spec }) as Resource;

function refuseFile(): never {
  throw new Error('only a file of the configuration may name a secret file');
}
