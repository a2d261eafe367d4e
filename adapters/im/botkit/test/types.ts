import type { Botkit } from 'botkit';
import type { BotFrameworkAdapter, TurnContext } from 'botbuilder';
import type { WebAdapter as RealWebAdapter } from 'botbuilder-adapter-web';
import type { Adapter, Context, Controller, TeamsAdapter, WebAdapter } from '../botkit-of.ts';

/** What of one type another has under the same names; what a name stands for is held apart, as ours only says what we use of it. */
type Has<Ours, Real> = keyof Ours extends keyof Real ? true : { readonly missing: Exclude<keyof Ours, keyof Real> };

/** The names that we use of the libraries are there: this file is only compiled. */
export const areThere: {
  controller: Has<Controller, Botkit>;
  context: Has<Context, TurnContext>;
  teams: Has<TeamsAdapter, BotFrameworkAdapter>;
  adapter: Has<Adapter, RealWebAdapter>;
  web: Has<WebAdapter, RealWebAdapter>;
} = { controller: true, context: true, teams: true, adapter: true, web: true };
