import { z } from 'zod';
import { done, refuseField, type Refusal } from '../../domain/event/reply.ts';
import { peopleOf } from '../../domain/escalation/staff.ts';
import { partsOf } from '../../domain/event/event.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { Severity } from '../../domain/incident/severity.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import { write } from '../../ports/skill.ts';

const Names = z.array(z.string().min(1)).max(100);

const input = z.object({
  title: z.string().trim().min(1).max(300),
  severity: Severity.default('SEV3'),
  people: Names.optional(),
  teams: Names.optional(),
  system: z.string().min(1).optional(),
  private: z.boolean().default(false),
  cause: z.string().min(1).max(500).optional(),
  policy: z.string().min(1).nullish(),
  group: z.string().min(1).optional(),
});
type Input = z.output<typeof input>;

/** Declares an incident: its number is drawn, its people are called and its rooms opened. The same open `cause` never opens two. */
export default write({
  summary: { en: 'Declare an incident, call its people and open the war room', zh: '宣布事件，呼叫人员并打开作战室' },
  labels: {
    title: { en: 'What is wrong', zh: '发生了什么' },
    severity: { en: 'Severity', zh: '级别' },
    people: { en: 'People to call', zh: '呼叫的人' },
    teams: { en: 'Teams to call', zh: '呼叫的团队' },
    system: { en: 'System', zh: '系统' },
    private: { en: 'Private', zh: '私密' },
    cause: { en: 'Cause key', zh: '起因键' },
    policy: { en: 'Escalation policy', zh: '升级策略' },
    group: { en: 'Alert group', zh: '告警组' },
  },
  input,
  output: z.object({ incident: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['severity', 'title'],
  machine: ['cause', 'policy', 'group'],
  answer: (o, lang) =>
    lang === 'zh'
      ? `${o.incident} ${o.existed ? '已经存在，未重复宣布' : '已宣布'}`
      : `${o.incident} ${o.existed ? 'is open for this already' : 'declared'}`,
  examples: [{ ask: 'declare SEV1 orders are rejected', input: { title: 'Orders are rejected', severity: 'SEV1' } }],
  on: ({ cause }) => ({ reserve: 'incident', cause: cause ?? null }),
  async decide(asked, { now, store, call }) {
    const { id: number } = partsOf(call.key);
    const existing = await store.state('incident', number);
    if (existing && isOpen(existing)) return { because: { code: 'already-open' }, reply: done({ incident: number, existed: true }) };
    // Resolved while this was on its way: what is declared now is a new one.
    if (existing)
      return { because: { code: 'cause-is-free-again' }, tell: [{ ...call, key: { reserve: 'incident', cause: asked.cause ?? null } }] };
    const resources = store.duty();
    // A bot names what was configured a moment ago; should it be gone, people are called all the same.
    const unknown = call.by.startsWith('bot:') ? null : unknownNames(asked, resources);
    if (unknown) return unknown;
    const policy = policyFor(asked, resources);
    const called = calledBy(asked, policy, resources, now);
    const declared = {
      title: asked.title,
      severity: asked.severity,
      private: asked.private,
      system: asked.system ?? null,
      cause: asked.cause ?? null,
      called,
      policy,
      group: asked.group ?? null,
    };
    return {
      because: { code: 'declared', data: { policy, called } },
      facts: [{ type: 'incident.declared', data: declared }],
      reply: done({ incident: number, existed: false }),
    };
  },
});

/** The named people and teams; else the system's policy; else the policy `default`. */
function policyFor(asked: Input, resources: Resources): string | null {
  if (asked.people?.length || asked.teams?.length) return null;
  const system = asked.system === undefined ? undefined : resources.get('system', asked.system)?.spec;
  const names = [asked.policy, system?.policy, 'default'].filter((name) => typeof name === 'string');
  return names.find((name) => resources.get('escalation-policy', name)) ?? null;
}

function calledBy(asked: Input, policy: string | null, resources: Resources, now: number): string[] {
  const first =
    policy === null
      ? undefined
      : resources.get('escalation-policy', policy)?.spec.steps.find((s) => peopleOf(s.to, resources, now).length > 0);
  // Of several who take turns nobody knows yet whose it is; they come in when they are called.
  if (first) return first.roundRobin ? [] : peopleOf(first.to, resources, now);
  const named = [...(asked.people ?? []).map((person) => ({ person })), ...(asked.teams ?? []).map((team) => ({ team }))];
  return peopleOf(named, resources, now);
}

type Named = 'people' | 'teams' | 'system' | 'policy';
const kindOf = { people: 'person', teams: 'team', system: 'system', policy: 'escalation-policy' } as const;

/** Every name must be known; a system only where systems are configured at all. */
function unknownNames(asked: Input, resources: Resources): Refusal | null {
  const check = (field: Named): Refusal | null => {
    const kind = kindOf[field];
    const known = resources.all(kind).map((r) => r.name);
    const missing = [asked[field] ?? []].flat().find((name) => !known.includes(name));
    if (missing === undefined || (field === 'system' && known.length === 0)) return null;
    const some = known.slice(0, 20);
    return refuseField(
      field,
      `there is no ${kind} "${missing}". Known: ${some.join(', ') || 'none yet'}.`,
      `没有 ${kind}“${missing}”。现有：${some.join('、') || '无'}。`,
    );
  };
  return check('system') ?? check('people') ?? check('teams') ?? check('policy');
}
