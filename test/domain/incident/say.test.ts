import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../domain/event/event.ts';
import { actorName, isStory, sayFact, type StoryFacts, type StoryType } from '../../../domain/incident/say.ts';

const about = { incident: 'INC-20261123-001', group: null, title: 'Orders are rejected', severity: 'SEV1' as const };
const names: Readonly<Record<string, string>> = { ana: '安娜', bo: '薄伯', dora: 'Dora Lindqvist' };
const name = (person: string): string => names[person] ?? person;

/** Every fact of a story: what it says in English and in Chinese when ana does it. A fact that is missing here does not compile. */
const lines: { readonly [K in StoryType]: readonly [data: StoryFacts[K], en: string, zh: string] } = {
  'incident.declared': [
    { title: 'Orders are rejected', severity: 'SEV1', private: false, system: null, cause: null, called: [], policy: null, group: null },
    '安娜 declared SEV1: Orders are rejected',
    '安娜 宣布 SEV1 事件：Orders are rejected',
  ],
  'incident.acked': [{ person: 'bo' }, '薄伯 acknowledged', '薄伯 已认领'],
  'incident.unacked': [
    { person: 'bo', because: 'timeout' },
    'The acknowledgement by 薄伯 has run out; calling again',
    '薄伯认领已超时，重新呼叫',
  ],
  'incident.snoozed': [
    { person: 'bo', until: 1_800_000, minutes: 30 },
    '薄伯 has snoozed it; calling again in 30 min',
    '薄伯 稍后处理，30 分钟后再次呼叫',
  ],
  'incident.assigned': [{ role: 'commander', person: 'bo' }, '薄伯 is Incident Commander', '薄伯 担任故障指挥官'],
  'incident.handed': [
    { role: 'commander', from: 'ana', person: 'bo' },
    '安娜 handed Incident Commander over to 薄伯',
    '安娜 将故障指挥官移交给 薄伯',
  ],
  'incident.closed': [{ person: 'ana' }, '安娜 closed the incident', '安娜 关闭了事件'],
  'incident.escalated': [{ people: ['bo'] }, '安娜 escalated at once: 薄伯', '安娜 立即升级，呼叫 薄伯'],
  'people.mustered': [{ people: ['bo', 'dora'] }, '安娜 called in 薄伯, Dora Lindqvist', '安娜 集结 薄伯、Dora Lindqvist'],
  'incident.reclassified': [
    { severity: 'SEV1', from: 'SEV3' },
    '安娜 changed the severity from SEV3 to SEV1',
    '安娜 将级别从 SEV3 调为 SEV1',
  ],
  'incident.noted': [{ text: 'Failover begun' }, '安娜: Failover begun', '安娜：Failover begun'],
  'incident.impacted': [
    { text: 'Orders of 12 branches wait' },
    '安娜 on the business impact: Orders of 12 branches wait',
    '安娜 业务影响：Orders of 12 branches wait',
  ],
  'incident.mitigated': [{}, '安娜 mitigated the incident', '安娜 标记为已止损'],
  'incident.resolved': [{ person: 'ana' }, '安娜 resolved the incident', '安娜 标记为已解决'],
  'incident.reopened': [{ reason: 'Errors are back' }, '安娜 reopened it: Errors are back', '安娜 重新打开：Errors are back'],
  'incident.grouped': [{ group: 'g', firing: 3 }, 'An alert group joined with 3 firing', '关联告警组，3 条告警中'],
  'alerts.fired': [{ group: 'g', firing: 1 }, '1 alert is firing', '告警中 1 条'],
  'alerts.turned': [{ groups: { a: 0, b: 0 }, firing: 0, before: 7 }, 'All its alerts have recovered', '告警已全部恢复'],
  'alerts.remarked': [
    { kind: 'cut', count: 3, heard: 3 },
    'The source left out 3 alerts; asked for them, 3 came',
    '来源少发了 3 条告警，已补取 3 条',
  ],
  'storm.grew': [
    { tie: 'system="payments"', groups: { a: 2, b: 1 } },
    'A storm: 2 alert groups with system="payments" came in here; nobody was called for them',
    '告警风暴：并入 2 个告警组（system="payments"），未再呼叫',
  ],
  'alerts.recovered': [{ group: 'g' }, 'The alerts have recovered', '告警已恢复'],
  'people.called': [
    { people: ['ana', 'bo'], step: 1, cycle: 0, skipped: [0] },
    'Calling 安娜, 薄伯 (step 1 had nobody)',
    '呼叫 安娜、薄伯（跳过无人值班的第 1 级）',
  ],
  'call.stopped': [{ because: 'acked', person: 'bo' }, 'Calling stopped', '呼叫已停止'],
  'call.unanswered': [{ people: ['ana'] }, 'Nobody answered: 安娜', '无人应答：安娜'],
  'people.joined': [
    { adapter: 'web', joined: ['bo'], failed: [{ person: 'eli', because: 'no id' }] },
    '薄伯 joined the war room; eli could not be added: no id',
    '薄伯 已加入作战室；eli 未能加入：no id',
  ],
  'people.left': [{ people: ['bo'] }, '安娜 took 薄伯 off the incident', '安娜 将 薄伯 移出事件'],
  'people.stayed': [
    { adapter: 'wecom', people: ['bo'], because: 'last-two' },
    'Still in the war room (WeCom): 薄伯: a group of WeCom keeps two people',
    '薄伯 仍在作战室（企业微信）：企业微信的群至少留两个人',
  ],
  'room.opening': [{ adapter: 'web' }, 'Opening the war room (web)', '正在打开作战室（网页）'],
  'room.bound': [
    { adapter: 'wecom-aibot', ref: 'g', person: 'ana' },
    'A group of theirs is the war room now (WeCom group)',
    '群聊已绑定为作战室（企业微信群）',
  ],
  'room.unbound': [
    { adapter: 'wecom-aibot', by: 'INC-2' },
    'The group is the war room of INC-2 now, not of this incident (WeCom group)',
    '群聊已改绑到 INC-2，不再是这里的作战室（企业微信群）',
  ],
  'room.opened': [{ adapter: 'web', ref: 'r', url: null }, 'War room open (web)', '作战室已打开（网页）'],
  'room.failed': [
    { adapter: 'slack', because: 'it is down' },
    'War room could not be opened (Slack): it is down',
    '作战室打开失败（Slack）：it is down',
  ],
  'room.archived': [{ adapter: 'slack' }, 'War room archived (Slack)', '作战室已归档（Slack）'],
  'room.unarchived': [{ adapter: 'slack' }, 'War room taken out of the archive (Slack)', '作战室已重新启用（Slack）'],
  'room.lost': [
    { adapter: 'slack', because: 'archived' },
    'The war room (Slack) was archived by hand. Tocsin leaves it so: take it out of the archive there, and its card, topic and document are brought up to date',
    '作战室（Slack）被手动归档。Tocsin 不会擅自恢复；请在聊天平台中取消归档，卡片、主题与文档随即更新',
  ],
  'room.regained': [{ adapter: 'slack' }, 'The war room is in use again (Slack)', '作战室恢复使用（Slack）'],
  'room.replaced': [
    { adapter: 'slack', url: 'https://acme.slack.com/archives/C1', because: 'not_authorized' },
    'The old war room could not be taken out of the archive (Slack): not_authorized. There is a new one; the old one can still be read: https://acme.slack.com/archives/C1',
    '原作战室无法重新启用（Slack）：not_authorized。改用新的作战室；原作战室：https://acme.slack.com/archives/C1',
  ],
  'page.started': [{ person: 'bo', about, escalation: 'e', rules: [] }, 'Paging 薄伯', '开始呼叫 薄伯'],
  'page.tried': [{ attempt: 0, by: 'chat', rule: 0 }, 'Trying chat', '正在通过聊天呼叫'],
  'page.sent': [
    { attempt: 0, by: 'email', state: 'sent', repeated: true },
    'Page sent by e-mail (perhaps a repeat)',
    '邮件已送出（可能重复）',
  ],
  'page.moved': [{ attempt: 0, by: 'phone', state: 'ringing' }, 'Page by phone: ringing', '电话：响铃中'],
  'page.missed': [
    { attempt: 0, by: 'phone', code: 'number-refused', raw: '21211 Invalid To' },
    'Page by phone failed: the carrier refuses this number (21211 Invalid To)',
    '电话未送达：运营商拒绝这个号码（21211 Invalid To）',
  ],
  'page.unreachable': [
    { person: 'bo', code: 'no-answer' },
    '薄伯 cannot be reached by phone; not waiting any longer',
    '电话与短信都联系不上 薄伯，不再等待',
  ],
  'page.held': [
    { attempt: 1, by: 'phone', until: 60_000 },
    'Page by phone waits and goes out together with others',
    '电话稍后与其他呼叫一并送出',
  ],
  'page.joined': [
    { attempt: 1, by: 'phone', also: [{ page: 'p', attempt: 2 }] },
    'The same phone is for 1 other page too',
    '同一次电话还包括另外 1 个呼叫',
  ],
  'page.acked': [{ via: 'ring' }, 'Page acknowledged', '呼叫已应答'],
  'page.stopped': [{ because: 'acked', person: 'bo' }, 'Page stopped', '呼叫已停止'],
};

