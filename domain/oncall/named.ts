import { calledSo, namedLike, type Named } from '../chat/sentence-names.ts';
import { isRefusal, refuseField, type Refusal } from '../event/reply.ts';
import { userOn } from '../people/chat-user.ts';
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

const teamNames = (resources: Resources): Named<string>[] =>
  resources.all('team').map(({ name, spec }) => ({ names: said(name, spec.displayName), is: name }));

/** By their own names and display names; whole, by their ids in the chat in which it is said. */
function peopleNames(resources: Resources, chat: string | undefined): Named<string>[] {
  return resources.all('person').map(({ name, spec }) => {
    const id = chat === undefined ? undefined : userOn(resources, name, chat);
    return { names: said(name, spec.displayName), codes: id === undefined ? [] : [id], is: name };
  });
}

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

/** Who speaks: `chat` is where, for the ids that people have there. Then `resources` are those of `duty()`, which knows who is linked. */
export interface Speaker {
  readonly resources: Resources;
  readonly me: string | null;
  readonly chat?: string;
}

const unmarked = (text: string): string => text.trim().replace(/^@/u, '');

interface Naming extends Speaker {
  readonly field: string;
  /** A team may be meant, too. */
  readonly mayBeTeam?: boolean;
}

const allNames = ({ resources, chat, mayBeTeam = false }: Naming): Named<string>[] => [
  ...peopleNames(resources, chat),
  ...(mayBeTeam ? teamNames(resources) : []),
];

/** The person meant by a name, a display name, an id in that chat, or a word for oneself. */
export function personNamed(text: string, naming: Naming): string | Refusal {
  const { resources, me, field, mayBeTeam } = naming;
  const bare = unmarked(text);
  if (me !== null && /^(?:me|i|myself|我|我自己|本人)$/iu.test(bare)) return me;
  if (resources.get('person', bare) || (mayBeTeam && resources.get('team', bare))) return bare;
  const all = allNames(naming);
  const found = namedLike(bare, all);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1)
    return whichOne(
      field,
      found.map((name) => toldApart(name, resources)),
    );
  const like = near(bare, all);
  return like === undefined
    ? notThere(field, `there is no person "${bare}".`, `没有“${bare}”这个人。`)
    : notThere(field, `there is no person "${bare}". Did you mean "${like}"?`, `没有“${bare}”这个人。是指“${like}”吗？`);
}

/** Several may be called alike. */
function toldApart(name: string, resources: Resources): string {
  const shown = (resources.get('person', name) ?? resources.get('team', name))?.spec.displayName ?? name;
  return shown === name ? name : `${shown} (${name})`;
}

/** Each of those who are meant by a list; names with blanks may have come apart at them. */
export function peopleNamed(texts: readonly string[], naming: Naming): string[] | Refusal {
  const all = allNames(naming);
  const found = joined(texts.map(unmarked), (name) => calledSo(name, all).length > 0).map((name) => personNamed(name, naming));
  return found.find((each) => isRefusal(each)) ?? found.filter((each) => typeof each === 'string');
}

/** A name has no more words than that. */
const longestName = 5;

/** What stands together and is a whole name is one, the longest first. */
function joined(words: readonly string[], isName: (text: string) => boolean): string[] {
  const names: string[] = [];
  for (let from = 0; from < words.length;) {
    let to = Math.min(words.length, from + longestName);
    while (to > from + 1 && !isName(words.slice(from, to).join(' '))) to -= 1;
    names.push(words.slice(from, to).join(' '));
    from = to;
  }
  return names;
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
