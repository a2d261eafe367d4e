/** Longer names are cut in front of their ending. */
const longest = 120;
/** Controls, and what turns a text around so that `exe.gnp` reads `png.exe`. */
const unseen = /[\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;
/** What means something in a path, on some system. */
const inPaths = /[<>:"/\\|?*]/gu;

/** A file's name in any language, without what is not a name: folders, controls, marks that reverse it. Never empty. */
export function cleanName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/u).at(-1) ?? '';
  const name = last.replaceAll(unseen, '').replaceAll(inPaths, '_').replace(/^\.+/u, '').trim();
  if (name === '') return 'file';
  const letters = Array.from(name);
  if (letters.length <= longest) return name;
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? '';
  return letters.slice(0, longest - Array.from(ending).length).join('') + ending;
}
