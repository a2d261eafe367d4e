import { brought, type Enter } from '../../../ports/guest.ts';
import type { Controller, Library, TeamsAdapter } from './botkit-of.ts';
import type { BotkitCalls, BotkitTold, OursOfBotkit } from './calls.ts';
import { isGone, outsideError } from './classify.ts';
import { Hosted } from './hosted.ts';
import { teamsDoor, type Door } from './teams-door.ts';
import { Turns } from './turns.ts';
import { WebDoor } from './web-door.ts';

/** Botkit in its process. */
export const guest: Enter<BotkitTold, OursOfBotkit, BotkitCalls> = async (host, told) => {
  const { name } = told;
  const load = (wanted: string): Promise<unknown> =>
    brought(name, { name: wanted, install: 'npm ci --prefix adapters/im/botkit', load: () => import(wanted) });
  const { Botkit } = (await load('botkit')) as Library;
  const noted = (what: string, data: object): void => void host.call('noted', { what, data });
  const hosted = new Hosted(noted);
  const turns = new Turns(host, hosted, told.adapter);
  /** Every turn comes by us first; the bot that is hosted has what is not ours alone. */
  const make = (config: object): Controller => {
    const controller = new Botkit({ ...config, disable_webserver: true, disable_console: true });
    const theirs = controller.handleTurn.bind(controller);
    controller.handleTurn = (context) => turns.take(context, theirs);
    return controller;
  };
  const door = told.adapter === 'web' ? await WebDoor.open(told, { load, make }) : teamsDoor(told, make);
  if (told.bot !== null) await hosted.enter(door.controller, told.bot);
  host.is('listening');
  return { calls: callsOf(name, door, turns), close: async () => {} };
};

function callsOf(name: string, door: Door, turns: Turns): BotkitCalls {
  const { adapter } = door.controller as { adapter: TeamsAdapter };
  const wrong = (e: unknown): never => {
    throw outsideError(name, e);
  };
  return {
    called: (callback) => door.called(callback),
    async send({ reference, activity }) {
      door.expect(reference);
      const sent = await turns.within(adapter, reference, (context) => context.sendActivity(activity)).catch(wrong);
      return { msg: sent?.id ?? '' };
    },
    async update({ reference, msg, activity }) {
      try {
        await turns.within(adapter, reference, (context) => context.updateActivity({ ...activity, id: msg }));
        return 'edited';
      } catch (e) {
        return isGone(e) ? 'gone' : wrong(e);
      }
    },
    open: (reference) => turns.opened(adapter, reference).catch(wrong),
  };
}
