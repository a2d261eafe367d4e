import type { Viewer } from './viewer.ts';
import type { Actor } from '../event/event.ts';
import type { Lang } from '../text/lang.ts';

/** Who asks for something, and through what. Made once at each edge; trusted from there on. */
export interface Caller {
  readonly viewer: Viewer;
  readonly by: Actor;
  readonly via: string;
  readonly lang: Lang;
}
