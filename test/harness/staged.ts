import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from './chromium.ts';
import { sightOf, type Sight, type SightOf } from './sight.ts';
import { tempFolder } from './temp-folder.ts';
import { startTocsin, type Tocsin } from './tocsin.ts';

export interface Staged {
  /** There from the first test on. */
  readonly tocsin: Tocsin;
  /** For what a look cannot be asked for, such as a touch screen. */
  readonly browser: Browser;
  /** A browser of its own for somebody of the firm. */
  look(of?: Omit<SightOf, 'origin'>): Promise<Sight>;
}

/** A running Tocsin with this configuration, and a browser, for the suite that calls it. */
export function staged(yaml: string): Staged {
  const config = tempFolder('config');
  let tocsin: Tocsin | undefined;
  let browser: Browser | undefined;
  const there = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the stage is set before the first test, not before');
    return part;
  };
  beforeAll(async () => {
    writeFileSync(join(config.path, 'firm.yaml'), yaml);
    [tocsin, browser] = await Promise.all([startTocsin({ configDir: config.path }), launchChromium()]);
  });
  afterAll(async () => {
    await browser?.close();
    await tocsin?.stop();
    config.remove();
  });
  return {
    get tocsin() {
      return there(tocsin);
    },
    get browser() {
      return there(browser);
    },
    look: (of = {}) => sightOf(there(browser), { origin: there(tocsin).origin, ...of }),
  };
}
