/** What a card shows: the aggregate it is rendered from. */
export type View = { readonly kind: 'incident' | 'group' | 'page' | 'silence' | 'storm' | 'call' | 'swap'; readonly id: string };

/** Where a card or a line goes: the room of an incident on one adapter, a configured channel, or a person's direct messages. */
export type Target =
  | { readonly to: 'room'; readonly incident: string; readonly adapter: string }
  | { readonly to: 'channel'; readonly channel: string }
  | { readonly to: 'person'; readonly person: string; readonly adapter: string };

/** One string for a target: part of slots, keys and stored rows. */
export function targetId(t: Target): string {
  if (t.to === 'room') return `room/${t.incident}/${t.adapter}`;
  if (t.to === 'channel') return `channel/${t.channel}`;
  return `person/${t.person}/${t.adapter}`;
}

/** The one place of a card: what it shows, where. */
export const cardSlot = (view: View, target: Target): string => `card/${view.kind}/${view.id}/${targetId(target)}`;
