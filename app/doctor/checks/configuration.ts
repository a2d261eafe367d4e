import { configErrorText } from '../../../config/config-error.ts';
import { ill, well, words, type Check, type Here } from '../check.ts';

const mostSaid = 5;

export const configuration: Check<Here> = {
  id: 'config',
  name: words('配置', 'Configuration'),
  look({ config: { directory, errors, resources } }) {
    const count = resources.list.length;
    if (errors.length > 0) {
      const lines = errors.slice(0, mostSaid).map(configErrorText).join('\n');
      return [
        ill(
          'wrong',
          words(
            `有 ${errors.length} 处错误，仍使用上一份正确的配置：\n${lines}`,
            `${errors.length === 1 ? 'An error' : `${errors.length} errors`}; the last good one stays in force:\n${lines}`,
          ),
          words('改好这些文件即可，无需重启。', 'Mend these files; no restart is needed.'),
        ),
      ];
    }
    const where = directory ?? '';
    if (count > 0) return [well(`${count} 项已生效${where && `（${where}）`}`, `${count} resources in force${where && ` (${where})`}`)];
    return [
      ill(
        'warn',
        words('还没有配置：告警会显示，但不会呼叫任何人', 'Nothing is configured: alerts are shown, and nobody is called'),
        words('打开 /welcome，或把 YAML 放进 ./config.d。', 'Open /welcome, or put YAML into ./config.d.'),
      ),
    ];
  },
};
