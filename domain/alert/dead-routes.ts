import { parseMatcher, type Matcher } from './matcher.ts';
import type { RouteNode } from './route.ts';

/** A route that no alert can reach. `after`: the sibling before it that takes everything it would; `against`: two matchers that cannot both hold. */
export type DeadRoute =
  | { readonly id: string; readonly after: string }
  | { readonly id: string; readonly against: readonly [string, string] };

/** Those that can be seen to be dead from the matchers alone: equal matchers and a sibling that does not go on, or one label with two values. */
export function deadRoutes(root: RouteNode): DeadRoute[] {
  return walk(root, []);
}

function walk(node: RouteNode, above: readonly string[]): DeadRoute[] {
  const here = [...above, ...node.match];
  const against = contradiction(here);
  if (against) return [{ id: node.id, against }];
  return node.children.flatMap((child, i) => {
    const taker = node.children.slice(0, i).find((before) => !before.continue && takesAllOf(before, child));
    return taker ? [{ id: child.id, after: taker.id }] : walk(child, here);
  });
}

const textOf = (m: Matcher): string => JSON.stringify([m.name, m.value, m.isEqual, m.isRegex]);

/** Whatever reaches `later` would have been taken by `before`: each condition of it is one of the later's too. */
function takesAllOf(before: RouteNode, later: RouteNode): boolean {
  const asked = new Set(later.match.map((text) => textOf(parseMatcher(text))));
  return before.match.every((text) => asked.has(textOf(parseMatcher(text))));
}

function contradiction(texts: readonly string[]): readonly [string, string] | null {
  const exact = texts.map((text) => ({ text, matcher: parseMatcher(text) })).filter(({ matcher }) => !matcher.isRegex);
  for (const [i, a] of exact.entries())
    for (const b of exact.slice(i + 1)) {
      if (a.matcher.name !== b.matcher.name) continue;
      const areBoth = a.matcher.isEqual && b.matcher.isEqual && a.matcher.value !== b.matcher.value;
      const isNot = a.matcher.isEqual !== b.matcher.isEqual && a.matcher.value === b.matcher.value;
      if (areBoth || isNot) return [a.text, b.text];
    }
  return null;
}
