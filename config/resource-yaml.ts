import { stringify } from 'yaml';
import { secretFields, type Kind } from '../domain/resource/kinds.ts';

export interface Named {
  readonly kind: Kind;
  readonly name: string;
  readonly spec: unknown;
}

/** What stands in the place of a secret. */
export type Secrets = 'shown' | 'variables' | 'hidden';

/** What a secret is shown as where it must not be; sent back so, it stays what it was. */
export const hiddenSecret = '…';

/** One resource as the YAML that would make it. `variables`: a secret is `${KIND_NAME_FIELD}`, for a file that others may read. */
export function resourceYaml({ kind, name, spec }: Named, secrets: Secrets): string {
  return stringify({ kind, name, spec: withSecrets({ kind, name, spec }, secrets) }, { lineWidth: 120 });
}

/** Several, each a document. */
export const resourcesYaml = (list: readonly Named[], secrets: Secrets): string => list.map((r) => resourceYaml(r, secrets)).join('---\n');

function withSecrets({ kind, name, spec }: Named, secrets: Secrets): unknown {
  const fields: readonly string[] = secretFields[kind] ?? [];
  if (secrets === 'shown' || spec === null || typeof spec !== 'object') return spec;
  const value = (field: string): string =>
    secrets === 'hidden' ? hiddenSecret : `\${${[kind, name, field].join('_').replaceAll(/\W/gu, '_').toUpperCase()}}`;
  return Object.fromEntries(
    Object.entries(spec).map(([field, v]) => [field, fields.includes(field) && v !== undefined ? value(field) : v]),
  );
}
