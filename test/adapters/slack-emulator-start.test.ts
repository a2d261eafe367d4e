import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { until } from '../harness/until.ts';

test('it runs by itself, says what to set, and stops when it is asked to', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../emulators/slack/start.ts', import.meta.url))]);
  let said = '';
  child.stdout.on('data', (part: Buffer) => void (said += part.toString()));
  const exit = once(child, 'exit');
  try {
    await until(() => said.includes('SLACK_SIGNING_SECRET='), { what: 'the variables', context: () => said });
    const set = Object.fromEntries([...said.matchAll(/export (\w+)=(\S+)/gu)].map(([, name, value]) => [name, value]));
    const headers = { authorization: `Bearer ${set['SLACK_BOT_TOKEN']}` };
    const answer = await fetch(`${set['SLACK_API_URL']}conversations.list`, { method: 'POST', headers });
    expect(await answer.json()).toMatchObject({ ok: true, channels: [{ name: 'general' }, { name: 'ops' }, { name: 'payments' }] });
  } finally {
    child.kill();
  }
  expect((await exit)[0]).toBe(0);
});
