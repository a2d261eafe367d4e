/** What scrolls must be reachable by keyboard, also where the browser does not see to it (WCAG 2.1.1). */
export const scrollable = { tabIndex: 0 };
