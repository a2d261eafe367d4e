import { createHmac } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makes } from '../../domain/chat/channel.ts';
import { HttpDoor } from '../emulators/http-door.ts';
import { NtfyServer, ntfyToken } from '../emulators/ntfy.ts';
import { Robots } from '../emulators/robots.ts';
import { PushHouse } from '../emulators/web-push.ts';
import { minutes, seconds, world, type World } from '../harness/world.ts';
import { declaring, docs, people } from './firm.ts';

const secret = 'SEC-of-ours';
const down = { alertname: 'Down' };

async function robots(): Promise<Robots> {
  let now = (): number => Date.parse('2026-11-23T10:00:00+08:00');
  const it = await new Robots({ now: () => now(), secret }).listen();
  onTestFinished(() => it.stop());
  return Object.assign(it, { follows: (w: World) => (now = () => w.now) });
}

/** Ana at once, with the channel `desk`; Bo and the channel again five minutes later. */
const withDesk = `{ kind: escalation-policy, name: default, spec: { steps: [
  { to: [{ person: ana }, { channel: desk }], delayMinutes: 5 }, { to: [{ person: bo }, { channel: desk }], delayMinutes: 10 }] } }`;
const desk = (spec: string): string => docs(people, withDesk, declaring, `{ kind: channel, name: desk, spec: ${spec} }`);
const robotDesk = (it: Robots, make: string, more = ''): string =>
  desk(`{ platform: robot, robot: ${make}, url: '${it.url(make as 'wecom')}', secret: ${secret} ${more} }`);

describe('a step calls a channel', () => {
  test('a room of the web: who was called is mentioned, one button takes it on, and then the card says by whom', async () => {
    const w = await world(desk('{ platform: web, to: desk }'));
    await w.signal(down);
    const { cards } = await w.room('desk');
    expect(cards).toMatchObject([{ title: 'INC-20261123-001 Down', state: { word: 'not taken on' } }]);
    expect(cards[0]?.actions?.map((a) => a.label)).toEqual(['Acknowledge']);
    await w.passes(minutes(6));
    expect((await w.room('desk')).cards, 'an edited card would wake nobody').toHaveLength(2);
    await w.acks('bo');
    const over = (await w.room('desk')).cards;
    expect(over.map((c) => [c.state?.word, c.actions ?? []])).toEqual([
      ['taken on', []],
      ['taken on', []],
    ]);
    expect(over[0]?.fields).toContainEqual({ label: 'Acknowledged by', value: 'Bo' });
  });

  test.each(makes)(
    'a robot of %s: it mentions whom it calls, links to the war room, and says when somebody has taken it on',
    async (make) => {
      const it = await robots();
      const yaml = robotDesk(it, make).replace('chat: { other: UANA }', `chat: { ${make}: ana_1 }`);
      const w = await world(yaml);
      await w.signal(down);
      expect(it.said).toMatchObject([{ mentioned: ['ana_1'], links: ['http://tocsin.test/i/INC-20261123-001'] }]);
      expect(it.said[0]?.text).toContain('SEV3 · not taken on · INC-20261123-001 Down');
      await w.acks('ana');
      expect(it.said.map((s) => s.text)).toMatchObject([{}, expect.stringContaining('SEV3 · taken on · INC-20261123-001 Down')]);
      expect(it.said[1]?.text).toContain('Acknowledged by: Ana');
      await w.passes(minutes(20));
      expect(it.said).toHaveLength(2);
    },
  );

  test('a robot that answers too late is called once more, half a minute later, and the second call says that it may be one', async () => {
    const it = await robots();
    it.goesWrong('late', 'late');
    const w = await world(robotDesk(it, 'wecom'));
    await w.signal(down);
    await w.passes(seconds(29));
    expect(it.said.map((s) => s.text)).toEqual([expect.not.stringContaining('perhaps a repeat')]);
    await w.passes(seconds(2));
    await w.passes(minutes(3));
    expect(it.said.map((s) => s.text)).toEqual([
      expect.stringContaining('not taken on'),
      expect.stringContaining('INC-20261123-001 Down (perhaps a repeat)'),
    ]);
    await w.acks('ana');
    expect(it.said.at(-1)?.text).toContain('SEV3 · taken on · INC-20261123-001 Down');
  });

  test('whoever takes it on while the robot cannot be reached spares the group the call', async () => {
    const it = await robots();
    it.goesWrong({ status: 500 }, { status: 500 });
    const w = await world(robotDesk(it, 'wecom'));
    await w.signal(down);
    await w.acks('ana');
    await w.passes(minutes(2));
    expect(it.said).toEqual([]);
  });

  test.each([
    ['a 5xx', [{ status: 500 }, { status: 503 }]],
    ['a connection that breaks', ['breaks']],
    ['a limit that the platform sets', [{ body: { errcode: 45009, errmsg: 'api freq out of limit' } }]],
  ] as const)('%s passes: the call comes late, and once', async (_what, troubles) => {
    const it = await robots();
    it.goesWrong(...troubles);
    const w = await world(robotDesk(it, 'wecom'));
    await w.signal(down);
    await w.passes(minutes(2));
    expect(it.said.map((s) => s.text)).toEqual([expect.stringContaining('not taken on')]);
    await w.paged('ana');
  });

  test('of a private incident a channel hears its number and how bad it is', async () => {
    const it = await robots();
    const w = await world(robotDesk(it, 'feishu'));
    await w.asks('ana', 'incident/declare', { title: 'A leak at Acme', private: true, people: ['ana'] });
    await w.asks('ana', 'incident/declare', { title: 'Another leak', private: true });
    await w.passes(minutes(6));
    const all = JSON.stringify(it.calls.map((c) => c.body.toString()));
    expect(all).toContain('(private)');
    for (const word of ['leak', 'Acme', 'Ana', 'Bo']) expect(all).not.toContain(word);
  });

  test('killed after the robot has spoken and before that is kept, it speaks once more rather than never, and says that it may be a repeat', async () => {
    const it = await robots();
    const w = await world(robotDesk(it, 'wecom'));
    it.heard = () => w.life.kill();
    await w.signal(down).catch(() => {});
    expect(it.said).toHaveLength(1);
    it.heard = () => {};
    await w.restart();
    await w.passes(seconds(20));
    expect(it.said).toHaveLength(1);
    await w.passes(seconds(20));
    expect(it.said.map((s) => s.text.includes('perhaps a repeat'))).toEqual([false, true]);
    await w.paged('ana');
  });
});

