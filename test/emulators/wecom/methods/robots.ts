import { draftOf, messageOf } from '../content.ts';
import type { Robot } from '../corp.ts';
import { plain, refuse } from '../records.ts';
import { minute } from '../tally.ts';
import { keep } from './media.ts';
import type { Asked, Methods } from './method.ts';

/** @throws {Refusal} 93000. */
function robotOf({ corp, args }: Asked): Robot {
  return corp.robots.get(plain(args['key'])) ?? refuse(93000, 'invalid webhook url');
}

/** Robots of a group: whoever knows the address can send into it, twenty times in a minute. */
export const robots: Methods = {
  'webhook/send': {
    verb: 'POST',
    open: true,
    run: (asked) => {
      const { corp, args, tally, limits } = asked;
      const { key, name, chatid } = robotOf(asked);
      const draft = draftOf({ corp, args, place: 'robot' });
      if (limits && tally.count(`robot ${key}`, minute) >= 20) refuse(45009, 'api freq out of limit');
      tally.add(`robot ${key}`);
      corp.post(corp.conversations.get(chatid)!, messageOf(corp, name, draft));
      return {};
    },
  },
  'webhook/upload_media': {
    verb: 'POST',
    open: true,
    run: (asked) => {
      robotOf(asked);
      const kept = keep(asked, plain(asked.args['type']) || 'file');
      return { type: kept.type, media_id: kept.id, created_at: String(asked.corp.seconds) };
    },
  },
};
