const oneEmoji = /^\p{RGI_Emoji}$/v;

/** Whether a text is one emoji as people know it, joined and coloured ones too; letters and digits are none. */
export const isEmoji = (text: string): boolean => text.length <= 32 && oneEmoji.test(text);
