import type { Viewer } from '../../domain/access/viewer.ts';
import type { Actor } from '../../domain/event/event.ts';
import type { Lang } from '../../domain/text/lang.ts';

/** Who asks for something, and through what. Made once at each edge; trusted from there on. */
export interface Caller {
  readonly viewer: Viewer;
  readonly by: Actor;
  readonly via: string;
  readonly lang: Lang;
}
