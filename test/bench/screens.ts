import type { CDPSession, Page } from 'playwright-core';
import { skill } from '../harness/api.ts';
import { launchChromium } from '../harness/chromium.ts';
import { sightOf } from '../harness/sight.ts';
import { startTocsin, type Tocsin } from '../harness/tocsin.ts';
import { median, type Finding } from './figures.ts';

/** What a browser makes of a long story, and of a day on the wall. */
export async function screens(plan: { lines: number; rounds: number; changes: number }): Promise<Finding[]> {
  const tocsin = await startTocsin();
  const browser = await launchChromium();
  try {
    const { page } = await sightOf(browser, { origin: tocsin.origin });
    return [...(await longStory(page, tocsin, plan)), ...(await dayOnTheWall(page, tocsin, plan.changes))];
  } finally {
    await browser.close();
    await tocsin.stop();
  }
}

/** From the address to a page in which one can type: the newest line is there, and a key is answered. */
async function longStory(page: Page, tocsin: Tocsin, { lines, rounds }: { lines: number; rounds: number }): Promise<Finding[]> {
  const { incident } = await skill<{ incident: string }>(tocsin, 'incident/declare', { title: 'A long story' });
  for (let from = 0; from < lines; from += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => skill(tocsin, 'incident/note', { incident, text: `Line ${from + i} of the story` })),
    );
  await page.goto('/');
  const took: number[] = [];
  const longest: number[] = [];
  await page.addInitScript(
    'window.longest = 0; new PerformanceObserver((l) => l.getEntries().forEach((e) => { longest = Math.max(longest, e.duration); })).observe({ type: "longtask", buffered: true });',
  );
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    await page.goto(`/i/${incident}`);
    await page
      .getByTestId('timeline')
      .getByText(/Line \d+ of the story/u)
      .first()
      .waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('x');
    await page.locator('[data-note]').and(page.locator(':focus')).waitFor();
    took.push(performance.now() - began);
    longest.push(await page.evaluate<number>('longest'));
  }
  return [
    { what: `war room of ${lines} lines: address to typing`, value: median(took), unit: 'ms', atMost: 1_000 },
    { what: `war room of ${lines} lines: longest task`, value: median(longest), unit: 'ms' },
  ];
}

/** Incidents come and go before a wall; what it holds at noon it must hold in the evening. */
async function dayOnTheWall(page: Page, tocsin: Tocsin, changes: number): Promise<Finding[]> {
  await page.goto('/wall');
  await page.getByTestId('wall').waitFor();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('HeapProfiler.enable');
  const heaps: number[] = [];
  for (const part of [1, 2, 3, 4]) {
    for (let i = 0; i < changes / 4; i += 4) await oneTrouble(tocsin, `${part}.${i}`);
    await page.waitForTimeout(1_000);
    heaps.push(await heapMb(cdp));
  }
  const [morning = 0, , , evening = 0] = heaps;
  return [
    { what: `wall after ${changes / 4} changes: heap`, value: morning, unit: 'MB' },
    { what: `wall after ${changes} changes: heap`, value: evening, unit: 'MB' },
    { what: 'wall: heap in the evening to the morning', value: evening / morning, unit: 'ratio', atMost: 1.15 },
  ];
}

async function oneTrouble(tocsin: Tocsin, title: string): Promise<void> {
  const { incident } = await skill<{ incident: string }>(tocsin, 'incident/declare', { title, severity: 'SEV1' });
  await skill(tocsin, 'incident/impact', { incident, text: 'Orders wait' });
  await skill(tocsin, 'incident/mitigate', { incident });
  await skill(tocsin, 'incident/resolve', { incident });
}

async function heapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize / 1024 / 1024;
}
