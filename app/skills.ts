import { globSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Skill } from '../ports/skill.ts';

/** Reads every skill from `skills/<noun>/<verb>.ts`; its path is its name everywhere. */
export async function loadSkills(root: string): Promise<ReadonlyMap<string, Skill>> {
  const files = globSync('*/*.ts', { cwd: root }).toSorted();
  const loaded = await Promise.all(
    files.map(async (file) => {
      const { default: skill } = (await import(pathToFileURL(join(root, file)).href)) as { default: Skill };
      return [file.replaceAll('\\', '/').replace(/\.ts$/u, ''), skill] as const;
    }),
  );
  return new Map(loaded);
}
