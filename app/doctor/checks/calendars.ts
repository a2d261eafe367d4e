import { strangersIn } from '../../../domain/oncall/ics/strangers.ts';
import { ill, noneYet, well, words, type Check, type Here } from '../check.ts';

const month = 30 * 86_400_000;

/** Whoever a calendar means must be known here: else the hour is nobody's, and nothing else says so. */
export const calendars: Check<Here> = {
  id: 'calendars',
  name: words('导入的日历', 'Imported calendars'),
  look({ now, config: { resources } }) {
    const all = resources.all('schedule').filter(({ spec }) => spec.layers.some((l) => l.ics !== undefined));
    if (all.length === 0) return [noneYet];
    const found = all.flatMap(({ name, spec, origin }) => {
      const [first, ...more] = strangersIn(spec, resources.all('person'), { start: now, end: now + month });
      if (!first) return [];
      const count = more.length + 1;
      const where = origin ? ` (${origin.file}:${origin.line})` : '';
      return [
        ill(
          'warn',
          words(
            `值班表 ${name}${where} 的日历中，未来 30 天有 ${count} 个日程不知道是谁，如“${first.said}”（日历第 ${first.line} 行）`,
            `In the next 30 days ${count === 1 ? 'an event' : `${count} events`} in the calendar of ${name}${where} ${count === 1 ? 'is' : 'are'} for nobody who is known here, such as "${first.said}" (line ${first.line} of the calendar)`,
          ),
          words(
            '在该层中写 who: { "日历中的名字": 人员 }，或写人员的 email。',
            'Write who: { "what the calendar says": person } in that layer, or the e-mail address of the person.',
          ),
        ),
      ];
    });
    return found.length > 0
      ? found
      : [well(`${all.length} 张值班表的日历都认得人`, `The calendars of ${all.length} schedules name people who are known`)];
  },
};
