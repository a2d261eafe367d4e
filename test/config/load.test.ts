import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { configErrorText } from '../../config/config-error.ts';
import { load } from '../../config/load.ts';

const made: string[] = [];
afterEach(async () => {
  await Promise.all(made.splice(0).map((d) => rm(d, { recursive: true })));
});

async function directory(files: Record<string, string>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'tocsin-config-'));
  made.push(root);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

const errorsOf = async (files: Record<string, string>, env = {}): Promise<string[]> =>
  (await load(await directory(files), { env })).errors.map(configErrorText);
const person = (spec: string): string => `{ kind: person, name: ana, spec: ${spec} }`;
const schedule = (layer: string, rest = ''): string => `kind: schedule
name: night
spec:
  zone: Asia/Shanghai
  layers:
    - ${layer}
${rest}---
{ kind: person, name: ana, spec: {} }`;
const rotation = (fields: string): string => schedule(`rotation: { start: '2026-11-23T09:00', unit: day, people: [ana], ${fields} }`);

const rows: [why: string, text: string, error: string | string[]][] = [
  ['a misspelt field', person('{ locle: en }'), 'a.yaml:1:36 spec.locle: unknown field; did you mean "locale"?'],
  [
    'a field from nowhere',
    '{ kind: team, name: a, spec: { zebra: 1 } }',
    'a.yaml:1:32 spec.zebra: unknown field; the fields here are: displayName, people, schedule, chat, channel',
  ],
  ['a field beside spec', '{ kind: person, name: ana, spec: {}, sepc: {} }', 'a.yaml:1:38 sepc: unknown field; did you mean "spec"?'],
  ['an unknown kind', '{ kind: persn, name: ana, spec: {} }', 'a.yaml:1:9 kind: unknown kind "persn"; did you mean "person"?'],
  ['no kind', '{ name: ana, spec: {} }', 'a.yaml:1:1 kind: is missing; write a text'],
  ['no spec', '{ kind: person, name: ana }', 'a.yaml:1:1 spec: is missing; write what this thing is, or spec: {}'],
  [
    'an empty spec',
    'kind: person\nname: ana\nspec:\n',
    'a.yaml:3:1 spec: is empty; write its fields as key: value, or leave the field out',
  ],
  [
    'a name with a capital',
    '{ kind: person, name: Ana, spec: {} }',
    'a.yaml:1:23 name: is not a name; use small letters, digits, dot, dash and underscore, 63 at most, and begin with a letter or digit',
  ],
  ['no document at all', 'just words', 'a.yaml:1:1: is not a document; write { kind: person, name: ana, spec: { … } }'],
  [
    'bad YAML',
    'kind: person\nname: "ana\n',
    `a.yaml:3:1: is not valid YAML: missing closing "quote; check the indentation, quotes and brackets here`,
  ],
  [
    'a variable without quotes',
    '{ kind: integration, name: p, spec: { source: generic, key: ${K} } }',
    'a.yaml:1:62: is not valid YAML: unexpected flow-map-start at node end; put "${…}" in quotes',
  ],
  [
    'a key given twice',
    'kind: person\nkind: person\n',
    'a.yaml:2:1: is not valid YAML: map keys must be unique; check the indentation, quotes and brackets here',
  ],
  [
    'a number for a text',
    person('{ phone: 13800000001 }'),
    'a.yaml:1:43 spec.phone: is a number, not a text; put it in quotes: "13800000001"',
  ],
  [
    'a phone number without country',
    person('{ phone: "13800000001" }'),
    'a.yaml:1:43 spec.phone: is not a phone number; write + and the country code, digits only, such as +8613800000001',
  ],
  [
    'a zone by offset',
    person('{ zone: "+08:00" }'),
    'a.yaml:1:42 spec.zone: is not a time zone; write an IANA name such as Asia/Shanghai, Europe/London or UTC',
  ],
  [
    'an unknown role',
    person('{ roles: [responder, operater] }'),
    'a.yaml:1:55 spec.roles[1]: "operater" is not one of the choices; did you mean "operator"?',
  ],
  ['a text for a list', person('{ roles: admin }'), 'a.yaml:1:43 spec.roles: is a text, not a list; write a list, such as [a, b]'],
  [
    'a rule without means',
    person('{ rules: { default: [{ afterMinutes: 0 }] } }'),
    'a.yaml:1:55 spec.rules.default[0].by: is missing; write one of chat, ring, sms, phone, email, push',
  ],
  [
    'a text for a number',
    person('{ rules: { default: [{ afterMinutes: "0", by: sms }] } }'),
    'a.yaml:1:71 spec.rules.default[0].afterMinutes: is a text, not a number; write it without quotes: 0',
  ],
  [
    'too late a rule',
    person('{ rules: { default: [{ afterMinutes: 2000, by: sms }] } }'),
    'a.yaml:1:71 spec.rules.default[0].afterMinutes: is too large; write 1440 or less',
  ],
  [
    'a step to nobody',
    '{ kind: escalation-policy, name: p, spec: { steps: [{ to: [] }] } }',
    'a.yaml:1:59 spec.steps[0].to: is empty; write at least one entry',
  ],
  ['no steps', '{ kind: escalation-policy, name: p, spec: {} }', 'a.yaml:1:37 spec.steps: is missing; write a list, such as [a, b]'],
  [
    'half a repeat',
    '{ kind: escalation-policy, name: p, spec: { repeat: 1.5, steps: [{ to: [{ person: ana }] }] } }',
    'a.yaml:1:53 spec.repeat: is not a whole number; write a whole number',
  ],
  [
    'a target of two kinds',
    '{ kind: escalation-policy, name: p, spec: { steps: [{ to: [{ person: ana, team: a }] }] } }',
    'a.yaml:1:60 spec.steps[0].to[0]: must name exactly one of person, schedule, rotation, team, channel; write one entry for each',
  ],
  [
    'a target of an unknown kind is reported once',
    '{ kind: escalation-policy, name: p, spec: { steps: [{ to: [{ persn: ana }] }] } }',
    'a.yaml:1:62 spec.steps[0].to[0].persn: unknown field; did you mean "person"?',
  ],
  [
    'a robot without address',
    '{ kind: channel, name: c, spec: { platform: robot } }',
    'a.yaml:1:27 spec.url: is missing; a robot channel needs `url`, the address to post to',
  ],
  [
    'a robot of nobody knows whom',
    '{ kind: channel, name: c, spec: { platform: robot, url: "https://robots.example.com/send" } }',
    'a.yaml:1:27 spec.robot: is missing; the address does not say whose robot it is: write wecom, dingtalk or feishu',
  ],
  [
    'a guest that asks for what is ours',
    '{ kind: chat, name: wx, spec: { type: wechat, puppet: wechaty-puppet-mock, env: [DATABASE_URL] } }',
    'a.yaml:1:82 spec.env[0]: is Tocsin’s own, which no guest is given; give it one of its own by another name',
  ],
  [
    'no puppet of Wechaty',
    '{ kind: chat, name: wx, spec: { type: wechat, puppet: mock } }',
    'a.yaml:1:55 spec.puppet: is not a puppet; write the package of one, wechaty-puppet-<name>, such as wechaty-puppet-service or wechaty-puppet-mock',
  ],
  [
    'no web address',
    '{ kind: channel, name: c, spec: { platform: webhook, url: "ftp://x" } }',
    'a.yaml:1:59 spec.url: is not a web address; write one that begins with https:// or http://',
  ],
  [
    'a bad matcher',
    "{ kind: route, name: r, spec: { routes: [{ match: ['severity'] }] } }",
    'a.yaml:1:52 spec.routes[0].match[0]: "severity" is not a matcher; write name="value", name!="value", name=~"regex" or name!~"regex"',
  ],
  [
    'a misspelt field deep in the route tree',
    '{ kind: route, name: r, spec: { routes: [{ continu: true }] } }',
    'a.yaml:1:44 spec.routes[0].continu: unknown field; did you mean "continue"?',
  ],
  [
    'a misspelt interval in a route',
    '{ kind: route, name: r, spec: { routes: [{ muteIn: [nigth], activeIn: [night] }] } }\n---\n{ kind: time-interval, name: night, spec: { spans: [{ days: [SA] }] } }',
    'a.yaml:1:53 spec.routes[0].muteIn[0]: there is no time-interval "nigth"; did you mean "night"?',
  ],
  [
    'an interval over midnight',
    '{ kind: time-interval, name: n, spec: { spans: [{ times: [{ start: "22:00", end: "06:00" }] }] } }',
    'a.yaml:1:59 spec.spans[0].times[0]: does not end after it starts, and a span lies within one day; for a night write two: start "22:00" end "24:00", and start "00:00" end "06:00"',
  ],
  [
    'an inhibition of nothing',
    '{ kind: inhibition, name: i, spec: { source: [\'a="b"\'], target: [] } }',
    'a.yaml:1:65 spec.target: is empty; write at least one entry',
  ],
  [
    'a bad matcher of an inhibition',
    '{ kind: inhibition, name: i, spec: { source: [severity], target: [\'a="b"\'] } }',
    'a.yaml:1:47 spec.source[0]: "severity" is not a matcher; write name="value", name!="value", name=~"regex" or name!~"regex"',
  ],
  [
    'a layer of two sources',
    schedule('{ people: [ana], shifts: [] }'),
    'a.yaml:6:7 spec.layers[0]: has people and shifts; write exactly one of rotation, people, shifts, ics',
  ],
  [
    'a layer of nothing',
    schedule('{ name: x }'),
    'a.yaml:6:7 spec.layers[0]: has none of rotation, people, shifts and ics; write exactly one of rotation, people, shifts, ics',
  ],
  [
    'half a calendar',
    schedule('{ ics: "BEGIN:VCALENDAR", people: [ana] }'),
    'a.yaml:6:14 spec.layers[0].ics: line 1: the calendar is cut off here; export it again up to END:VCALENDAR',
  ],
  [
    'a caller whom nobody knows',
    schedule('{ ics: "BEGIN:VCALENDAR\\nEND:VCALENDAR", who: { Anna: anna } }'),
    'a.yaml:6:61 spec.layers[0].who.Anna: there is no person "anna"; did you mean "ana"?',
  ],
  [
    'a rotation start with offset',
    schedule("rotation: { start: '2026-11-23T09:00+08:00', unit: day, people: [ana] }"),
    'a.yaml:6:26 spec.layers[0].rotation.start: is not a local time; write it without an offset, such as 2026-11-23T09:00',
  ],
  [
    'a 30 February',
    schedule("rotation: { start: '2026-02-30', unit: day, people: [ana] }"),
    'a.yaml:6:26 spec.layers[0].rotation.start: is not a local time; write it without an offset, such as 2026-11-23T09:00',
  ],
  [
    'a day by its English name',
    schedule("{ people: [ana], hours: [{ days: [Mon], start: '08:00', end: '09:00' }] }"),
    'a.yaml:6:41 spec.layers[0].hours[0].days[0]: "Mon" is not one of the choices; did you mean "MO"?',
  ],
  [
    'nine o’clock without its zero',
    schedule("{ people: [ana], hours: [{ start: '9:00', end: '18:00' }] }"),
    'a.yaml:6:41 spec.layers[0].hours[0].start: is not a time of day; write it such as "08:00"',
  ],
  [
    'a number among the people',
    schedule('rotation: { start: 2026-11-23, unit: day, people: [ana, 7] }'),
    'a.yaml:6:63 spec.layers[0].rotation.people[1]: is neither a person nor a group; write a name such as ana, or [ana, bo]',
  ],
  [
    'a misspelt name in a group',
    schedule('rotation: { start: 2026-11-23, unit: day, people: [[ana, Anna]] }'),
    'a.yaml:6:64 spec.layers[0].rotation.people[0][1]: there is no person "Anna"; did you mean "ana"?',
  ],
  [
    'a pin beyond the people',
    rotation("pin: { at: '2026-11-23T09:00+08:00', index: 1 }"),
    'a.yaml:6:116 spec.layers[0].rotation.pin.index: is beyond the last turn; count from 0, so write 0 to 0',
  ],
  [
    'every without calendar',
    rotation('every: 2'),
    'a.yaml:6:79 spec.layers[0].rotation.every: counts only with calendar turns; add turns: calendar or leave `every` out',
  ],
  [
    'calendar days',
    rotation('turns: calendar'),
    'a.yaml:6:79 spec.layers[0].rotation.turns: calendar turns are weeks or months; write unit: week, unit: month or leave `turns` out',
  ],
  [
    'an override that ends before it starts',
    schedule('people: [ana]', "  overrides: [{ start: '2026-11-24T20:00+08:00', end: '2026-11-24T11:00Z', add: ana }]\n"),
    'a.yaml:7:55 spec.overrides[0].end: is not after the start; write a later end',
  ],
  [
    'a schedule whose hours have no zone',
    "{ kind: schedule, name: n, spec: { layers: [{ people: [], hours: [{ start: '08:00', end: '09:00' }] }] } }",
    'a.yaml:1:28 spec.zone: is missing and the times of this schedule need one; write an IANA name such as zone: Asia/Shanghai',
  ],
  [
    'an unknown person',
    '{ kind: team, name: t, spec: { people: [anna] } }\n---\n{ kind: person, name: ana, spec: {} }',
    'a.yaml:1:41 spec.people[0]: there is no person "anna"; did you mean "ana"?',
  ],
  [
    'an unknown person in a group',
    schedule('rotation: { start: 2026-11-23, unit: day, people: [ana, [ana, zoe]] }'),
    'a.yaml:6:69 spec.layers[0].rotation.people[1][1]: there is no person "zoe"; write one of these: ana',
  ],
  [
    'no policy at all',
    '{ kind: system, name: s, spec: { policy: default } }',
    'a.yaml:1:42 spec.policy: there is no escalation-policy "default"; add one: { kind: escalation-policy, name: default, spec: { … } }',
  ],
  [
    'a route whose child names an unknown channel and policy',
    '{ kind: route, name: r, spec: { routes: [{ channel: ops, policy: null }, { policy: x }] } }',
    [
      'a.yaml:1:53 spec.routes[0].channel: there is no channel "ops"; add one: { kind: channel, name: ops, spec: { … } }',
      'a.yaml:1:84 spec.routes[1].policy: there is no escalation-policy "x"; add one: { kind: escalation-policy, name: x, spec: { … } }',
    ],
  ],
  [
    'one name twice',
    `${person('{}')}\n---\n${person('{}')}`,
    'a.yaml:3:23 name: person "ana" is already at a.yaml:1:23; rename one of them or remove it',
  ],
  [
    'a reference to what is itself wrong is not reported again',
    '{ kind: team, name: t, spec: { people: [ana] } }\n---\n{ kind: person, name: ana, spec: { x: 1 } }',
    'a.yaml:3:36 spec.x: unknown field; the fields here are: displayName, locale, zone, roles, email, phone, ntfy, chat, rules, quiet',
  ],
  [
    'an unset variable',
    '{ kind: integration, name: p, spec: { source: generic, key: "${PROM_KEY}" } }',
    'a.yaml:1:61 spec.key: the variable PROM_KEY is not set; set PROM_KEY in the environment, or write the value here',
  ],
  [
    'a variable with a default',
    person('{ displayName: "${A:-b}" }'),
    'a.yaml:1:49 spec.displayName: "${A:-b}" is not a variable; write ${NAME} in letters, digits and underscores, or $${ for the characters themselves',
  ],
  [
    'a secret file that is not there',
    '{ kind: integration, name: p, spec: { source: generic, key: "file:nowhere" } }',
    'a.yaml:1:61 spec.key: the secret file of "file:nowhere" cannot be read; check that it is there and that Tocsin may read it',
  ],
  ['nesting like a bomb', `${'['.repeat(60_000)}${']'.repeat(60_000)}`, 'a.yaml:1:1: is nested too deeply; nest at most 32 levels'],
  [
    'forty levels',
    `{ kind: person, name: ana, spec: ${'{ a: '.repeat(40)}1${' }'.repeat(40)} }`,
    'a.yaml:1:1: is nested too deeply; nest at most 32 levels',
  ],
  [
    'a billion laughs',
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    'a.yaml:1:1: cannot be read: excessive alias count indicates a resource exhaustion attack; define each &anchor before its *alias, and use few',
  ],
  [
    'a prototype',
    '{ kind: person, name: ana, spec: { __proto__: { admin: true } } }',
    'a.yaml:1:36 spec.__proto__: unknown field; the fields here are: displayName, locale, zone, roles, email, phone, ntfy, chat, rules, quiet',
  ],
];

