import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

/** Answers what somebody did in a chat. Done twice it does nothing twice: what it sets going has the key of what was done. */
export const chatAnswer = ({ answering }: PerformParts): Performer<'chat.answer'> => ({
  type: 'chat.answer',
  async perform(heard, { unsure }) {
    await answering().answer(heard, unsure);
    return {};
  },
});
