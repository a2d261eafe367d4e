import type { ConfigReport, Integration, Me, OnDuty, Skill } from '../api.d.ts';

/** A firm to draw: six people, two schedules, one mistake in a file. */
export const people = [
  { name: 'ana', displayName: '林安娜' },
  { name: 'bo', displayName: '周博' },
  { name: 'chen', displayName: '陈默' },
  { name: 'dai', displayName: '戴维' },
  { name: 'eva', displayName: 'Eva Lindqvist' },
  { name: 'fang', displayName: '方晓' },
];

export function meAs(name: string | null): Me {
  const person = people.find((each) => each.name === name);
  return {
    person: person ? { ...person, locale: 'en' } : null,
    roles: ['responder', 'admin'],
    access: 'open',
    people,
    firm: { zone: 'Asia/Shanghai', name: '晨钟证券' },
    version: '0.1.0',
    demo: false,
  };
}

export function onDuty(now: number): OnDuty {
  const until = new Date(Math.ceil(now / 3_600_000) * 3_600_000 + 7 * 3_600_000).toISOString();
  const turn = (person: string) => ({ person, displayName: people.find((each) => each.name === person)?.displayName ?? person, until });
  return {
    at: new Date(now).toISOString(),
    schedules: [
      { schedule: 'trading-core', displayName: '核心交易', people: [turn('ana'), turn('bo')] },
      { schedule: 'market-data', displayName: '行情', people: [{ ...turn('chen'), until: new Date(now + 3 * 86_400_000).toISOString() }] },
      { schedule: 'duty-manager', displayName: '值班经理', people: [{ ...turn('fang'), until: null }] },
      { schedule: 'clearing', displayName: '清算', people: [] },
    ],
  };
}

export const config: ConfigReport = {
  directory: '/etc/tocsin/config.d',
  loadedAt: new Date(Date.now() - 42 * 60_000).toISOString(),
  resources: { person: 6, team: 2, schedule: 4, 'escalation-policy': 3, route: 1, channel: 2, integration: 2 },
  errors: [
    {
      file: 'oncall/clearing.yaml',
      line: 9,
      col: 17,
      path: 'spec.layers[1].rotation.unit',
      message: 'unit is "fortnight", which is not one of hour, day, week, month',
      hint: 'Write unit: week and length: 2.',
    },
  ],
};

export const integrations: Integration[] = [
  {
    name: 'prom-sh1',
    source: 'alertmanager',
    url: 'http://127.0.0.1:8080/hooks/prom-sh1/k3y',
    curl: `curl -X POST http://127.0.0.1:8080/hooks/prom-sh1/k3y \\\n  -H 'content-type: application/json' \\\n  -d '{"version":"4","alerts":[{"status":"firing","labels":{"alertname":"Hello"}}]}'`,
    lastSeenAt: new Date(Date.now() - 20_000).toISOString(),
  },
  {
    name: 'zabbix-dc2',
    source: 'json',
    url: 'http://127.0.0.1:8080/hooks/zabbix-dc2/k3y',
    curl: 'curl http://127.0.0.1:8080/hooks/zabbix-dc2/k3y',
    lastSeenAt: null,
  },
];

const text = (en: string, zh: string) => ({ en, zh });
const number = { incident: text('Incident', '事件编号') };
const byNumber = { type: 'object', properties: { incident: { type: 'string' } }, required: ['incident'] };
const verb = (name: string, en: string, zh: string): Skill => ({
  name,
  kind: 'write',
  summary: text(en, zh),
  fields: number,
  input: byNumber,
  command: `/${name.replace('/', ' ')}`,
});

export const skills: Skill[] = [
  {
    name: 'incident/declare',
    kind: 'write',
    summary: text('Declare an incident', '发起应急'),
    command: '/incident declare',
    fields: {
      title: text('What is wrong', '发生了什么'),
      severity: text('Severity', '级别'),
      people: text('Call these people', '呼叫这些人'),
      teams: text('Call these teams', '呼叫这些团队'),
      system: text('System', '系统'),
      private: text('Private: only the people called see it', '不公开：只有被呼叫的人可见'),
      cause: text('Cause key', '去重键'),
    },
    input: {
      type: 'object',
      properties: {
        title: { type: 'string', minLength: 1, maxLength: 300 },
        severity: { type: 'string', enum: ['SEV1', 'SEV2', 'SEV3', 'SEV4'], default: 'SEV3' },
        people: { type: 'array', items: { type: 'string' } },
        teams: { type: 'array', items: { type: 'string' } },
        system: { type: 'string' },
        private: { type: 'boolean' },
        cause: { type: 'string' },
      },
      required: ['title'],
    },
  },
  verb('incident/show', 'Show an incident', '查看事件'),
  verb('incident/list', 'List incidents', '列出事件'),
  verb('incident/ack', 'Acknowledge an incident', '响应事件'),
  verb('incident/assign', 'Give somebody a role', '指派角色'),
  verb('incident/severity', 'Change the severity', '修改级别'),
  verb('incident/note', 'Add a note', '记录一笔'),
  verb('incident/resolve', 'Resolve an incident', '解决事件'),
  verb('incident/reopen', 'Reopen an incident', '重新打开事件'),
  verb('alert/list', 'List alerts', '列出告警'),
  verb('alert/why', 'Why did this alert call, or not', '告警为何呼叫或没有呼叫'),
  verb('alert/silence', 'Silence alerts', '静默告警'),
  verb('oncall/who', 'Who is on call', '谁在值班'),
  verb('page/ack', 'Acknowledge a call', '响应呼叫'),
];
