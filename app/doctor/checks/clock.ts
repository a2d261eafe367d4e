import { agoText, spanText } from '../amounts.ts';
import { ill, well, words, type Check, type Running } from '../check.ts';

const warnMs = 1_000;
const wrongMs = 5_000;

export const clock: Check<Running> = {
  id: 'clock',
  name: words('时钟', 'Clock'),
  async look({ upkeep, jump, now }) {
    const { engine, clockAt, answeredMs } = await upkeep.database();
    const apart = engine === 'postgres' ? Math.max(0, Math.abs(now - clockAt) - answeredMs) : 0;
    const last = jump();
    const sync = words('打开时间同步（NTP、chrony）。', 'Switch on time synchronisation (NTP, chrony).');
    const found = [];
    if (apart >= warnMs) {
      const span = spanText(apart);
      const said = words(`与数据库的时钟相差 ${span.zh}`, `It is ${span.en} apart from the database’s`);
      found.push(ill(apart >= wrongMs ? 'wrong' : 'warn', said, sync));
    }
    if (last) {
      const [span, ago] = [spanText(Math.abs(last.ms)), agoText(now - last.at)];
      const [zh, en] = last.ms > 0 ? ['前', 'forward'] : ['后', 'back'];
      found.push(ill('warn', words(`时钟在${ago.zh}向${zh}跳了 ${span.zh}`, `It jumped ${en} by ${span.en}, ${ago.en}`), sync));
    }
    return found.length > 0 ? found : [well('走时平稳，与数据库一致', 'It runs evenly and agrees with the database')];
  },
};
