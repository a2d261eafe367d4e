import { readFileSync } from 'node:fs';
import { flagsOf } from '../flags.ts';
import type { Manifest } from './manifest.ts';
import { Slack } from './slack.ts';

const usage = `A Slack on this machine: npx node test/emulators/slack/start.ts
  --port 3900         where it listens; without it on a free port
  --manifest <file>   of the app that is in it, as \`npx tocsin slack manifest\` prints it
  --limits            as many calls a minute as the real one takes, and no more
  --delay 300         milliseconds before each answer`;
const values = flagsOf(usage, {
  port: { type: 'string', default: '0' },
  manifest: { type: 'string' },
  limits: { type: 'boolean', default: false },
  delay: { type: 'string', default: '0' },
});

const slack = await new Slack({ limits: values.limits, delayMs: Number(values.delay) }).listen(Number(values.port));
if (values.manifest) slack.installs(JSON.parse(readFileSync(values.manifest, 'utf8')) as Manifest);

const people = [
  ['ana', { id: 'U0ANA000000', realName: 'Ana Lima' }],
  ['bo', { id: 'U0BO0000000', realName: 'Bo Chen' }],
  ['lin', { id: 'U0LIN000000', realName: '林晓' }],
  ['mara', { id: 'U0MARA00000', realName: 'Mara Osei' }],
] as const;
for (const [name, given] of people) slack.user(name, given);
slack.usergroup('payments', { id: 'S0PAYMENTS1', name: 'Payments', users: ['U0ANA000000', 'U0BO0000000'] });
const everyone = people.map(([, { id }]) => id);
for (const name of ['general', 'ops', 'payments'])
  slack.channel(name, { id: `C0${name.toUpperCase()}0001`.slice(0, 11), members: everyone });
await slack.someone('ana').says('general', 'Good morning. :wave:');

const lines = [
  `The workspace: ${slack.origin}`,
  '',
  'Start the app with:',
  `export SLACK_API_URL=${slack.apiUrl}`,
  `export SLACK_BOT_TOKEN=${slack.botToken}`,
  `export SLACK_APP_TOKEN=${slack.appToken}`,
  `export SLACK_SIGNING_SECRET=${slack.signingSecret}`,
  '',
];
process.stdout.write(lines.join('\n'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void slack.stop());
