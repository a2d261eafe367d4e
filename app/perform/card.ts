import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

export const cardShow = ({ cards }: PerformParts): Performer<'card.show'> => ({
  type: 'card.show',
  outlasts: true,
  async perform({ view, target, onlyIfShown }, { unsure }) {
    const shown = await cards.show(view, target, { onlyIfShown: onlyIfShown === true, unsure });
    if (!shown) return { dropped: 'there is nothing to show' };
    // Only a first showing is news to anybody; echoing each edit would make a storm of its own.
    // Whether an earlier life has told of it is not known: then it is told again, and what follows from it is done once anyway.
    return shown.first || unsure ? { echo: [{ type: 'card.shown', data: { view, target, first: true } }] } : {};
  },
});

export const cardPin = ({ cards }: PerformParts): Performer<'card.pin'> => ({
  type: 'card.pin',
  outlasts: true,
  async perform({ view, target }) {
    await cards.pin(view, target);
    return {};
  },
});
