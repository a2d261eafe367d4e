/** Whether rows may move by themselves: nobody points at the list, reads it lower down, or has something open in it. */
export function isHandIdle(list: string): boolean {
  const box = document.querySelector(`[data-testid="${list}"]`);
  const isHeld = box?.matches(':hover, :focus-within') === true || box?.querySelector('[data-unfolded], :checked') != null;
  return !isHeld && (document.querySelector('main')?.scrollTop ?? 0) < 40 && document.querySelector('dialog[open]') === null;
}
