import { turnsBetween } from '../../../domain/oncall/on-call.ts';
import type { Person } from '../../../domain/people/person.ts';
import type { Resources } from '../../../domain/resource/resource.ts';
import { are, peopleText } from '../amounts.ts';
import { ill, noneYet, well, words, type Check, type Finding, type Here } from '../check.ts';

const week = 7 * 86_400_000;

/** Whether those who will be called within a week have a number where one is needed, and one of their own. */
export const numbers: Check<Here> = {
  id: 'numbers',
  name: words('值班人员的电话号码', 'Phone numbers of those on call'),
  look({ now, means, config: { resources } }) {
    const people = [...onCallSoon(resources, now)].flatMap((name) => resources.get('person', name) ?? []);
    if (people.length === 0) return [noneYet];
    const without = people.filter(({ spec }) => spec.phone === undefined);
    const needed = without.filter(({ spec }) => isByPhone(spec)).map(({ name }) => name);
    const wanted = means.has('phone') ? without.filter(({ spec }) => !isByPhone(spec)).map(({ name }) => name) : [];
    const found: Finding[] = [
      ...(needed.length > 0 ? [missing('wrong', needed, resources)] : []),
      ...(wanted.length > 0 ? [missing('warn', wanted, resources)] : []),
      ...sharing(
        resources,
        people.map(({ name }) => name),
      ),
    ];
    return found.length > 0
      ? found
      : [well(`未来 7 天值班的 ${people.length} 人无需补充`, `Nothing is missing of the ${people.length} people on call within 7 days`)];
  },
};

/** Who is on call within a week of `now`. */
export const onCallSoon = (resources: Resources, now: number): Set<string> =>
  new Set(resources.all('schedule').flatMap(({ spec }) => turnsBetween(spec, now, now + week).map(({ person }) => person)));

const isByPhone = ({ rules }: Person): boolean =>
  [...(rules?.default ?? []), ...(rules?.important ?? [])].some(({ by }) => by === 'phone' || by === 'sms');

function missing(verdict: 'wrong' | 'warn', names: readonly string[], resources: Resources): Finding {
  const said = peopleText(names, resources);
  return ill(
    verdict,
    verdict === 'wrong'
      ? words(
          `${said.zh} 未来 7 天值班，规则要求电话或短信，却没有号码`,
          `${said.en} ${are(names)} on call within 7 days; their rules call or text, and they have no number`,
        )
      : words(`${said.zh} 未来 7 天值班，没有电话号码`, `${said.en} ${are(names)} on call within 7 days, without a phone number`),
    words("在人员中填写 phone，如 '+8613800000001'。", "Write phone of the person, such as '+8613800000001'."),
  );
}

/** Numbers that several people have, where one of them is on call: a reply or a call cannot tell who of them it is. */
function sharing(resources: Resources, soon: readonly string[]): Finding[] {
  const numbered = resources.all('person').filter(({ spec }) => spec.phone !== undefined);
  const byNumber = Map.groupBy(numbered, ({ spec }) => spec.phone);
  const shared = [...byNumber.values()].filter((all) => all.length > 1 && all.some(({ name }) => soon.includes(name)));
  return shared.map((all) => {
    const said = peopleText(
      all.map(({ name }) => name),
      resources,
    );
    return ill(
      'warn',
      words(`${said.zh} 共用一个电话号码`, `${said.en} share one phone number`),
      words(
        '短信回复记在最近被呼叫的人名下。最好每人填写自己的号码。',
        'A reply by text counts for whoever of them was called last. Better, each has a number of their own.',
      ),
    );
  });
}
