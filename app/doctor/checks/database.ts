import { bytesText } from '../amounts.ts';
import { ill, well, words, type Check, type DatabaseSeen, type Finding } from '../check.ts';

const slowMs = 250;
const leastPostgres = 15;
const longLog = 512 * 1024 ** 2;

/** `known` are the migrations that this Tocsin brings. */
export const database = (known: readonly string[]): Check<{ readonly upkeep: DatabaseSeen }> => ({
  id: 'database',
  name: words('数据库', 'Database'),
  async look({ upkeep }) {
    const state = await upkeep.database();
    const { engine, version, answeredMs, bytes, logBytes, migrations } = state;
    const found: Finding[] = [
      ...brokenPages((await upkeep.integrity()) ?? []),
      ...missing(known.filter((name) => !migrations.includes(name))),
    ];
    if (engine === 'postgres' && Number.parseInt(version, 10) < leastPostgres) found.push(tooOld(version));
    if (answeredMs >= slowMs) found.push(slow(answeredMs));
    if (logBytes !== null && logBytes > longLog) found.push(long(logBytes));
    if (found.length > 0) return found;
    const name = engine === 'sqlite' ? 'SQLite' : 'PostgreSQL';
    const log = logBytes === null ? '' : ` + ${bytesText(logBytes)} WAL`;
    const ms = answeredMs < 10 ? answeredMs.toFixed(1) : Math.round(answeredMs);
    return [
      well(
        `${name} ${version}，完好，${bytesText(bytes)}${log}，${ms} 毫秒应答，${migrations.length} 次迁移`,
        `${name} ${version}, whole, ${bytesText(bytes)}${log}, answers in ${ms} ms, ${migrations.length} migrations`,
      ),
    ];
  },
});

const brokenPages = (faults: readonly string[]): Finding[] =>
  faults.length === 0
    ? []
    : [
        ill(
          'wrong',
          words(`数据库文件已损坏：${faults.join('; ')}`, `The database file is damaged: ${faults.join('; ')}`),
          words(
            '停止 Tocsin，检查磁盘，用 tocsin restore 恢复最近的备份。',
            'Stop Tocsin, check the disk, and bring back the last backup with tocsin restore.',
          ),
        ),
      ];

const missing = (names: readonly string[]): Finding[] =>
  names.length === 0
    ? []
    : [
        ill(
          'warn',
          words(`缺少迁移 ${names.join('、')}`, `Migrations are missing: ${names.join(', ')}`),
          words('启动 Tocsin 即会执行。', 'The next start of Tocsin brings them.'),
        ),
      ];

const tooOld = (version: string): Finding =>
  ill(
    'wrong',
    words(`PostgreSQL ${version} 过旧`, `PostgreSQL ${version} is too old`),
    words(`升级到 ${leastPostgres} 或更高。`, `Upgrade to ${leastPostgres} or newer.`),
  );

const slow = (ms: number): Finding =>
  ill(
    'warn',
    words(`数据库用了 ${Math.round(ms)} 毫秒应答`, `The database took ${Math.round(ms)} ms to answer`),
    words('检查它的磁盘、负载与网络。', 'Look at its disk, its load, and the network to it.'),
  );

const long = (bytes: number): Finding =>
  ill(
    'warn',
    words(`预写日志有 ${bytesText(bytes)} 未写回`, `${bytesText(bytes)} of write-ahead log wait to be written back`),
    words(
      '可能有长时间的读取占着它（备份、外部工具）：结束它。',
      'Something may have been reading for long, such as another tool on the file: end it.',
    ),
  );
