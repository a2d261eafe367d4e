import { flagsOf } from '../flags.ts';
import { Wecom } from './wecom.ts';

const usage = `A WeCom on this machine: npx node test/emulators/wecom/start.ts
  --port 3910        where it listens; without it on a free port
  --callback <url>   of the app, asked until it verifies: http://127.0.0.1:8080/im/wecom/callback
  --limits           as many calls a minute as the real one takes, and no more
  --delay 300        milliseconds before each answer`;
const values = flagsOf(usage, {
  port: { type: 'string', default: '0' },
  callback: { type: 'string' },
  limits: { type: 'boolean', default: false },
  delay: { type: 'string', default: '0' },
});

const wecom = await new Wecom({ limits: values.limits, delayMs: Number(values.delay) }).listen(Number(values.port));
const people = [
  ['ana', '安娜'],
  ['bo', '小博'],
  ['chen', '陈总'],
  ['dai', '小戴'],
] as const;
for (const [i, [userid, name]] of people.entries())
  wecom.user(userid, { name, email: `${userid}@harbour.example`, mobile: `1390000000${i}` });
const robot = wecom.robot('值班通知群');
wecom.group('支付应急群', { members: people.map(([userid]) => userid) });

const lines = [
  `The corp: ${wecom.origin}`,
  '',
  'Start the app with:',
  `export WECOM_CORP_ID=${wecom.corpId}`,
  `export WECOM_AGENT_ID=${wecom.agentId}`,
  `export WECOM_SECRET=${wecom.secret}`,
  `export WECOM_TOKEN=${wecom.token}`,
  `export WECOM_ENCODING_AES_KEY=${wecom.encodingAesKey}`,
  `export WECOM_API_URL=${wecom.apiUrl}`,
  '',
  `The bot: ${wecom.bot.botId} with the secret ${wecom.bot.secret} at ${wecom.botUrl}`,
  `The robot of a group: ${robot}`,
  '',
];
process.stdout.write(lines.join('\n'));

/** The app may start after its corp: its callback is asked again until it can read what is sealed. */
async function calls(url: string): Promise<void> {
  const isThere = await wecom.callsTo(url);
  if (!isThere) return void setTimeout(() => void calls(url), 1_000).unref();
  process.stdout.write(`The callback ${url} has been verified.\n`);
}

if (values.callback) void calls(values.callback);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void wecom.stop());
