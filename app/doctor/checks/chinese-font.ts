import { ill, well, words, type Check, type Here } from '../check.ts';

export const chineseFont: Check<Here> = {
  id: 'font',
  name: words('中文字体', 'Chinese font'),
  async look({ machine }) {
    const font = await machine.chineseFont();
    const install = words('安装 fonts-wqy-microhei（Debian、Ubuntu）。', 'Install fonts-wqy-microhei (Debian, Ubuntu).');
    if (font) return [well(`图片中可以显示中文：${font}`, `Pictures can show Chinese: ${font}`)];
    if (font === null)
      return [
        ill(
          'warn',
          words('没有包含中文的字体，图片中的中文会变成方块', 'No font has Chinese characters: in pictures they would be boxes'),
          install,
        ),
      ];
    return [ill('unknown', words('这台机器无法查询字体（没有 fc-list）', 'Fonts cannot be asked for here (no fc-list)'), install)];
  },
};
