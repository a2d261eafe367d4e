import { isZone } from '../../../domain/time/zone.ts';
import type { Resources } from '../../../domain/resource/resource.ts';
import { namesText } from '../amounts.ts';
import { ill, well, words, type Check, type Finding, type Here } from '../check.ts';

/** Governments change their clocks with a few months' notice. */
const oldYears = 2;

export const timeZones: Check<Here> = {
  id: 'zones',
  name: words('时区', 'Time zones'),
  look({ machine, now, config: { resources } }) {
    return [dataFinding(machine.zones, now), ...configuredFindings(resources)];
  },
};

function dataFinding(version: string, now: number): Finding {
  const year = Number(/^\d{4}/u.exec(version)?.[0] ?? NaN);
  const fix = words('升级 Tocsin（时区数据随 Node 提供）。', 'Upgrade Tocsin: the data comes with its Node.');
  if (Number.isNaN(year)) return ill('unknown', words('时区数据的版本未知', 'The version of the time zone data is not known'), fix);
  if (new Date(now).getUTCFullYear() - year < oldYears) return well(`时区数据 ${version}`, `Time zone data ${version}`);
  return ill(
    'warn',
    words(
      `时区数据 ${version} 已旧，近期的夏令时变更可能不在其中`,
      `Time zone data ${version} is old: recent changes of the clocks may be missing`,
    ),
    fix,
  );
}

function configuredFindings(resources: Resources): Finding[] {
  const named = resources.list.flatMap(({ kind, name, spec }) => {
    const { zone } = spec as { zone?: string };
    return zone === undefined ? [] : [{ zone, where: `${kind}/${name}` }];
  });
  const unknown = named.filter(({ zone }) => !isZone(zone));
  if (unknown.length > 0) {
    const names = namesText(unknown.map(({ zone, where }) => `${zone} (${where})`));
    return [
      ill(
        'wrong',
        words(`这台机器不认识时区 ${names.zh}`, `This machine does not know ${names.en}`),
        words('改用 IANA 名称，例如 Asia/Shanghai。', 'Write an IANA name such as Asia/Shanghai.'),
      ),
    ];
  }
  const firm = resources.all('firm')[0]?.spec.zone;
  if (firm !== undefined) return [well(`公司时区 ${firm}，配置的时区都存在`, `The firm’s zone is ${firm}; every configured zone exists`)];
  return [
    ill(
      'warn',
      words('没有设置公司时区，使用这台机器的时区', 'The firm has no time zone; that of this machine counts'),
      words('在 kind: firm 中写 zone，例如 Asia/Shanghai。', 'Write `zone` in `kind: firm`, such as Asia/Shanghai.'),
    ),
  ];
}
