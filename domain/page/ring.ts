import type { Page } from './page.ts';

/** What a ringing screen shows. */
export const ringData = (p: Page): object => ({
  page: p.id,
  incident: p.about.incident,
  title: p.about.title,
  severity: p.about.severity,
  person: p.person,
  since: new Date(p.startedAt).toISOString(),
});
