import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** The very last line of a run: `N passed, N failed`, alone, for whoever reads the log with a program. A file that does not load, a hook that
 *  throws and an error outside every test count as one failure each. */
export default class Tally implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    const brokenFiles = modules.filter(
      (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    ).length;
    // At exit, because the other reporters write theirs after this one is asked.
    process.once('exit', () => writeSync(1, `${passed} passed, ${failed + brokenFiles + strayErrors.length} failed\n`));
  }
}
