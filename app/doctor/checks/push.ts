import { nameOf } from '../../../domain/firm/of-firm.ts';
import type { Person } from '../../../domain/people/person.ts';
import { namesText } from '../amounts.ts';
import { ill, well, words, type Check, type Finding, type Running } from '../check.ts';

export const push: Check<Running> = {
  id: 'push',
  name: words('推送', 'Push'),
  async look({ pusher, config: { resources } }) {
    const people = await Promise.all(
      resources
        .all('person')
        .map(async ({ name, spec }) => ({ called: nameOf(resources, name), spec, browsers: (await pusher.devices(name)).length })),
    );
    const mute = people.filter(({ spec, browsers }) => wants(spec) && browsers === 0 && (spec.ntfy === undefined || !pusher.ntfy));
    const topics = people.filter(({ spec }) => spec.ntfy !== undefined);
    const browsers = people.reduce((n, person) => n + person.browsers, 0);
    return [
      ...(await serverFinding(
        pusher.ntfy,
        topics.map(({ called }) => called),
      )),
      ...(mute.length > 0 ? [unreached(mute.map(({ called }) => called))] : []),
      well(`已登记 ${browsers} 个浏览器`, browsers === 1 ? '1 browser is registered' : `${browsers} browsers are registered`),
    ];
  },
};

const wants = ({ rules }: Person): boolean => [...(rules?.default ?? []), ...(rules?.important ?? [])].some(({ by }) => by === 'push');

async function serverFinding(ntfy: Running['pusher']['ntfy'], topics: readonly string[]): Promise<Finding[]> {
  if (!ntfy) {
    const said = namesText(topics);
    return topics.length === 0
      ? []
      : [
          ill(
            'wrong',
            words(`${said.zh} 填写了 ntfy 主题，但没有配置服务器`, `${said.en} have an ntfy topic, but no server is configured`),
            words('设置 NTFY_URL，例如 https://ntfy.example.com。', 'Set NTFY_URL, such as https://ntfy.example.com.'),
          ),
        ];
  }
  try {
    await ntfy.check();
    return [well('ntfy 服务器可用', 'The ntfy server is there')];
  } catch (e) {
    const said = (e as Error).message;
    return [ill('wrong', words(said, said), words('检查 NTFY_URL、NTFY_TOKEN 与网络。', 'Check NTFY_URL, NTFY_TOKEN and the network.'))];
  }
}

function unreached(names: readonly string[]): Finding {
  const said = namesText(names);
  return ill(
    'wrong',
    words(
      `${said.zh} 的规则里有 push，但没有浏览器或 ntfy 主题可用`,
      `Rules of ${said.en} say push, but no browser and no ntfy topic is there`,
    ),
    words('请他们在“我”页面登记浏览器，或填写 ntfy。', 'Let them register a browser on the page Me, or write ntfy of the person.'),
  );
}
