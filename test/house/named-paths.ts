import { posix } from 'node:path';

export interface NamedPath {
  path: string;
  line: number;
}

const fence = /^\s*(```|~~~)/;
const rooms = 'domain ports bots skills adapters knowledge app config web docs test bin .ci'.split(' ');
const room = new RegExp(String.raw`^(${rooms.join('|').replace('.', String.raw`\.`)})/`);
const fileAtRoot = /^\.?[\w-]+(\.[\w-]+)*\.(md|ts|tsx|json|yaml|yml|cjs|css|html|svg|png)$/;

/** The paths that a Markdown text claims to exist: what stands in backticks and looks like one of our paths, and what a relative link points
 *  at. With `inFences`, also what stands in code fences, as in a map of the folders. `<noun>` and `*` stand for any name, `{a,b}` for each. */
export function namedPaths(file: string, text: string, options: { inFences: boolean }): NamedPath[] {
  const found: NamedPath[] = [];
  let fenced = false;
  text.split('\n').forEach((content, i) => {
    if (fence.test(content)) fenced = !fenced;
    else if (!fenced) found.push(...[...inBackticks(content), ...inLinks(file, content)].map((path) => ({ path, line: i + 1 })));
    else if (options.inFences)
      found.push(
        ...content
          .split(/[\s,;()→]+/)
          .filter((word) => room.test(word))
          .map((path) => ({ path, line: i + 1 })),
      );
  });
  return found;
}

/** Whether a named path is among these, or is a folder of one of them. */
export function isThere(files: Iterable<string>, path: string): boolean {
  const pattern = path
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .replace(/:\d+$/, '')
    .replace(/[.+?^$()|[\]\\]/g, String.raw`\$&`)
    .replace(/\{([^}]*)\}/g, (_all, names: string) => `(${names.split(/,\s*/).join('|')})`)
    .replace(/<[^>]+>|\*+/g, '[^/]+');
  const wanted = new RegExp(`^${pattern}(/|$)`);
  return [...files].some((file) => wanted.test(file));
}

function inBackticks(content: string): string[] {
  const spans = [...content.matchAll(/`([^`]+)`/g)].map(([, span]) => span!);
  return spans.filter((span) => !/\s/.test(span.replaceAll(/<[^>]*>|\{[^}]*\}/g, '')) && (room.test(span) || fileAtRoot.test(span)));
}

function inLinks(file: string, content: string): string[] {
  const targets = [...content.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(([, link, image]) => (link ?? image)!.replace(/#.*/, ''));
  return targets.filter((to) => to !== '' && !/^([a-z]+:|\/)/.test(to)).map((to) => posix.join(posix.dirname(file), decodeURI(to)));
}
