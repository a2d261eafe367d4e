import { aimOf, type Target } from '../../../domain/escalation/policy.ts';
import { turnsBetween } from '../../../domain/oncall/on-call.ts';
import type { Resources } from '../../../domain/resource/resource.ts';
import { ill, noneYet, well, words, type Check, type Here } from '../check.ts';

const week = 7 * 86_400_000;

export const policies: Check<Here> = {
  id: 'policies',
  name: words('升级策略', 'Escalation policies'),
  look({ now, config: { resources } }) {
    const all = resources.all('escalation-policy');
    if (all.length === 0) return [noneYet];
    const isStaffed = (target: Target): boolean => callsSomebody(target, resources, now);
    const empty = all.filter(({ spec }) => !spec.steps.some((step) => step.to.some(isStaffed)));
    if (empty.length === 0) return [well(`${all.length} 条策略都能呼叫到人`, `All ${all.length} policies have somebody to call`)];
    return empty.map(({ name, spec }) => {
      const isSaved = spec.lastResort !== undefined && isStaffed(spec.lastResort);
      const then = isSaved ? words('只会呼叫最后手段', 'only its last resort is called') : words('不会呼叫任何人', 'it calls nobody');
      return ill(
        isSaved ? 'warn' : 'wrong',
        words(`策略 ${name} 未来 7 天的每一步都没有人：${then.zh}`, `Within 7 days no step of policy ${name} has anybody: ${then.en}`),
        words('在步骤中写有人的值班表、团队或人员。', 'Name a person, or a schedule or team with people, in its steps.'),
      );
    });
  },
};

function callsSomebody(target: Target, resources: Resources, now: number): boolean {
  const { kind, name } = aimOf(target);
  if (kind === 'person') return resources.get('person', name) !== undefined;
  if (kind === 'channel') return false;
  const team = kind === 'team' ? resources.get('team', name)?.spec : undefined;
  if (team && team.schedule === undefined) return team.people.length > 0;
  const schedule = resources.get('schedule', team?.schedule ?? name)?.spec;
  return schedule !== undefined && turnsBetween(schedule, now, now + week).length > 0;
}
