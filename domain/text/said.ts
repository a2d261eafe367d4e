import { z } from 'zod';

/** No alert may hold more, so nothing longer is looked through. */
const longest = 64 * 1024;

/** A text as an outside system may give it: numbers and truth values are written out; null, nothing and anything else is '' (not said). What is
 *  longer than an alert may be is cut. */
export const Said = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .catch(null)
  .transform((v) => (v === null || v === undefined ? '' : String(v).slice(0, longest).trim()));

/** Names with such texts; what is no text is left out. Anything else is none. */
export const SaidTexts = z
  .record(z.string(), Said)
  .nullish()
  .catch(null)
  .transform((texts) => Object.fromEntries(Object.entries(texts ?? {}).filter(([name, v]) => name !== '' && v !== '')));

/** A list, whatever is in it; anything else is an empty one. */
export const SaidList = z
  .array(z.unknown())
  .nullish()
  .catch(null)
  .transform((list) => list ?? []);

/** A list of such texts; what is no text is left out. */
export const SaidWords = SaidList.transform((list) => list.map((v) => Said.parse(v)).filter((v) => v !== ''));
