import type { DoorNote } from '../../../ports/upkeep.ts';
import { agoText } from '../amounts.ts';
import { ill, well, words, type Check, type Finding, type Running } from '../check.ts';

export const integrations: Check<Running> = {
  id: 'integrations',
  name: words('告警来源', 'Alert sources'),
  async look({ upkeep, now, config: { resources } }) {
    const seen = await upkeep.doors();
    const names = [...new Set(['prometheus', ...resources.all('integration').map(({ name }) => name)])];
    const found = names.flatMap((name) => {
      const door = seen[name];
      // Prometheus needs no configuration: silent, it is simply not used.
      return door === undefined && name === 'prometheus' ? [] : [doorFinding(name, door, now)];
    });
    return found.length > 0 ? found : [noSource];
  },
};

const noSource: Finding = ill(
  'warn',
  words('还没有告警来源', 'No alert has ever come in'),
  words('在“集成”页按步骤接入一个。', 'Connect one: the tab Integrations says step by step how.'),
);

function doorFinding(name: string, door: DoorNote | undefined, now: number): Finding {
  const last = door?.at ?? null;
  const heard = last === null ? words('从未收到', 'never heard') : agoText(now - last);
  const failed = door?.failedAt ?? null;
  if (failed !== null && failed > (last ?? 0)) {
    const ago = agoText(now - failed);
    return ill(
      'wrong',
      words(
        `${name}：${ago.zh}被拒收（HTTP ${door?.failedStatus}）；上次成功：${heard.zh}`,
        `${name}: refused ${ago.en} (HTTP ${door?.failedStatus}); last good: ${heard.en}`,
      ),
      fixOf(door?.failedStatus ?? 400),
    );
  }
  if (last === null)
    return ill(
      'warn',
      words(`${name}：从未收到告警`, `${name}: never heard`),
      words('发送一条测试告警：“集成”页有可粘贴的命令。', 'Send a first alert: the tab Integrations has the command to paste.'),
    );
  return well(`${name}：${heard.zh}收到`, `${name}: heard ${heard.en}`);
}

const fixOf = (status: number) =>
  status === 404
    ? words('地址中的密钥不对：从“集成”页重新复制。', 'The key in the address is wrong: copy it again from the tab Integrations.')
    : status >= 500
      ? words('Tocsin 这边出错：看日志与数据库一项。', 'It failed here: look at the log, and at the database above.')
      : words(
          '内容无法读取：检查来源的模板与 source 设置。',
          'What it sends cannot be read: check its template, and `source` of the integration.',
        );
