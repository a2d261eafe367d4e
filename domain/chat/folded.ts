/** Text as it is compared in a search: width and case do not count (`ＡＢＣ` finds `abc`). */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();
