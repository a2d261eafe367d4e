import type { Triggers } from '../triggers.ts';
import { appMethods } from './app.ts';
import { assistantMethods } from './assistant.ts';
import { canvasMethods } from './canvases.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { markMethods } from './marks.ts';
import type { Methods } from './method.ts';
import { peopleMethods } from './people.ts';
import { streamMethods } from './streams.ts';
import { viewMethods } from './views.ts';

/** Every method there is. */
export function tableOf({ triggers, ticket }: { triggers: Triggers; ticket: () => string }): Methods {
  return {
    ...appMethods(ticket),
    ...chatMethods,
    ...streamMethods,
    ...conversationMethods,
    ...peopleMethods,
    ...markMethods,
    ...viewMethods(triggers),
    ...canvasMethods,
    ...assistantMethods,
    ...fileMethods,
  };
}

/** Every scope of a bot's token that means something here. */
export const allScopes: readonly string[] = [
  'app_mentions:read',
  'assistant:write',
  'bookmarks:read',
  'bookmarks:write',
  'canvases:read',
  'canvases:write',
  'channels:history',
  'channels:join',
  'channels:manage',
  'channels:read',
  'chat:write',
  'chat:write.customize',
  'chat:write.public',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'groups:write',
  'im:history',
  'im:read',
  'im:write',
  'mpim:history',
  'mpim:read',
  'mpim:write',
  'pins:read',
  'pins:write',
  'reactions:read',
  'reactions:write',
  'usergroups:read',
  'users:read',
  'users:read.email',
];
