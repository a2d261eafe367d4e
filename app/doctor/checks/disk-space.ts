import { bytesText } from '../amounts.ts';
import { ill, well, words, type Check, type Here } from '../check.ts';

const gibibyte = 1024 ** 3;
const wrongBelow = gibibyte / 2;
const warnBelow = 2 * gibibyte;
const warnShare = 0.05;

export const diskSpace: Check<Here> = {
  id: 'disk',
  name: words('磁盘空间', 'Disk space'),
  async look({ machine, dataDirectory }) {
    const { freeBytes, totalBytes } = await machine.disk(dataDirectory);
    const [free, total] = [bytesText(freeBytes), bytesText(totalBytes)];
    if (freeBytes >= warnBelow && freeBytes >= totalBytes * warnShare)
      return [well(`${dataDirectory} 剩余 ${free}（共 ${total}）`, `${free} of ${total} free at ${dataDirectory}`)];
    return [
      ill(
        freeBytes < wrongBelow ? 'wrong' : 'warn',
        words(`${dataDirectory} 只剩 ${free}（共 ${total}）`, `Only ${free} of ${total} free at ${dataDirectory}`),
        words(
          '清理磁盘或换更大的盘：写不下时告警会被拒收。',
          'Make room, or move TOCSIN_DATA to a larger disk: once it is full, alerts are refused.',
        ),
      ),
    ];
  },
};