const all = Object.keys(lines) as StoryType[];
const say = (type: StoryType, lang: 'zh' | 'en', by: Actor = 'person:ana'): string =>
  sayFact({ type, data: lines[type][0], by }, { lang, name });

test.each(all.map((type) => [type, lines[type][1], lines[type][2]] as const))('%s: %s', (type, en, zh) => {
  expect([say(type, 'en'), say(type, 'zh')]).toEqual([en, zh]);
});

describe('beside the rule', () => {
  test('a role is handed over by whoever had it, taken over by whoever takes it, and passed on by somebody else', () => {
    const handed = (by: Actor) => {
      const fact = { type: 'incident.handed', data: { role: 'commander', from: 'bo', person: 'ana' }, by } as const;
      return [sayFact(fact, { lang: 'zh', name }), sayFact(fact, { lang: 'en', name })];
    };
    expect(handed('person:bo')).toEqual(['薄伯 将故障指挥官移交给 安娜', '薄伯 handed Incident Commander over to 安娜']);
    expect(handed('person:ana')).toEqual(['安娜 从 薄伯 接手故障指挥官', '安娜 took over as Incident Commander from 薄伯']);
    expect(handed('person:dora')).toEqual([
      '薄伯 将故障指挥官移交给 安娜（Dora Lindqvist 操作）',
      '薄伯 handed Incident Commander over to 安娜 (done by Dora Lindqvist)',
    ]);
  });
  test('several alerts are several', () =>
    expect(sayFact({ type: 'alerts.fired', data: { group: 'g', firing: 2 }, by: 'tocsin' }, { lang: 'en', name })).toBe(
      '2 alerts are firing',
    ));
  test('nobody on call is not the same as nobody answering', () => {
    const nobody = { type: 'call.unanswered', data: { people: [] }, by: 'tocsin' } as const;
    expect([sayFact(nobody, { lang: 'en', name }), sayFact(nobody, { lang: 'zh', name })]).toEqual([
      'Nobody is on call; no one was called',
      '无人值班，没有人被呼叫',
    ]);
  });
  test('a line of a page says whose it is', () => {
    const acked = { type: 'page.acked', data: { via: 'ring' }, by: 'person:bo' } as const;
    expect([sayFact(acked, { lang: 'en', name }, 'bo'), sayFact(acked, { lang: 'zh', name }, 'bo')]).toEqual([
      '薄伯: Page acknowledged',
      '薄伯：呼叫已应答',
    ]);
  });
});

