import type { Lang } from '../../../domain/text/lang.ts';
import type { Cuts } from '../../../domain/card/cuts.ts';

/** How much of a card is shown. */
export interface Room {
  readonly body: number;
  readonly value: number;
  readonly actions: number;
  readonly options: number;
  readonly confirm: number;
}

/** What a part of a card is drawn with. */
export interface Drawing {
  readonly lang: Lang;
  readonly room: Room;
  readonly cuts: Cuts;
}
