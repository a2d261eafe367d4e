import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

describe.each(['wecom', 'slack'])('the %s of this machine', (which) => {
  const start = (flag: string) =>
    spawnSync(process.execPath, [fileURLToPath(new URL(`../emulators/${which}/start.ts`, import.meta.url)), flag], { encoding: 'utf8' });

  test('says how it is started', () => {
    const { status, stdout, stderr } = start('--help');
    expect({ status, stderr: stderr.replaceAll(/.*Warning.*\n/gu, '') }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`npx node test/emulators/${which}/start.ts`);
    expect(stdout).toContain('--port');
  });

  test('names a flag that it does not know, without a stack', () => {
    const { status, stderr } = start('--prot');
    expect(status).toBe(2);
    expect(stderr).toContain("'--prot'");
    expect(stderr).toContain('--port');
    expect(stderr).not.toContain('    at ');
  });
});
