/** A choice this browser keeps. Private windows may refuse storage: then it lasts as long as the page. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`tocsin.${key}`);
  } catch {
    return null;
  }
}

/** `null` forgets. */
export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`tocsin.${key}`);
    else localStorage.setItem(`tocsin.${key}`, value);
  } catch {
    // Nothing to do: the choice lives on in its signal.
  }
}