describe('what a chat refused is kept as a code and said in the language of who reads', () => {
  const failed = (because: string): [zh: string, en: string] => {
    const fact = { type: 'room.failed', data: { adapter: 'wecom', because }, by: 'tocsin' } as const;
    return [sayFact(fact, { lang: 'zh', name }), sayFact(fact, { lang: 'en', name })];
  };
  test('a room that WeCom does not open', () =>
    expect(failed('wecom-60011: no privilege: to access')).toEqual([
      '作战室打开失败（企业微信）：请把最上级部门加入应用的可见范围：建群需要它（60011：no privilege: to access）',
      'War room could not be opened (WeCom): Put the root department into the visible range of the app: group chats need it (60011: no privilege: to access)',
    ]));
  test('a room that Slack does not open', () =>
    expect(failed('slack-missing_scope: groups:write')).toEqual([
      '作战室打开失败（企业微信）：请在 api.slack.com/apps 为机器人添加缺少的权限，并重新安装应用（missing_scope：groups:write）',
      "War room could not be opened (WeCom): Add what is missing to the bot's scopes at api.slack.com/apps and install the app anew (missing_scope: groups:write)",
    ]));
  test('a room that Slack does not give back', () => {
    const data = { adapter: 'slack', url: null, because: 'slack-not_authorized' };
    expect(sayFact({ type: 'room.replaced', data, by: 'tocsin' }, { lang: 'zh', name })).toBe(
      '原作战室无法重新启用（Slack）：工作区不允许应用这样做：请联系 Slack 的管理员（not_authorized）。改用新的作战室；原作战室仍可查阅',
    );
  });
  test('an errcode that nobody has heard of', () =>
    expect(failed('wecom-99999: what').join()).toMatch(/不接受.*（99999：what）.*\(99999: what\)/u));
  test('a row of before, which is a sentence', () =>
    expect(failed('wecom: it is down')[0]).toBe('作战室打开失败（企业微信）：wecom: it is down'));
  test.each([
    ['wecom-60111', 'bo 未能加入（企业微信）：请把此人加入应用的可见范围，或改正人员中填写的 userid（60111）'],
    ['wecom-86006', 'bo 未能加入（企业微信）：群已满：企业微信的群最多 2000 人（86006）'],
    ['slack-user_disabled', 'bo 未能加入（企业微信）：此人的 Slack 账号已停用（user_disabled）'],
    ['it is down', 'bo 未能加入（企业微信）：it is down'],
  ])('somebody who was not taken in: %s', (because, zh) => {
    const data = { adapter: 'wecom', joined: [], failed: [{ person: 'bo', because }] };
    expect(sayFact({ type: 'people.joined', data, by: 'tocsin' }, { lang: 'zh', name: (p) => p })).toBe(zh);
  });
  test('a page that WeCom refused', () => {
    const data = { attempt: 0, by: 'chat', chat: 'wecom', code: 'wecom-301002', raw: 'not allow' } as const;
    expect(sayFact({ type: 'page.missed', data, by: 'tocsin' }, { lang: 'zh', name })).toBe(
      '聊天（企业微信）未送达：请填写这个应用自己的 AgentId（应用详情页），并确认应用已启用（301002：not allow）',
    );
  });
});

test.each<[by: Actor, called: string]>([
  ['person:ana', '安娜'],
  ['person:zoe', 'zoe'],
  ['bot:alert-response', 'Alert response'],
  ['bot:unheard-of', 'unheard-of'],
  ['source:prom-sh1', 'prom-sh1'],
  ['token:admin', 'Tocsin'],
  ['tocsin', 'Tocsin'],
])('%s is called %s', (by, called) => expect(actorName(by, { lang: 'en', name })).toBe(called));

test('what is no fact of a story is none', () => {
  expect(['incident.declared', 'page.acked', 'group.notified', 'escalation.stepped', 'toString'].map(isStory)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
