/** Signs that turn the direction of text, or that nobody sees: nothing that alerts need. */
const unseen = /(?![\n\t])\p{Cc}|[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]/gu;

/** As it may stand where no markup is read: nothing in it that nobody sees, or that turns the rest around. */
export const literal = (text: string): string => text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(unseen, '');
