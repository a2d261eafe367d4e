import { onTestFinished } from 'vitest';
import { Slack, type SlackOptions } from '../emulators/slack/slack.ts';
import { docs } from '../scenarios/firm.ts';
import { asInstalled } from './as-installed.ts';
import { until } from './until.ts';
import { world, type World, type WorldOptions } from './world.ts';

/** Ana and Bo are known on Slack, Cai has an address there and no id, Dee is there and nobody here; Max runs it. */
export const firm = docs(
  `{ kind: firm, name: acme, spec: { zone: Asia/Shanghai, locale: en } }`,
  `{ kind: person, name: ana, spec: { displayName: Ana, locale: en, email: ana@example.com, chat: { slack: UANA } } }`,
  `{ kind: person, name: bo, spec: { displayName: Bo, locale: en, chat: { slack: UBO } } }`,
  `{ kind: person, name: cai, spec: { displayName: Cai, locale: en, email: cai@example.com } }`,
  `{ kind: person, name: vic, spec: { displayName: Vic, locale: en, roles: [viewer], chat: { slack: UVIC } } }`,
  `{ kind: person, name: max, spec: { displayName: Max, locale: en, roles: [admin] } }`,
  `{ kind: team, name: payments, spec: { displayName: Payments, people: [bo], chat: { slack: S0PAYMENTS1 } } }`,
  `{ kind: channel, name: ops, spec: { platform: slack, to: C0OPS000001 } }`,
  `{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ person: ana }, { person: bo }], delayMinutes: 5 }] } }`,
);

/** The firm's Slack, with its people and the channel ops. Ends with the test. */
export async function slackOf(options: SlackOptions = {}): Promise<Slack> {
  const slack = await asInstalled(await new Slack(options).listen());
  onTestFinished(() => slack.stop());
  for (const name of ['ana', 'bo', 'vic', 'dee'])
    slack.user(name, { id: `U${name.toUpperCase()}`, email: `${name}@example.com`, realName: name });
  slack.user('cai', { id: 'UCAI', email: 'Cai@example.com', realName: 'Cai' });
  slack.usergroup('payments', { id: 'S0PAYMENTS1', users: ['UBO'] });
  slack.channel('ops', { id: 'C0OPS000001', members: ['UANA', 'UBO', 'UCAI', 'UVIC', 'UDEE'] });
  return slack;
}

/** Tocsin beside it, once it listens. */
export async function beside(slack: Slack, { yaml = firm, ...options }: WorldOptions & { yaml?: string } = {}): Promise<World> {
  const w = await world(yaml, { ...options, slack });
  if (options.slackCallsUs) await slack.postsTo(`${await w.origin()}/im/slack/events`);
  else await until(() => slack.sockets > 0, { what: 'Tocsin to listen to Slack' });
  return w;
}
