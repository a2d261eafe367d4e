import { alertmanager } from '../adapters/source/alertmanager/receive.ts';
import type { SourceAdapter } from '../ports/source.ts';

/** Every kind of monitoring system that can send to `/hooks/<integration>/<key>`, by the name that an integration gives as its `source`. */
export const sources: ReadonlyMap<string, SourceAdapter> = new Map([alertmanager].map((s) => [s.name, s]));
