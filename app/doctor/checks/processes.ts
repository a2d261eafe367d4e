import { ill, well, words, type Check, type Running } from '../check.ts';

/** A process that has not been heard of for longer is gone. */
export const aliveMs = 60_000;
const lateMs = 200;

export const processes: Check<Running> = {
  id: 'processes',
  name: words('进程', 'Processes'),
  async look({ upkeep, now, version }) {
    const alive = await upkeep.processes(now - aliveMs);
    const others = alive.filter((p) => p.version !== version);
    const late = alive.filter((p) => p.stats.loopDelayMs >= lateMs);
    const found = [
      ...others.map((p) =>
        ill(
          'warn',
          words(
            `${p.host} 上的进程 ${p.pid} 是版本 ${p.version}，这里是 ${version}`,
            `Process ${p.pid} on ${p.host} is version ${p.version}, this is ${version}`,
          ),
          words('把所有进程升级到同一版本。', 'Bring all processes to one version.'),
        ),
      ),
      ...late.map((p) =>
        ill(
          'warn',
          words(
            `${p.host} 上的进程 ${p.pid} 忙不过来：事件循环迟了 ${Math.round(p.stats.loopDelayMs)} 毫秒`,
            `Process ${p.pid} on ${p.host} is too busy: its event loop was ${Math.round(p.stats.loopDelayMs)} ms late`,
          ),
          words('给它更多处理器，或在 PostgreSQL 上再加一个进程。', 'Give it more processor, or add another process on PostgreSQL.'),
        ),
      ),
    ];
    return found.length > 0
      ? found
      : [well(`${alive.length} 个进程在运行，版本 ${version}`, `${alive.length} running, version ${version}`)];
  },
};
