import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** Every file of the project, as `path from the root` → text, without what .gitignore leaves out and without binary files.
 *  Read from disk rather than from git, so that a file not yet added is held to the same rules. */
export function tree(): Map<string, string> {
  const ignored = ignoredNames();
  const files = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (ignored(entry.name, entry.isDirectory())) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) addText(files, path);
    }
  };
  walk(root);
  return files;
}

function addText(files: Map<string, string>, path: string): void {
  const bytes = readFileSync(path);
  if (!bytes.subarray(0, 8000).includes(0)) files.set(relative(root, path).split(sep).join('/'), bytes.toString());
}

/** Understands the two forms that our .gitignore uses: `folder/` and `*.ending`. */
function ignoredNames(): (name: string, isFolder: boolean) => boolean {
  const lines = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
  const folders = new Set(['.git', ...lines.filter((line) => line.endsWith('/')).map((line) => line.slice(0, -1))]);
  const endings = lines.filter((line) => line.startsWith('*')).map((line) => line.slice(1));
  return (name, isFolder) => (isFolder ? folders.has(name) : endings.some((ending) => name.endsWith(ending)));
}
