/** WeChat shows so much of a group's name. */
const mostChars = 30;

/** A group's name begins with the key that it is found again by. */
export function roomTopic(key: string, name: string): string {
  const rest = name.replace(key, '').replaceAll(/\s+/gu, ' ').trim();
  const chars = Array.from(`${key} ${rest}`.trim());
  return chars.length <= Math.max(mostChars, key.length)
    ? chars.join('')
    : `${chars.slice(0, Math.max(mostChars - 1, key.length)).join('')}…`;
}

export const isRoomOf = (key: string, topic: string): boolean => topic === key || topic.startsWith(`${key} `) || topic === `${key}…`;
