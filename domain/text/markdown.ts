/** A text from outside as Markdown that shows it letter by letter: nothing in it makes a link, a picture, HTML, a heading or a list. One line. */
export function plainMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_{}[\]<>()#|~!&$@^]/gu, '\\$&')
    .replaceAll('://', '\\://')
    .replaceAll(/www\./giu, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^([+=-])/u, '\\$1')
    .replace(/^(\d+)([.)])/u, '$1\\$2');
}