test.each(rows)('%s is refused in plain words', async (_why, text, error) => {
  expect(await errorsOf({ 'a.yaml': text })).toEqual([error].flat());
});

test('errors come in the order of files and lines, and what is right is loaded all the same', async () => {
  const files = {
    'b.yml': person('{ x: 1 }'),
    'a/c.json': '{"kind":"team","name":"t","spec":{"people":["ana","no"]}}',
    'd.yaml': '# nothing\n---\n',
    'e.txt': '}{',
  };
  const loaded = await load(await directory({ ...files, 'f.yaml': '{ kind: person, name: bo, spec: {} }', '.hidden/g.yaml': '}{' }), {
    env: {},
  });
  expect(loaded.errors.map(configErrorText)).toEqual(
    [
      'b.yml:1:36 spec.x: unknown field; the fields here are: displayName, locale, zone, roles, email, phone, ntfy, chat, rules, quiet',
      'a/c.json:1:51 spec.people[1]: there is no person "no"; did you mean "bo"?',
    ].toSorted(),
  );
  expect(loaded.resources.all('person')).toEqual([
    { kind: 'person', name: 'bo', spec: { locale: 'zh-CN', roles: ['responder'], chat: {} }, origin: { file: 'f.yaml', line: 1 } },
  ]);
});

