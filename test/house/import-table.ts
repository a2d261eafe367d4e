import { posix } from 'node:path';
import { imports, tokens } from './tokens.ts';
import type { Violation } from './violation.ts';

const everything = ['domain', 'ports', 'knowledge', 'skills', 'bots', 'adapters', 'config', 'app', 'app/road', 'app/chat', ''];

/** Who may import whom among our own rooms; every room may import itself. `''` is a file at the root, such as package.json. */
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  ports: ['domain'],
  knowledge: ['domain', 'ports'],
  skills: ['domain', 'ports'],
  bots: ['domain', 'ports'],
  adapters: ['domain', 'ports'],
  config: ['domain', 'ports'],
  'app/road': ['domain', 'ports'],
  'app/chat': ['domain', 'ports'],
  app: everything,
  web: [],
  test: [...everything, 'web', 'test'],
  '': [],
};

/** Adapter kinds that have one folder for each platform; the others are one adapter each. */
const manyOfAKind = new Set(['im', 'phone', 'source', 'ops']);
const npmOfDomain = new Set(['zod', 'temporal-polyfill']);
const code = /\.(ts|tsx|mts|js|mjs)$/;

/** What the import table forbids, in the given files (path from the root → text). */
export function violations(files: ReadonlyMap<string, string>): Violation[] {
  const found: Violation[] = [];
  for (const [file, text] of files) {
    if (!code.test(file)) continue;
    for (const { from, line } of imports(tokens(text))) {
      const broken = brokenRule(file, from);
      if (broken) found.push({ file, line, ...broken });
    }
  }
  return found;
}

type Broken = Pick<Violation, 'rule' | 'says'>;

function brokenRule(file: string, from: string): Broken | undefined {
  const room = roomOf(file);
  const allowed = mayImport[room];
  if (!allowed) return { rule: 'room', says: `${room} is not a room of this house` };
  if (!from.startsWith('.')) return brokenByPackage(file, room, from);
  const target = posix.join(posix.dirname(file), from);
  if (target.startsWith('..')) return { rule: 'outside', says: `${from} is outside the project` };
  return brokenBetweenRooms(file, target, allowed);
}

function brokenByPackage(file: string, room: string, from: string): Broken | undefined {
  if (/^[/#~]|^(file|https?|data):/.test(from)) return { rule: 'relative', says: `${from}: our own files are imported by relative path` };
  const name = from.startsWith('node:') ? from : from.split('/', from.startsWith('@') ? 2 : 1).join('/');
  if (room === 'domain' && !npmOfDomain.has(name)) return { rule: 'domain packages', says: `domain may not import ${name}` };
  if (isAdapterSchema(file) && name !== 'zod') return { rule: 'adapter schema', says: `a schema.ts may not import ${name}` };
  return undefined;
}

function brokenBetweenRooms(file: string, target: string, allowed: readonly string[]): Broken | undefined {
  const [from, to] = [roomOf(file), roomOf(target)];
  if (from === 'web' && to !== 'web')
    return target.endsWith('.d.ts') ? undefined : { rule: 'web', says: `web may import only generated types (.d.ts), not ${target}` };
  if (isAdapterSchema(file) && to === 'adapters') return { rule: 'adapter schema', says: `a schema.ts may not import ${target}` };
  if (from === 'adapters' && to === 'adapters' && adapterOf(file) !== adapterOf(target)) {
    return { rule: 'adapter to adapter', says: `${adapterOf(file)} may not import ${adapterOf(target)}` };
  }
  if (from === to || allowed.includes(to)) return undefined;
  return { rule: `${from || 'root'} → ${to || 'root'}`, says: `${from || 'a file at the root'} may not import ${target}` };
}

function roomOf(path: string): string {
  const [first, second, third] = path.split('/');
  if (second === undefined) return '';
  // What needs packages of its own is tested where those are.
  if (/^adapters\/im\/[^/]+\/test\//u.test(path)) return 'test';
  return first === 'app' && third !== undefined && (second === 'road' || second === 'chat') ? `app/${second}` : first!;
}

/** `adapters/im/slack/render.ts` → `adapters/im/slack`, `adapters/store/dialect.ts` → `adapters/store`. */
function adapterOf(path: string): string {
  const parts = path.replace(code, '').split('/');
  return parts.slice(0, manyOfAKind.has(parts[1]!) ? 3 : 2).join('/');
}

function isAdapterSchema(path: string): boolean {
  return /^adapters\/.*\/schema\.ts$/.test(path);
}
