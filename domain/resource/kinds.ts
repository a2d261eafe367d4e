import type { z } from 'zod';
import { Inhibition } from '../alert/inhibition.ts';
import { Integration } from '../alert/integration.ts';
import { TimeInterval } from '../alert/interval.ts';
import { Route } from '../alert/route.ts';
import { System } from '../catalog/system.ts';
import { Channel } from '../chat/channel.ts';
import { Chat } from '../chat/chat.ts';
import { Policy } from '../escalation/policy.ts';
import { Firm } from '../firm/firm.ts';
import { Schedule } from '../oncall/schedule.ts';
import { Carrier } from '../people/carrier.ts';
import { Person } from '../people/person.ts';
import { Team } from '../people/team.ts';

/** Every kind of document a file or the console may hold, with the schema of its `spec`. A new kind is one line here. */
export const kinds = {
  person: Person,
  team: Team,
  schedule: Schedule,
  'escalation-policy': Policy,
  route: Route,
  'time-interval': TimeInterval,
  inhibition: Inhibition,
  channel: Channel,
  chat: Chat,
  integration: Integration,
  carrier: Carrier,
  system: System,
  firm: Firm,
} as const;

export type Kind = keyof typeof kinds;
export type Specs = { readonly [K in Kind]: z.output<(typeof kinds)[K]> };

/** Of any form that a spec may have. */
type FieldOf<S> = S extends unknown ? keyof S : never;

/** Fields that hold secrets: files may give them as `file:<path>`, and no screen, log or export shows them. */
export const secretFields: { readonly [K in Kind]?: readonly FieldOf<Specs[K]>[] } = {
  integration: ['key'],
  channel: ['url', 'secret'],
  chat: ['botToken', 'appToken', 'signingSecret', 'secret', 'token', 'encodingAesKey', 'appPassword'],
  carrier: ['authToken', 'secondAuthToken', 'accessKeySecret', 'authorization', 'secret'],
};
