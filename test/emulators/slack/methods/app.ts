import { refuse } from '../records.ts';
import type { Methods } from './method.ts';

/** What is asked about the app itself. `ticket` makes the address of one more socket. */
export function appMethods(ticket: () => string): Methods {
  return {
    'api.test': {
      tier: 4,
      scopes: [],
      token: 'any',
      run({ args }) {
        if (args.has('error')) refuse(args.text('error'), { args: args.all });
        return { args: args.all };
      },
    },
    'auth.test': {
      tier: 4,
      scopes: [],
      run: ({ w }) => ({
        url: `https://${w.team.domain}.slack.com/`,
        team: w.team.name,
        user: 'tocsin',
        team_id: w.team.id,
        user_id: w.bot.user,
        bot_id: w.bot.bot_id,
        is_enterprise_install: false,
      }),
    },
    'apps.connections.open': { tier: 3, scopes: [], token: 'app', run: () => ({ url: ticket() }) },
  };
}
