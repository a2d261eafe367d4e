import type { Workspace } from '../workspace.ts';

const colours = ['#0f766e', '#b45309', '#1d4ed8', '#9d174d', '#4d7c0f', '#6d28d9', '#b91c1c', '#0e7490'];

/** A picture of somebody: initials on a colour that stays the same; a bell for the bot. */
export function faceOf(w: Workspace, id: string): string {
  const user = w.users.get(id);
  const name = user?.realName ?? '?';
  const isCjk = /\p{Script=Han}/u.test(name);
  const initials = isCjk
    ? name.slice(-2)
    : Array.from(name.matchAll(/\b\p{L}/gu), ([letter]) => letter)
        .slice(0, 2)
        .join('');
  const colour = colours[Array.from(id).reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % colours.length];
  const inner =
    id === w.bot.user
      ? '<path d="M32 14a12 12 0 0 0-12 12v10l-5 7h34l-5-7V26a12 12 0 0 0-12-12Zm-5 32a5 5 0 0 0 10 0Z" fill="#fff"/>'
      : `<text x="32" y="41" text-anchor="middle" font-family="system-ui, sans-serif" font-size="24" font-weight="600" fill="#fff">${escaped(initials)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="${id === w.bot.user ? '#0b3b46' : colour}"/>${inner}</svg>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
