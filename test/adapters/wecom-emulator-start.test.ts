import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { until } from '../harness/until.ts';

test('it runs by itself, says what to set, and stops when it is asked to', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../emulators/wecom/start.ts', import.meta.url))]);
  let said = '';
  child.stdout.on('data', (part: Buffer) => void (said += part.toString()));
  const exit = once(child, 'exit');
  try {
    await until(() => said.includes('The robot of a group'), { what: 'the variables', context: () => said });
    const set = Object.fromEntries([...said.matchAll(/export (\w+)=(\S+)/gu)].map(([, name, value]) => [name, value]));
    const api = set['WECOM_API_URL']!;
    const ask = async (path: string): Promise<Record<string, unknown>> =>
      (await (await fetch(`${api}/${path}`)).json()) as Record<string, unknown>;
    const { access_token } = await ask(`gettoken?corpid=${set['WECOM_CORP_ID']}&corpsecret=${set['WECOM_SECRET']}`);
    expect(await ask(`user/get?userid=ana&access_token=${String(access_token)}`)).toMatchObject({ errcode: 0, name: '安娜' });
    expect(await ask(`agent/get?agentid=${set['WECOM_AGENT_ID']}&access_token=${String(access_token)}`)).toMatchObject({ errcode: 0 });
  } finally {
    child.kill();
  }
  expect((await exit)[0]).toBe(0);
});
