import type { Browser, Page } from 'playwright-core';

interface Traced {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Of the processor, in µs. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** Watches the pages of a browser until the answer is called: the longest stretch in which one of them could not answer, in ms of the processor.
 *  On the wall the same takes as much longer as the machine is busy with others. */
export async function watchWork(browser: Browser, page: Page): Promise<() => Promise<number>> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  return async () => {
    const { traceEvents: all } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] };
    const threads = new Set(all.flatMap((e) => (e.name === 'thread_name' && e.args.name === 'CrRendererMain' ? [threadOf(e)] : [])));
    const tasks = all.filter((e) => e.name === 'ThreadControllerImpl::RunTask' && threads.has(threadOf(e)));
    if (tasks.length === 0) throw new Error('the trace of the browser holds no task of a page');
    return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
  };
}

const threadOf = ({ pid, tid }: Traced): string => `${pid}/${tid}`;
