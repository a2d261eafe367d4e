import type { Carrier } from '../../../domain/people/carrier.ts';
import { sayReach } from '../../../domain/page/say.ts';
import { ReachError } from '../../../ports/errors.ts';
import { ill, noneYet, well, words, type Check, type Finding, type Running } from '../check.ts';
import { isLocal } from './public-address.ts';

/** Whether each carrier of calls and texts lets us in, and can reach us. */
export const carriers: Check<Running> = {
  id: 'carriers',
  name: words('电话与短信', 'Calls and texts'),
  async look({ carriers: all, publicUrl }) {
    if (all.configured.length === 0) return [noneYet];
    const found = await Promise.all(
      all.configured.map(async ({ name, spec }) => [...unreachable(name, spec, publicUrl), await asked(all, name)]),
    );
    return found.flat();
  },
};

async function asked(all: Running['carriers'], name: string): Promise<Finding> {
  try {
    await (await all.named(name))?.check();
    return well(`${name} 可用`, `${name} is there and lets us in`);
  } catch (e) {
    if (!(e instanceof ReachError)) throw e;
    const said = words(`${name}：${sayReach(e.why, 'zh') ?? ''}`, `${name}: ${sayReach(e.why, 'en') ?? ''}`);
    return ill(
      'wrong',
      said,
      words('检查这个运营商的凭据、地址与网络。', 'Check the credentials and the address of this carrier, and the network to it.'),
    );
  }
}

/** A carrier outside asks what to say, and tells which key was pressed: it has to find us. */
function unreachable(name: string, spec: Carrier, publicUrl: string): Finding[] {
  const isHere = 'url' in spec && spec.url !== undefined && isLocal(spec.url);
  if (spec.type === 'http' || isHere || !isLocal(publicUrl)) return [];
  return [
    ill(
      'wrong',
      words(
        `${name} 找不到 ${publicUrl}：接通后没有声音，按键也收不到`,
        `${name} cannot find ${publicUrl}: calls would say nothing, and keys would not be heard`,
      ),
      words(
        '把 TOCSIN_PUBLIC_URL 设为外面能访问的 https 地址。',
        'Set TOCSIN_PUBLIC_URL to an https address that can be reached from outside.',
      ),
    ),
  ];
}
