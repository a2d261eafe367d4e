const shortest = 12;
const longest = 200;
/** Fewer different characters than this are no password: `aaaaaaaaaaaa`. */
const fewest = 5;

/** What is wrong with a password, or null. Length is what counts; what sort of characters they are does not. */
export function passwordFault(password: string, name: string): 'password-short' | 'password-long' | 'password-plain' | null {
  if (password.length < shortest) return 'password-short';
  if (password.length > longest) return 'password-long';
  const rest = password.toLowerCase().replaceAll(name.toLowerCase(), '');
  return new Set(rest).size < fewest ? 'password-plain' : null;
}

/** Typed on one machine and on another, the same letters may be other code points. */
export const normalPassword = (password: string): string => password.normalize('NFKC');