test('a file that cannot be read is one error, and the others are loaded', async () => {
  const root = await directory({ 'a.yaml': person('{}') });
  await symlink(join(root, 'gone'), join(root, 'b.yaml'));
  const loaded = await load(root, { env: {} });
  expect(loaded.errors.map(configErrorText)).toEqual([
    'b.yaml:1:1: cannot be read (ENOENT); check that it is a file and that Tocsin may read it',
  ]);
  expect(loaded.resources.all('person')).toHaveLength(1);
});

test('a JSON file may hold a list of documents, and each knows its line', async () => {
  const loaded = await load(
    await directory({ 'a.json': `[\n${person('{}')},\n{ kind: team, name: t, spec: { people: [ana], x: 1 } }\n]` }),
    { env: {} },
  );
  expect(loaded.errors.map(configErrorText)).toEqual([
    'a.json:3:47 spec.x: unknown field; the fields here are: displayName, people, schedule, chat, channel',
  ]);
  expect(loaded.resources.get('person', 'ana')?.origin).toEqual({ file: 'a.json', line: 2 });
});

test('variables and secret files are filled in, $${ stays as ${, and neither is ever shown', async () => {
  const spec = `{ displayName: "$\${A} \${A}-\${B}", source: alertmanager, key: 'file:secrets/key' }`;
  const root = await directory({ 'a.yaml': `{ kind: integration, name: p, spec: ${spec} }`, 'secrets/key': 'k3y\n' });
  const loaded = await load(root, { env: { A: 'x', B: 'y' } });
  expect(loaded.errors).toEqual([]);
  expect(loaded.resources.get('integration', 'p')?.spec).toMatchObject({ displayName: '${A} x-y', key: 'k3y' });
  expect(loaded.files).toEqual([join(root, 'a.yaml'), join(root, 'secrets/key')]);

  const wrong = await errorsOf({ 'a.yaml': `{ kind: channel, name: p, spec: { platform: '\${A}', url: '\${A}' } }` }, { A: 'hush-hush' });
  expect(wrong.join()).not.toContain('hush');
  expect(wrong[0]).toBe(
    'a.yaml:1:45 spec.platform: "${A}" is not one of the choices; write one of these: web, slack, wecom, wecom-aibot, wechat, botkit, robot, webhook',
  );
});

test('a key that begins with file: is read from a file, a display name that does is not', async () => {
  const loaded = await load(await directory({ 'a.yaml': person('{ displayName: "file:x" }') }), { env: {} });
  expect(loaded.resources.get('person', 'ana')?.spec.displayName).toBe('file:x');
});

test('the version follows what is said, not where or in which order', async () => {
  const [a, b, c] = [person('{}'), '{ kind: team, name: t, spec: {} }', '{ kind: team, name: t, spec: { people: [ana] } }'];
  const version = async (files: Record<string, string>) => (await load(await directory(files), { env: {} })).resources.version;
  expect(await version({ 'x.yaml': a, 'y.yaml': b })).toBe(await version({ 'z.yaml': `${b}\n---\n${a}` }));
  expect(await version({ 'x.yaml': a, 'y.yaml': b })).not.toBe(await version({ 'x.yaml': a, 'y.yaml': c }));
});

test('the demo firm is right', async () => {
  const loaded = await load(join(import.meta.dirname, '../../config/examples'), { env: {} });
  expect(loaded.errors.map(configErrorText)).toEqual([]);
  expect(loaded.resources.all('person').map((p) => p.name)).toEqual(['ana', 'bo', 'chen', 'dora', 'eli', 'fang']);
});
