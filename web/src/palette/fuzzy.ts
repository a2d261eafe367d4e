/** How well `text` answers `search`: null where it does not. Every word must occur, whole and at a beginning best, else with its
 *  letters in order; Chinese is written without spaces, so there each run of letters is a word. */
export function fit(text: string, search: string): number | null {
  const lower = text.toLowerCase();
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  let sum = 0;
  for (const word of words) {
    const one = fitWord(lower, word);
    if (one === null) return null;
    sum += one;
  }
  return sum;
}

function fitWord(text: string, word: string): number | null {
  const at = text.indexOf(word);
  if (at === -1) return scattered(text, word);
  // `resolve` means that word rather than `resolved`, wherever each stands.
  if (text.split(/[^\p{L}\p{N}]+/u).includes(word)) return 100;
  if (at === 0) return 90;
  return /[\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? 60 : 80;
}

/** Letters in order with few gaps: `dclr` finds `declare`, but not a whole sentence. */
function scattered(text: string, word: string): number | null {
  let [at, gaps] = [-1, 0];
  for (const letter of word) {
    const next = text.indexOf(letter, at + 1);
    if (next === -1) return null;
    if (at !== -1) gaps += next - at - 1;
    at = next;
  }
  return word.length > 1 && gaps <= word.length ? 40 - gaps : null;
}
