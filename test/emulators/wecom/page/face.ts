import type { Corp } from '../corp.ts';

const colours = ['#3d5a80', '#8a5a44', '#4f772d', '#7b4b94', '#a4483f', '#2a7f8e', '#b07d2b', '#5b5f97'];
const bell = '<path d="M32 15a12 12 0 0 0-12 12v9l-5 7h34l-5-7v-9a12 12 0 0 0-12-12Zm-5 31a5 5 0 0 0 10 0Z" fill="#fff"/>';
const robot =
  '<rect x="15" y="23" width="34" height="25" rx="7" fill="#fff"/><circle cx="25" cy="35" r="3.4" fill="#4a4e9c"/><circle cx="39" cy="35" r="3.4" fill="#4a4e9c"/><path d="M32 23v-8" stroke="#fff" stroke-width="3"/><circle cx="32" cy="14" r="3" fill="#fff"/>';
const people =
  '<circle cx="25" cy="26" r="7" fill="#fff"/><path d="M12 47a13 13 0 0 1 26 0Z" fill="#fff"/><circle cx="42" cy="28" r="5.5" fill="#ffffffb0"/><path d="M41 47h12a11 11 0 0 0-14-10.600" fill="#ffffffb0"/>';

/** A picture of somebody or something: the end of the name on a colour that stays the same. */
export function faceOf(corp: Corp, id: string): string {
  const known: Readonly<Record<string, [string, string]>> = { app: ['#c2552d', bell], bot: ['#4a4e9c', robot], group: ['#63707c', people] };
  const colour = colours[Array.from(id).reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % colours.length]!;
  const [ground, inner] = known[id] ?? [colour, initials(corp.member(id)?.name ?? id)];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="${ground}"/>${inner}</svg>`;
}

function initials(name: string): string {
  const short = /\p{Script=Han}/u.test(name) ? Array.from(name).slice(-2).join('') : name.slice(0, 2).toUpperCase();
  const text = short.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="32" y="41" text-anchor="middle" font-family="system-ui, sans-serif" font-size="25" fill="#fff">${text}</text>`;
}
