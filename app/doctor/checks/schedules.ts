import { turnsBetween } from '../../../domain/oncall/on-call.ts';
import { ill, noneYet, well, words, type Check, type Here } from '../check.ts';

const week = 7 * 86_400_000;

export const schedules: Check<Here> = {
  id: 'schedules',
  name: words('值班表', 'Schedules'),
  look({ now, config: { resources } }) {
    const all = resources.all('schedule');
    if (all.length === 0) return [noneYet];
    const empty = all.filter(({ spec }) => turnsBetween(spec, now, now + week).length === 0);
    if (empty.length === 0)
      return [well(`${all.length} 张值班表在未来 7 天都有人`, `All ${all.length} schedules have somebody within 7 days`)];
    return empty.map(({ name, origin }) => {
      const where = origin ? ` (${origin.file}:${origin.line})` : '';
      return ill(
        'wrong',
        words(`值班表 ${name}${where} 未来 7 天没有人`, `Nobody is on call in ${name}${where} within the next 7 days`),
        words('加一个层或延长轮换。', 'Add a layer, or prolong its rotation.'),
      );
    });
  },
};
