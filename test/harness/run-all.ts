import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** All tests there are: those of Tocsin as it is installed, then those of the adapters that need packages of their own, with these. The last line
 *  counts both. What fails before it counts anything is one failure. */
interface Count {
  readonly passed: number;
  readonly failed: number;
}

async function run(script: string): Promise<Count> {
  const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
  let count: Count = { passed: 0, failed: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/u.exec(line) ?? [];
    if (passed === undefined) console.log(line);
    else count = { passed: Number(passed), failed: Number(failed) };
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode === 0 || count.failed > 0 ? count : { ...count, failed: 1 };
}

const counts = [await run('check'), await run('test:guests')];
const sum = (of: keyof Count): number => counts.reduce((all, count) => all + count[of], 0);
process.exitCode = sum('failed') === 0 ? 0 : 1;
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
