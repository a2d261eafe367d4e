import { makeOf, type Channel } from '../../../domain/chat/channel.ts';
import type { ResourceOf } from '../../../domain/resource/resource.ts';
import { hostOf, type Outward } from '../../../ports/outward.ts';
import { ill, noneYet, well, words, type Check, type Finding, type Running } from '../check.ts';

/** Robots and webhooks: nothing is posted. That the key in an address is the right one only a test into the channel shows. */
export const channels: Check<Running> = {
  id: 'channels',
  name: words('群机器人与 Webhook', 'Robots and webhooks'),
  async look({ outward, config: { resources } }) {
    const posting = resources.all('channel').filter(({ spec }) => spec.url !== undefined && ['robot', 'webhook'].includes(spec.platform));
    if (posting.length === 0) return [noneYet];
    return (await Promise.all(posting.map((channel) => findings(channel, outward)))).flat();
  },
};

async function findings({ name, spec }: ResourceOf<'channel'>, outward: Outward): Promise<Finding[]> {
  const url = spec.url ?? '';
  try {
    // Any answer will do: the door is there, and nothing is behind this one.
    await outward({ who: name, method: 'HEAD', url: new URL('/', url).href });
  } catch (e) {
    const said = (e as Error).message;
    return [ill('wrong', words(said, said), words('检查频道的地址与网络。', 'Check the address of the channel, and the network to it.'))];
  }
  const host = hostOf(url);
  const there = well(`${name}：${host} 可以到达`, `${name}: ${host} can be reached`);
  return isUnsigned(spec) ? [there, unsigned(name)] : [there];
}

/** Robots of WeCom do not sign. */
const isUnsigned = (spec: Channel): boolean => spec.secret === undefined && (spec.platform === 'webhook' || makeOf(spec) !== 'wecom');

const unsigned = (name: string): Finding =>
  ill(
    'warn',
    words(
      `频道 ${name} 没有签名密钥，知道地址的人都能冒充`,
      `Channel ${name} is not signed: whoever learns its address can pretend to be us`,
    ),
    words(
      '在对方打开加签，并把密钥写入频道的 secret。',
      'Turn signing on at the other side, and write its secret into `secret` of the channel.',
    ),
  );
