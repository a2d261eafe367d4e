import { labelTest, parseMatcher, type LabelTest, type Matcher } from '../../domain/alert/matcher.ts';
import { BadRequest } from './body.ts';

/** Filters are matchers, all of which must hold. */
export const filterOf = (filter: string | string[] | undefined): LabelTest => labelTest(filterMatchers(filter));

export function filterMatchers(filter: string | string[] | undefined): Matcher[] {
  const texts = filter === undefined ? [] : [filter].flat();
  try {
    return texts.flatMap(splitMatchers).map(parseMatcher);
  } catch (e) {
    throw new BadRequest(`bad matcher format: ${(e as Error).message}`);
  }
}

/** `{a="b",c=~"d"}` holds several. */
const splitMatchers = (text: string): string[] =>
  (text.replace(/^\{|\}$/gu, '').match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/gu) ?? []).filter((t) => t.trim() !== '');
