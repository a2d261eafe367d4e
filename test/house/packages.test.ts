import { describe, expect, test } from 'vitest';
import { tree } from './tree.ts';

type Pins = Record<string, string>;
interface Manifest {
  dependencies?: Pins;
  devDependencies?: Pins;
  optionalDependencies?: Pins;
  peerDependencies?: Pins;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}
interface Lockfile {
  packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
}

const files = tree();
const named = (name: string): [string, string][] =>
  [...files].filter(([file]) => file === name || (file.endsWith(`/${name}`) && !file.startsWith('test/fixtures/')));

/** `name@range` of every dependency that could resolve to something else tomorrow. An optional peer belongs to whoever installs it. */
function loosePins(text: string): string[] {
  const manifest = JSON.parse(text) as Manifest;
  const peers = Object.entries(manifest.peerDependencies ?? {}).filter(([name]) => !manifest.peerDependenciesMeta?.[name]?.optional);
  const own = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((pins) =>
    Object.entries(pins ?? {}),
  );
  return [...own, ...peers].filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range)).map(([name, range]) => `${name}@${range}`);
}

/** Packages of a lockfile that name the registry they came from, or that carry no checksum. */
function badLocks(text: string): string[] {
  const { packages } = JSON.parse(text) as Lockfile;
  return Object.entries(packages).flatMap(([path, { resolved, integrity, link }]) => {
    if (path === '' || link) return [];
    return [...(resolved === undefined ? [] : [`${path} is resolved to ${resolved}`]), ...(integrity ? [] : [`${path} has no integrity`])];
  });
}

describe('packages', () => {
  test('a planted range is found, an optional peer is not', () => {
    const manifest = {
      dependencies: { a: '^1.0.0', b: '1.0.0' },
      devDependencies: { c: '~1.0.0', d: 'latest' },
      peerDependencies: { e: '^1', f: '^2' },
      peerDependenciesMeta: { e: { optional: true } },
    };
    expect(loosePins(JSON.stringify(manifest))).toEqual(['a@^1.0.0', 'c@~1.0.0', 'd@latest', 'f@^2']);
  });

  test('a planted registry address is found', () => {
    const packages = {
      '': {},
      'node_modules/a': { integrity: 'sha512-x' },
      'node_modules/b': { resolved: 'https://registry.example/b.tgz' },
    };
    expect(badLocks(JSON.stringify({ packages }))).toHaveLength(2);
  });

  test.each(named('package.json'))('%s pins every version exactly', (_file, text) => {
    expect(loosePins(text)).toEqual([]);
  });

  test.each(named('package-lock.json'))('%s names no registry and checks every package', (_file, text) => {
    expect(badLocks(text)).toEqual([]);
  });
});
