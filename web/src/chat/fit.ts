const mostPx = 160;

/** As tall as its text, up to a few lines. */
export function fit(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = 'auto';
  box.style.height = `${Math.min(box.scrollHeight + 2, mostPx)}px`;
}
