import type { MethodLimit } from '../../../ports/pace.ts';

/** Slack counts by the minute: what goes at once and what comes back in a minute are together what its tier allows. */
const tier2: MethodLimit = { atOnce: 8, perMinute: 12 };
const tier3: MethodLimit = { atOnce: 20, perMinute: 30 };
const tier4: MethodLimit = { atOnce: 40, perMinute: 60 };

/** How often each method that we use may be called, as https://docs.slack.dev/apis/web-api/rate-limits says. */
export const slackLimits: Readonly<Record<string, MethodLimit>> = {
  'assistant.threads.setStatus': tier4,
  'assistant.threads.setSuggestedPrompts': tier4,
  'auth.test': tier4,
  'bookmarks.add': tier2,
  'bookmarks.list': tier3,
  'canvases.edit': tier3,
  'chat.appendStream': tier4,
  'chat.postEphemeral': tier4,
  'chat.postMessage': { atOnce: 4, perMinute: 55, each: 'conversation' },
  'chat.startStream': tier2,
  'chat.stopStream': tier2,
  'chat.update': tier3,
  'conversations.archive': tier2,
  'conversations.canvases.create': tier2,
  'conversations.create': tier2,
  'conversations.history': tier3,
  'conversations.info': tier3,
  'conversations.invite': tier3,
  'conversations.kick': tier3,
  'conversations.list': tier2,
  'conversations.open': tier3,
  'conversations.replies': tier3,
  'conversations.setPurpose': tier2,
  'conversations.setTopic': tier2,
  'conversations.unarchive': tier2,
  'pins.add': tier2,
  'users.conversations': tier3,
  'users.info': tier4,
  'users.list': tier2,
  'views.open': tier4,
  'views.publish': tier4,
};
