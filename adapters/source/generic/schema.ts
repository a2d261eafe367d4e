import { z } from 'zod';

/** Any JSON that has something to tell: an object, or a list of them. Where each field lies is said by the integration's `mapping`. */
export const Anything = z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())], 'is neither a JSON object nor a list of them');
