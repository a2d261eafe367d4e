import { expect, test } from 'vitest';
import { chats } from '../../app/doctor/checks/chats.ts';
import type { Finding, Running } from '../../app/doctor/check.ts';
import { resourcesOf } from '../../domain/resource/resource.ts';
import type { EarsState } from '../../ports/chat-ears.ts';
import type { Im } from '../../ports/im.ts';

const lost: EarsState = { state: 'lost', since: 0, because: 'the package wechaty is not installed here' };
const missing = { package: 'wechaty', install: 'npm ci --prefix adapters/im/wechat' };

/** What is found of a chat that fails with an error which names it, as they do. */
async function found(because: string, state: EarsState): Promise<readonly Finding[]> {
  const check = async (): Promise<never> => {
    throw new Error(`wx: ${because}`);
  };
  const im = { id: 'wx', check, ears: { state: () => state } } as unknown as Im;
  const seen: Pick<Running, 'ims' | 'config'> = {
    ims: [im],
    config: { directory: null, errors: [], resources: resourcesOf([]), plainSecrets: [] },
  };
  return chats.look(seen as Running);
}

test('a chat that is not there is named once, with why', async () => {
  expect(await found('token revoked', lost)).toMatchObject([
    { verdict: 'wrong', found: { zh: 'wx：token revoked', en: 'wx: token revoked' }, fix: { en: expect.stringContaining('credentials') } },
  ]);
});

test('a chat without its package says what installs it, and nothing of credentials', async () => {
  expect(await found(lost.because ?? '', { ...lost, missing })).toEqual([
    {
      verdict: 'wrong',
      found: { zh: 'wx：这里没有安装 wechaty', en: 'wx: wechaty is not installed here' },
      fix: {
        zh: '在 Tocsin 的目录里运行 npm ci --prefix adapters/im/wechat；十分钟内会自动再试，重启则立即再试。',
        en: 'Run npm ci --prefix adapters/im/wechat in the folder of Tocsin. It is tried again within ten minutes, or at once after a restart.',
      },
    },
  ]);
});
