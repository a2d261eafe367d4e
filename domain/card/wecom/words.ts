import type { Words } from '../../text/lang.ts';

/** Said on a card that was posted because the one before it could not be changed. */
export const supersedes: Words = { zh: '取代上面的旧卡片', en: 'Takes the place of the card above' };
