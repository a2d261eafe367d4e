const mark = 'unreadable:';

/** What a secret is read as that was sealed with another key: nobody’s password, and each its own. `sealed` is what stands in the store. */
export const unreadable = (sealed: string): string => `${mark}${sealed}`;

export const isUnreadable = (value: unknown): boolean => typeof value === 'string' && value.startsWith(mark);