describe('a channel that wants to hear of incidents', () => {
  test('a robot hears of those that are bad enough, and then only when they get on', async () => {
    const it = await robots();
    const w = await world(robotDesk(it, 'wecom', ', incidents: SEV2'));
    await w.asks('max', 'incident/declare', { title: 'small', severity: 'SEV3', people: ['chen'] });
    await w.asks('max', 'incident/declare', { title: 'large', severity: 'SEV1', people: ['chen'] });
    await w.asks('chen', 'incident/assign', { incident: '2', role: 'commander', person: 'chen' });
    await w.asks('chen', 'incident/resolve', { incident: '2' });
    expect(it.said.map((s) => s.text.split('\n')[0])).toEqual([
      '**<font color="warning">SEV1 · open · INC-20261123-002 large</font>**',
      expect.stringContaining('SEV1 · resolved'),
    ]);
  });

  test('a card that a robot may have shown is not shown again; its next news is', async () => {
    const it = await robots();
    const w = await world(robotDesk(it, 'wecom', ', incidents: SEV2'));
    it.goesWrong('late');
    await w.asks('max', 'incident/declare', { title: 'large', severity: 'SEV1', people: ['chen'] });
    await w.passes(minutes(3));
    await w.asks('chen', 'incident/impact', { incident: '1', text: 'no orders' });
    expect(it.said.map((s) => s.text)).toEqual([expect.stringContaining('SEV1 · open')]);
    await w.asks('chen', 'incident/resolve', { incident: '1' });
    expect(it.said.map((s) => s.text)).toEqual([expect.any(String), expect.stringContaining('SEV1 · resolved')]);
  });

  test('a line that a robot may have said is said once more, half a minute later, and labelled', async () => {
    const it = await robots();
    const w = await world(robotDesk(it, 'wecom'));
    it.goesWrong('late', { status: 504 });
    await w.asks('max', 'channel/test', { channel: 'desk' });
    await w.passes(seconds(29));
    expect(it.calls).toHaveLength(1);
    await w.passes(minutes(5));
    expect(it.calls.map((call) => call.body.toString().includes('perhaps a repeat'))).toEqual([false, true]);
  });

  test('a webhook hears all of it as signed events, in the same words each time', async () => {
    const it = new HttpDoor(() => ({ status: 202 }));
    await it.listen();
    onTestFinished(() => it.stop());
    const w = await world(
      docs(
        people,
        `{ kind: channel, name: oa, spec: { platform: webhook, url: '${it.origin}/todo', secret: ${secret}, incidents: SEV4 } }`,
      ),
    );
    it.goesWrong({ status: 503 });
    await w.asks('max', 'incident/declare', { title: 'large', severity: 'SEV1', people: ['chen'] });
    await w.passes(seconds(2));
    await w.asks('chen', 'incident/ack', { incident: '1' });
    await w.asks('chen', 'incident/impact', { incident: '1', text: 'no orders' });
    await w.asks('chen', 'incident/resolve', { incident: '1' });
    await w.asks('chen', 'incident/reopen', { incident: 'INC-20261123-001', reason: 'not over' });
    for (const { headers, body } of it.asked) {
      const said = `${headers['webhook-id']?.toString()}.${headers['webhook-timestamp']?.toString()}.${body.toString()}`;
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(said).digest('base64')}`);
    }
    const told = it.asked.map(({ headers, body }) => ({
      id: headers['webhook-id'],
      ...(JSON.parse(body.toString()) as { type: string; data: { incident: object } }),
    }));
    expect(told.map((t) => t.type)).toEqual([
      'incident.opened',
      'incident.opened',
      'incident.acknowledged',
      'incident.updated',
      'incident.resolved',
      'incident.reopened',
    ]);
    expect(told[1]?.id, 'a repeat is known by its id').toBe(told[0]?.id);
    expect(new Set(told.map((t) => t.id)).size).toBe(5);
    expect(told[2]?.data).toMatchObject({
      channel: 'oa',
      phase: 'acknowledged',
      incident: { number: 'INC-20261123-001', severity: 'SEV1', acknowledgedBy: 'chen' },
    });
  });

  test('what it hears has no numbered actions, which nobody could press there, and the number of its incident once', async () => {
    const it = new HttpDoor(() => ({ status: 202 }));
    await it.listen();
    onTestFinished(() => it.stop());
    const w = await world(
      docs(
        people,
        withDesk,
        `{ kind: route, name: default, spec: { policy: default, channel: desk, declare: SEV2 } }`,
        `{ kind: channel, name: desk, spec: { platform: webhook, url: '${it.origin}/todo', secret: ${secret}, incidents: SEV4 } }`,
      ),
    );
    await w.signal(down);
    const texts = it.asked.map(({ body }) => (JSON.parse(body.toString()) as { data: { text: string } }).data.text);
    const group = texts.findLast((text) => text.includes('firing')) ?? '';
    expect(texts.some((text) => text.includes('SEV2 · open'))).toBe(true);
    for (const text of texts) expect(text).not.toMatch(/^\d+\. /mu);
    expect(group.match(/^.*INC-20261123-001.*$/gmu)).toEqual(['INC-20261123-001: http://tocsin.test/i/INC-20261123-001']);
  });

  test('nobody outside hears of a private one', async () => {
    const it = await robots();
    const w = await world(robotDesk(it, 'wecom', ', incidents: SEV4'));
    await w.asks('max', 'incident/declare', { title: 'a leak', severity: 'SEV1', private: true, people: ['chen'] });
    await w.asks('chen', 'incident/resolve', { incident: '1' });
    expect(it.calls).toEqual([]);
  });

  test('a test says that it arrives, by any of them', async () => {
    const it = await robots();
    const w = await world(robotDesk(it, 'dingtalk'));
    await w.asks('max', 'channel/test', { channel: 'desk' });
    expect(it.said.map((s) => s.text)).toEqual([expect.stringContaining('A test')]);
  });
});

describe('a page by push', () => {
  const rules = 'rules: { default: [{ afterMinutes: 0, by: push }, { afterMinutes: 3, by: chat }] }';
  const anaByPush = docs(
    people.replace('email: ana@example.com', `ntfy: ana-topic, ${rules}`),
    `{ kind: escalation-policy, name: default, spec: { steps: [
    { to: [{ person: ana }], delayMinutes: 5 }, { to: [{ person: bo }], delayMinutes: 10 }] } }`,
    declaring,
  );

  const attempts = async (w: World) =>
    ((await w.incident('1')).pages[0]?.attempts ?? []).map(({ by, state, error }) => ({ by, state, error }));

  async function ntfy() {
    const it = await new NtfyServer().listen();
    onTestFinished(() => it.stop());
    return { it, env: { NTFY_URL: it.url, NTFY_TOKEN: ntfyToken } };
  }

  async function browser() {
    const it = await new PushHouse().listen();
    onTestFinished(() => it.stop());
    const w = await world(anaByPush, { env: { WEB_PUSH_HOSTS: it.host } });
    expect(await w.request('POST', '/api/v1/me/push', { as: 'ana', body: it.subscription })).toMatchObject({ status: 200 });
    return { it, w };
  }
  interface Shown {
    title: string;
    body: string;
    open: { url: string };
    ack: { url: string };
  }
  const last = (it: PushHouse): Shown => JSON.parse(it.pushed.at(-1)?.text ?? '{}') as Shown;
  const press = (w: World, url: string) => w.request<{ ok: boolean; because?: string }>('POST', new URL(url).pathname);

  test('ntfy: what, how bad, and two buttons; one of them acknowledges, once', async () => {
    const { it, env } = await ntfy();
    const w = await world(anaByPush, { env });
    await w.signal(down);
    expect(it.messages).toMatchObject([
      {
        topic: 'ana-topic',
        title: '[SEV3] You are paged: INC-20261123-001 Down',
        priority: 4,
        click: 'http://tocsin.test/i/INC-20261123-001',
        actions: [{ action: 'http', label: 'Acknowledge', method: 'POST' }, { action: 'view' }],
      },
    ]);
    const url = it.messages[0]?.actions[0]?.url ?? '';
    expect(await press(w, url)).toMatchObject({ status: 200, body: { ok: true } });
    await w.settles();
    expect((await w.incident('1')).acknowledgedBy).toBe('ana');
    expect((await w.incident('1')).pages[0]).toMatchObject({ state: 'acked', acknowledgedVia: 'push' });
    await w.passes(minutes(10));
    expect(it.messages).toHaveLength(1);
    await w.paged('ana');
  });

  test('an address that nobody was given, or that is too old, acknowledges nothing', async () => {
    const { it, env } = await ntfy();
    const w = await world(anaByPush, { env });
    await w.signal(down);
    const url = it.messages[0]?.actions[0]?.url ?? '';
    expect((await press(w, url.slice(0, -2))).status).toBe(404);
    const card = (await w.room('1')).cards[0]?.actions?.[0]?.token ?? '';
    expect((await press(w, `http://x/push/${card}`)).status, 'a button of a card is no push').toBe(404);
    expect((await w.request('GET', new URL(url).pathname)).status, 'a link that is only looked at').toBe(404);
    await w.asks('max', 'incident/resolve', { incident: '1' });
    expect(await press(w, url)).toMatchObject({ status: 409, body: { because: expect.stringContaining('over') } });
    await w.jumps(minutes(25 * 60));
    expect((await press(w, url)).status).toBe(404);
  });

  test('a server that refuses is said in the attempt, in its own words and without the token, and the page goes on', async () => {
    const { it } = await ntfy();
    const w = await world(anaByPush, { env: { NTFY_URL: it.url, NTFY_TOKEN: 'tk_wrong' } });
    await w.signal(down);
    expect(await attempts(w)).toMatchObject([
      { by: 'push', state: 'failed', error: expect.stringMatching(/push service refused \(401 .*unauthorized/u) },
    ]);
    await w.passes(minutes(4));
    expect((await attempts(w))[1]).toMatchObject({ by: 'chat', state: 'sent' });
  });

  test('a server that is down is tried again, and a push that may have come twice is labelled', async () => {
    const { it, env } = await ntfy();
    it.goesWrong({ status: 502 }, 'late');
    const w = await world(anaByPush, { env });
    await w.signal(down);
    await w.passes(seconds(10));
    expect(it.messages).toHaveLength(2);
    expect(await attempts(w)).toMatchObject([{ by: 'push', state: 'sent' }]);
  });

  test('Web Push: sealed for the browser, with the war room and a button; pressed, it acknowledges', async () => {
    const { it, w } = await browser();
    await w.signal(down);
    expect(last(it)).toMatchObject({
      title: '[SEV3] You are paged: INC-20261123-001 Down',
      open: { url: 'http://tocsin.test/i/INC-20261123-001' },
    });
    expect(await press(w, last(it).ack.url)).toMatchObject({ status: 200 });
    await w.settles();
    expect((await w.incident('1')).acknowledgedBy).toBe('ana');
  });

  test('a browser that has withdrawn is forgotten, and the attempt says so', async () => {
    const { it, w } = await browser();
    it.withdraws();
    await w.signal(down);
    expect(await attempts(w)).toMatchObject([
      { state: 'failed', error: expect.stringMatching(/^the browser has withdrawn from push; it was removed \(/u) },
    ]);
    expect((await w.request<{ devices: object[] }>('GET', '/api/v1/me/push', { as: 'ana' })).body.devices).toEqual([]);
  });

  test('a locked screen shows nothing of a private incident', async () => {
    const { it, w } = await browser();
    await w.asks('max', 'incident/declare', { title: 'A leak at Acme', severity: 'SEV1', private: true, people: ['ana'] });
    expect(last(it).title).toBe('[SEV1] You are paged: INC-20261123-001 a private incident');
    expect(JSON.stringify(it.pushed)).not.toMatch(/leak|Acme/u);
  });

  test('whoever has no rules is pushed to as soon as a browser of theirs is registered', async () => {
    const it = await new PushHouse().listen();
    onTestFinished(() => it.stop());
    const w = await world(anaByPush, { env: { WEB_PUSH_HOSTS: it.host } });
    await w.asks('max', 'incident/declare', { title: 'first', people: ['bo'] });
    await w.request('POST', '/api/v1/me/push', { as: 'bo', body: it.subscription });
    await w.asks('max', 'incident/declare', { title: 'second', people: ['bo'] });
    expect(it.pushed.map(({ text }) => (JSON.parse(text) as Shown).title)).toEqual(['[SEV3] You are paged: INC-20261123-002 second']);
  });

  test('where nothing is registered the attempt says so', async () => {
    const w = await world(anaByPush);
    await w.signal(down);
    expect(await attempts(w)).toMatchObject([
      { by: 'push', state: 'failed', error: 'no browser is registered for push, and no ntfy topic' },
    ]);
  });

  test('browsers are one’s own: listed, removed and audited; an address that is no push service is refused', async () => {
    const { it, w } = await browser();
    const mine = await w.request<{ key: string; devices: { id: string }[] }>('GET', '/api/v1/me/push', { as: 'ana' });
    expect(mine.body).toMatchObject({ key: expect.stringMatching(/^[\w-]{87}$/u), devices: [{}], ntfy: false });
    const id = mine.body.devices[0]?.id ?? '';
    expect((await w.request('POST', '/api/v1/me/push/remove', { as: 'bo', body: { id } })).status).toBe(404);
    expect((await w.request('POST', '/api/v1/me/push/remove', { as: 'ana', body: { id } })).status).toBe(200);
    const evil = { ...it.subscription, endpoint: 'http://169.254.169.254/' };
    expect((await w.request('POST', '/api/v1/me/push', { as: 'ana', body: evil })).status).toBe(409);
    const rows = await w.db.selectFrom('audit').select(['what', 'actor']).where('what', 'like', 'push.%').orderBy('seq').execute();
    expect(rows).toEqual([
      { what: 'push.register', actor: 'person:ana' },
      { what: 'push.remove', actor: 'person:ana' },
    ]);
    const kept = await w.db.selectFrom('push_key').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain('privateKey');
  });
});
