/** Something people may mean by a name, and what it leads to. */
export interface Named<T> {
  readonly names: readonly string[];
  /** What means it as a whole only: nobody writes a part of it. */
  readonly codes?: readonly string[];
  readonly is: T;
}

const empty = /[\s\-_.,'"“”]/gu;
const kinds = /(?:(?:on-?call\s*)?(?:team|group|system|service|schedule|desk|people)|团队|小组|系统|服务|值班表|值班|组|那边|同事)$/iu;

const bare = (text: string): string => text.normalize('NFKC').toLowerCase().trim();
const key = (text: string): string => bare(text).replace(empty, '');

/** What is called exactly so. */
export function calledSo<T>(text: string, all: readonly Named<T>[]): T[] {
  const wanted = key(text);
  const exact = wanted === '' ? [] : all.filter(({ names, codes = [] }) => [...names, ...codes].some((n) => key(n) === wanted));
  return [...new Set(exact.map((n) => n.is))];
}

/** What a name may mean: what is called exactly so; else what is called so without a word such as team or 系统; else whatever has it in its
 *  name, or is part of it. Several: the writer must say which. */
export function namedLike<T>(text: string, all: readonly Named<T>[]): T[] {
  const short = bare(text).replace(kinds, '');
  for (const said of [text, short]) {
    const exact = calledSo(said, all);
    if (exact.length > 0) return exact;
  }
  const wanted = key(short);
  if (wanted.length < 2) return [];
  const like = all.filter(({ names }) => names.some((n) => key(n).includes(wanted)));
  return [...new Set(like.map((n) => n.is))];
}
