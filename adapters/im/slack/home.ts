import type { Home } from '../../../ports/im.ts';
import type { SlackParts } from './parts.ts';
import { render } from './render.ts';

/** Slack takes no more in a view. */
const mostBlocks = 100;

/** The tab that everybody has of us to themselves. */
export function slackHome({ calls, noted }: SlackParts): Home {
  return {
    async show(user, cards, lang) {
      const drawn = cards.map((card) => render({ text: card.title, card }, lang));
      const cut = drawn.flatMap((each) => each.cut);
      if (cut.length > 0) noted('cut to what Slack takes', { cut });
      const blocks = drawn.flatMap((each, i) => (i === 0 ? each.blocks : [{ type: 'divider' as const }, ...each.blocks]));
      const view = { type: 'home' as const, blocks: blocks.slice(0, mostBlocks) };
      await calls.make({ method: 'views.publish', urgency: 'digest' }, (slack) => slack.views.publish({ user_id: user, view }));
    },
  };
}
