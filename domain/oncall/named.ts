import { namedLike, type Named } from '../chat/sentence-names.ts';
import { refuseField, type Refusal } from '../event/reply.ts';
import type { Resources } from '../resource/resource.ts';
import type { Words } from '../text/lang.ts';
import { nearest } from '../text/nearest.ts';

const said = (name: string, displayName: string | undefined): string[] => (displayName === undefined ? [name] : [name, displayName]);

/** Schedules by their own names, by the teams that use them and by the systems of those teams. */
function scheduleNames(resources: Resources): Named<string>[] {
  const scheduleOf = (team: string | undefined): string | undefined =>
    team === undefined ? undefined : resources.get('team', team)?.spec.schedule;
  const found = [
    ...resources.all('team').map(({ name, spec }) => ({ names: said(name, spec.displayName), is: spec.schedule })),
    ...resources.all('schedule').map(({ name, spec }) => ({ names: said(name, spec.displayName), is: name })),
    ...resources.all('system').map(({ name, spec }) => ({ names: said(name, spec.displayName), is: scheduleOf(spec.team) })),
  ];
  return found.flatMap(({ names, is }) => (is === undefined || !resources.get('schedule', is) ? [] : [{ names, is }]));
}

const peopleNames = (resources: Resources): Named<string>[] =>
  resources.all('person').map(({ name, spec }) => ({ names: said(name, spec.displayName), is: name }));

const mostListed = 8;

/** The name nearest to what was said, as people would write it. */
function near(text: string, all: readonly Named<string>[]): string | undefined {
  return nearest(
    text,
    all.flatMap((n) => n.names),
  );
}

/** The schedule that people mean by its own name, its team's or a system's; a short question back where that is none, or several. */
export function scheduleNamed(text: string, resources: Resources, field = 'schedule'): string | Refusal {
  if (resources.get('schedule', text)) return text;
  const all = scheduleNames(resources);
  const found = namedLike(text, all);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1)
    return whichOne(
      field,
      found.map((name) => resources.get('schedule', name)?.spec.displayName ?? name),
    );
  const like = near(text, all);
  if (like !== undefined)
    return notThere(field, `there is no schedule "${text}". Did you mean "${like}"?`, `没有值班表“${text}”。是指“${like}”吗？`);
  const known = resources.all('schedule').map((s) => s.spec.displayName ?? s.name);
  const list = (apart: string): string => known.slice(0, mostListed).join(apart) + (known.length > mostListed ? ' …' : '');
  return known.length === 0
    ? notThere(field, 'there are no schedules yet.', '还没有值班表。')
    : notThere(
        field,
        `there is no schedule or team "${text}". There are: ${list(', ')}.`,
        `没有值班表或团队“${text}”。现有：${list('、')}。`,
      );
}

/** The person meant by a name, a display name, or a word for oneself. */
export function personNamed(
  text: string,
  { resources, me, field }: { resources: Resources; me: string | null; field: string },
): string | Refusal {
  const bare = text.trim().replace(/^@/u, '');
  if (me !== null && /^(?:me|i|myself|我|我自己|本人)$/iu.test(bare)) return me;
  if (resources.get('person', bare)) return bare;
  const all = peopleNames(resources);
  const found = namedLike(bare, all);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) return whichOne(field, found);
  const like = near(bare, all);
  return like === undefined
    ? notThere(field, `there is no person "${bare}".`, `没有“${bare}”这个人。`)
    : notThere(field, `there is no person "${bare}". Did you mean "${like}"?`, `没有“${bare}”这个人。是指“${like}”吗？`);
}

const notThere = (field: string, en: string, zh: string): Refusal => ({ ...refuseField(field, en, zh), refused: 'not-found' });

export const whichOne = (field: string, names: readonly string[]): Refusal =>
  refuseField(field, `which one? ${names.join(', ')}`, `是哪一个？${names.join('、')}`);

/** Asks which schedule, with a whole sentence that says it. `sentence` says it of one schedule. */
export function whichSchedule(names: readonly string[], sentence: (schedule: string) => Words): Refusal {
  const { en, zh } = sentence(names[0] ?? '');
  return refuseField(
    'schedule',
    `which one? ${names.join(', ')}. Say it whole, such as: ${en}`,
    `是哪一个？${names.join('、')}。请说完整，例如：${zh}`,
  );
}
