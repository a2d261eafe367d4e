import announcer from '../bots/announcer.ts';
import alertResponse from '../bots/alert-response.ts';
import chatListener from '../bots/chat-listener.ts';
import caller from '../bots/caller.ts';
import deliveryKeeper from '../bots/delivery-keeper.ts';
import dutyOfficer from '../bots/duty-officer.ts';
import emergencyAssistant from '../bots/emergency-assistant.ts';
import inhibitionKeeper from '../bots/inhibition-keeper.ts';
import lineKeeper from '../bots/line-keeper.ts';
import onCall from '../bots/on-call.ts';
import pager from '../bots/pager.ts';
import roomKeeper from '../bots/room-keeper.ts';
import roomOpener from '../bots/room-opener.ts';
import roomMirror from '../bots/room-mirror.ts';
import roomWatch from '../bots/room-watch.ts';
import rotaClerk from '../bots/rota-clerk.ts';
import silenceKeeper from '../bots/silence-keeper.ts';
import storyKeeper from '../bots/story-keeper.ts';
import stormWatch from '../bots/storm-watch.ts';
import type { Bot } from '../ports/bot.ts';
import { skillListener } from './road/skill-listener.ts';
import type { loadSkills } from './skills.ts';

/** All bots, in the order in which they hear. */
export const botsOf = (skills: Awaited<ReturnType<typeof loadSkills>>, more: readonly Bot[]): readonly Bot[] =>
  [
    skillListener(skills),
    alertResponse,
    stormWatch,
    emergencyAssistant,
    roomOpener,
    roomKeeper,
    roomWatch,
    roomMirror,
    storyKeeper,
    onCall,
    caller,
    pager,
    lineKeeper,
    dutyOfficer,
    rotaClerk,
    silenceKeeper,
    inhibitionKeeper,
    announcer,
    chatListener,
    deliveryKeeper,
    ...more,
  ] as readonly unknown[] as readonly Bot[];
