import { labelTest, parseMatcher, type LabelTest } from '../../domain/alert/matcher.ts';
import { BadRequest } from './body.ts';

/** Filters are matchers, all of which must hold. */
export function filterOf(filter: string | string[] | undefined): LabelTest {
  const texts = filter === undefined ? [] : [filter].flat();
  try {
    return labelTest(texts.flatMap(splitMatchers).map(parseMatcher));
  } catch (e) {
    throw new BadRequest(`bad matcher format: ${(e as Error).message}`);
  }
}

/** `{a="b",c=~"d"}` holds several. */
const splitMatchers = (text: string): string[] =>
  (text.replace(/^\{|\}$/gu, '').match(/(?:"(?:[^"\\]|\\.)*"|[^,])+/gu) ?? []).filter((t) => t.trim() !== '');
