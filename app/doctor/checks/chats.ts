import type { Missing } from '../../../ports/chat-ears.ts';
import type { Im } from '../../../ports/im.ts';
import { ill, well, words, type Check, type Finding, type Running } from '../check.ts';

export const chats: Check<Running> = {
  id: 'chats',
  name: words('聊天', 'Chats'),
  async look({ ims, config: { resources } }) {
    const homeless = resources.all('channel').filter(({ spec }) => !ims.some((im) => im.id === spec.platform));
    return [
      ...(await Promise.all(ims.filter((im) => !im.onlyPosts).map(chatFinding))),
      ...homeless.map(({ name, spec }) => lost(name, spec.platform)),
    ];
  },
};

async function chatFinding(im: Im): Promise<Finding> {
  try {
    await im.check?.();
    return well(`${im.id}：可用`, `${im.id}: there and lets us in`);
  } catch (e) {
    const missing = im.ears?.state().missing;
    if (missing) return notInstalled(im.id, missing);
    const { message } = e as Error;
    const own = `${im.id}: `;
    const why = message.startsWith(own) ? message.slice(own.length) : message;
    return ill(
      'wrong',
      words(`${im.id}：${why}`, `${im.id}: ${why}`),
      words('检查它的凭据与网络。', 'Check its credentials and the network to it.'),
    );
  }
}

const notInstalled = (id: string, { package: name, install }: Missing): Finding =>
  ill(
    'wrong',
    words(`${id}：这里没有安装 ${name}`, `${id}: ${name} is not installed here`),
    words(
      `在 Tocsin 的目录里运行 ${install}；十分钟内会自动再试，重启则立即再试。`,
      `Run ${install} in the folder of Tocsin. It is tried again within ten minutes, or at once after a restart.`,
    ),
  );

const lost = (name: string, platform: string): Finding =>
  ill(
    'wrong',
    words(`频道 ${name} 指向 ${platform}，但它没有接入`, `Channel ${name} is on ${platform}, which is not connected`),
    words('接入它，或把频道改为 platform: web。', 'Connect it, or write `platform: web`.'),
  );
