import type { Target, View } from '../card/view.ts';
import type { EffectType } from './effect.ts';
import type { RoomTurn } from '../chat/heard.ts';
import type { RoomLoss } from '../incident/incident.ts';
import type { Means } from '../people/person.ts';

/** What came of an effect; it takes the road again, to the lane that decided the effect. */
export interface EchoEvents {
  'room.answered': {
    adapter: string;
    ref: string;
    url: string | null;
    isOneWay?: true;
    joined: readonly string[];
    failed: readonly { person: string; because: string }[];
  };
  'room.invited': { adapter: string; joined: readonly string[]; failed: readonly { person: string; because: string }[] };
  /** Who was to be taken out of the room and is still in it, each with the reason. */
  'room.emptied': { adapter: string; stayed: readonly { person: string; because: string }[] };
  /** The room `ref` has been put away, or taken out again. */
  'room.moved': { adapter: string; ref: string; to: 'archived' | 'open' };
  /** The chat does not let us take the room `ref` out again. */
  'room.stuck': { adapter: string; ref: string; because: string };
  /** The platform says what became of the room `ref`, by somebody else's hand or as we found it. */
  'room.turned': { adapter: string; ref: string; now: RoomTurn };
  'card.shown': { view: View; target: Target; first: boolean };
  /** Handed over. `carrier` and its own id `ref` where it went to a phone. */
  'page.answered': {
    attempt: number;
    by: Means;
    chat?: string;
    state: 'sent' | 'delivered';
    repeated: boolean;
    carrier?: string;
    ref?: string;
  };
  /** A channel has been told that somebody is wanted. */
  'channel.called': { channel: string; state: 'sent' };
  /** Given up: why in plain words, and as a code where there is one. `data` is the effect's own; `room`: the conversation takes nothing of us. */
  'effect.failed': { effect: EffectType; data: unknown; because: string; why?: { code: string; raw?: string }; room?: RoomLoss };
}
