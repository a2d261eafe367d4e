import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Sight {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page, as the browser says it. */
  readonly errors: string[];
}

export interface SightOf {
  readonly origin: string;
  /** Who a visitor on this machine says they are. */
  readonly person?: string;
  readonly locale?: 'zh-CN' | 'en-US';
  readonly width?: number;
  readonly height?: number;
}

/** A browser of its own for one person, with every error of its pages gathered. */
export async function sightOf(browser: Browser, { origin, person, locale = 'en-US', width = 1440, height = 900 }: SightOf): Promise<Sight> {
  const context = await browser.newContext({ viewport: { width, height }, locale, baseURL: origin });
  if (person !== undefined) await context.addCookies([{ name: 'tocsin_as', value: person, url: origin }]);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && errors.push(`${m.text()} ${m.location().url}`));
  return { page, context, errors };
}

/** What axe finds against WCAG 2.2 AA, each with the first place. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run =
    'axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }).then((r) => r.violations.map((v) => v.id + " " + v.nodes[0].html))';
  return page.evaluate<string[]>(run);
}
