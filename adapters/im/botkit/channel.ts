import type { BotkitTold } from './calls.ts';

/** Where an activity came from. The Bot Framework brings those of many channels to one bot, and each has ids of its own: in Direct Line a client
 *  says itself who it is. */
export interface Channel {
  readonly adapter: BotkitTold['adapter'];
  /** `msteams`, `directline`, `webchat` … */
  readonly id: string;
}

const teams = 'msteams';
const within = (channel: Channel, id: string): string => `${channel.id || 'unknown'}:${id}`;

/** In Teams the id that the directory knows them by, bare; whoever has none there, or is of another channel, with the channel before it. Behind a
 *  web chat there is one front, which knows who its users are. */
export function userOf(channel: Channel, { id, aadObjectId }: { readonly id: string; readonly aadObjectId?: string | undefined }): string {
  if (channel.adapter === 'web') return id;
  return channel.id === teams && aadObjectId !== undefined ? aadObjectId : within(channel, id);
}

/** A conversation of another channel than Teams never has the name of one there. */
export const conversationOf = (channel: Channel, id: string): string =>
  channel.adapter === 'web' || channel.id === teams ? id : within(channel, id);

/** What Teams calls a user that is mentioned there. */
export const inTeams = (user: string): string => (user.startsWith(`${teams}:`) ? user.slice(teams.length + 1) : user);

interface Kind {
  readonly conversationType?: string | null | undefined;
  readonly isGroup?: boolean | null | undefined;
}

/** Whether somebody is alone there with us. */
export const isAlone = ({ conversationType, isGroup }: Kind): boolean =>
  conversationType ? conversationType === 'personal' : isGroup !== true;
