import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { call, jsonAt, tokenOf } from '../emulators/wecom/as-app.ts';
import { Seal, signatureOf } from '../emulators/wecom/crypt.ts';
import type { Json } from '../emulators/wecom/records.ts';
import { Wecom, type WecomOptions } from '../emulators/wecom/wecom.ts';

const running: { stop: () => Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

async function corp(options: WecomOptions = {}): Promise<Wecom> {
  const wecom = await new Wecom(options).listen();
  running.push(wecom);
  for (const [userid, name] of [
    ['ana', '安娜'],
    ['bo', '小博'],
    ['chen', '陈总'],
  ] as const)
    wecom.user(userid, { name, email: `${userid}@harbour.example`, mobile: `1380000000${userid.length}` });
  return wecom;
}

interface Heard {
  readonly query: URLSearchParams;
  readonly body: string;
}

/** A callback written with WeCom's own library. */
async function callback(
  wecom: Wecom,
  answers: (xml: string, heard: Heard) => string | number = () => '',
): Promise<{ url: string; heard: string[] }> {
  const heard: string[] = [];
  const server: Server = createServer((request, response) => {
    void (async () => {
      const query = new URL(request.url ?? '/', 'http://here').searchParams;
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts).toString('utf8');
      const [timestamp, nonce] = [query.get('timestamp')!, query.get('nonce')!];
      const sealed = query.get('echostr') ?? /<Encrypt><!\[CDATA\[(.+?)\]\]><\/Encrypt>/u.exec(body)?.[1] ?? '';
      if (getSignature(wecom.token, timestamp, nonce, sealed) !== query.get('msg_signature')) return void response.writeHead(403).end();
      const { message, id } = decrypt(wecom.encodingAesKey, sealed);
      if (id !== wecom.corpId) return void response.writeHead(403).end();
      if (query.has('echostr')) return void response.end(message);
      heard.push(message);
      const answer = answers(message, { query, body });
      if (answer === 'never') return;
      if (typeof answer === 'number') return void response.writeHead(answer).end();
      if (answer === '') return void response.end();
      const encrypted = encrypt(wecom.encodingAesKey, answer, wecom.corpId);
      const signature = getSignature(wecom.token, timestamp, nonce, encrypted);
      const xml = `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`;
      response.end(xml);
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  running.push({
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(resolve));
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/im/wecom/callback`, heard };
}

const buttons = (more: Json = {}): Json => ({
  card_type: 'button_interaction',
  main_title: { title: 'INC-7 支付失败' },
  task_id: 'inc-7-1',
  button_list: [
    { text: '认领', key: 'ack', style: 1 },
    { text: '升级', key: 'escalate', style: 2 },
  ],
  ...more,
});

const cardTo = (touser: string, template_card: Json): Json => ({ touser, agentid: 1000002, msgtype: 'template_card', template_card });
const textTo = (touser: string, content: string): Json => ({ touser, agentid: 1000002, msgtype: 'text', text: { content } });

describe('the seal', () => {
  const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
  const echostr = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';

  test('opens and signs the vector of the documentation', () => {
    expect(signatureOf('QDG6eK', '1409659589', '263014780', echostr)).toBe('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3');
    expect(new Seal(key).open(echostr)).toEqual({ text: '1616140317555161061', receiveId: 'wx5823bf96d3bd56c7' });
  });

  test.each([
    ['wx5823bf96d3bd56c7', 'sKqRbbiSUnDhFHOvPjtUMTISiOuYnSeXh06SBsxjEKNxOSLISuOKQ+fEmhLdcSVPYjHquIxJgrU+em1Mm3y1Ow=='],
    ['', 'sKqRbbiSUnDhFHOvPjtUMcinhN3yWU1yAhjw+7dix1E='],
  ])('closes for "%s" as is known', (receiveId, expected) => {
    expect(new Seal(key).close('{"a":1}', receiveId, Buffer.from('0123456789abcdef'))).toBe(expected);
  });

  test.each(['', 'a', '告警'.repeat(40), '🚨'.repeat(9), 'x'.repeat(5000)])(
    'closes "%s" so that WeCom’s library opens it, and the other way round',
    (text) => {
      const seal = new Seal(key);
      expect(decrypt(key, seal.close(text, 'ww1'))).toMatchObject({ message: text, id: 'ww1' });
      expect(seal.open(encrypt(key, text, 'ww1'))).toEqual({ text, receiveId: 'ww1' });
    },
  );

  test('does not open what another key closed', () => {
    expect(() => new Seal('a'.repeat(42) + 'E').open(new Seal(key).close('hello', 'ww1'))).toThrow();
  });
});

describe('access', () => {
  test('one secret has one token as long as it lives', async () => {
    let now = Date.UTC(2026, 0, 1);
    const wecom = await corp({ now: () => now });
    const ask = (): Promise<Json> => jsonAt(`${wecom.apiUrl}/gettoken?corpid=${wecom.corpId}&corpsecret=${wecom.secret}`);
    const first = await ask();
    expect(first).toMatchObject({ errcode: 0, expires_in: 7200 });
    now += 7_000_000;
    expect(await ask()).toMatchObject({ access_token: first['access_token'], expires_in: 200 });
    now += 200_000;
    expect((await ask())['access_token']).not.toBe(first['access_token']);
    expect(await call(wecom, 'user/get?userid=ana', null, String(first['access_token']))).toMatchObject({ errcode: 42001 });
  });

  test.each<[string, number, (wecom: Wecom) => Promise<Json>]>([
    ['a wrong secret', 40001, (wecom) => jsonAt(`${wecom.apiUrl}/gettoken?corpid=${wecom.corpId}&corpsecret=no`)],
    ['a wrong corp', 40013, (wecom) => jsonAt(`${wecom.apiUrl}/gettoken?corpid=ww0&corpsecret=${wecom.secret}`)],
    ['no token', 41001, (wecom) => jsonAt(`${wecom.apiUrl}/user/get?userid=ana`)],
    ['a made-up token', 40014, (wecom) => call(wecom, 'user/get?userid=ana', null, 'made-up')],
    ['another agent', 301002, (wecom) => call(wecom, 'message/send', { ...textTo('ana', 'x'), agentid: 1000003 })],
    ['no agent', 40056, (wecom) => call(wecom, 'message/send', { touser: 'ana', msgtype: 'text', text: { content: 'x' } })],
    ['GET instead of POST', 43002, (wecom) => call(wecom, 'message/send')],
    ['an unknown method', 40066, (wecom) => call(wecom, 'message/hover')],
  ])('%s: %i', async (_what, errcode, asked) => {
    expect(await asked(await corp())).toMatchObject({ errcode });
  });

  test.each<[string, number, (wecom: Wecom) => void]>([
    ['expired tokens', 42001, (wecom) => wecom.expiresTokens()],
    ['a secret that is no more', 40014, (wecom) => wecom.revokesSecret()],
    ['an address that is not trusted', 60020, (wecom) => wecom.blocksIp('1.2.3.4')],
    ['an agent withdrawn', 301002, (wecom) => wecom.withdrawsAgent()],
    ['somebody hidden', 81013, (wecom) => wecom.hides('ana')],
  ])('%s: %i', async (_what, errcode, breaks) => {
    const wecom = await corp();
    const token = await tokenOf(wecom);
    breaks(wecom);
    const answer = await call(wecom, 'message/send', textTo('ana', 'x'), token);
    expect(answer).toMatchObject({ errcode });
    expect(answer['errmsg']).toContain(`https://open.work.weixin.qq.com/devtool/query?e=${errcode}`);
    if (errcode === 60020) expect(answer['errmsg']).toContain('from ip: 1.2.3.4');
  });
});

describe('the app’s chat', () => {
  test('some receivers wrong is errcode 0 with a list, all wrong is 81013', async () => {
    const wecom = await corp();
    wecom.hides('bo');
    expect(await call(wecom, 'message/send', textTo('ana|bo|Nobody', '你好'))).toMatchObject({ errcode: 0, invaliduser: 'bo|nobody' });
    expect(await call(wecom, 'message/send', textTo('bo', '你好'))).toMatchObject({ errcode: 81013, invaliduser: 'bo' });
    expect(wecom.messages('ana')).toMatchObject([{ text: '你好', from: 'app' }]);
  });

  test('the 31st message within a minute is silently dropped', async () => {
    let now = Date.UTC(2026, 0, 1);
    const wecom = await corp({ now: () => now });
    for (let i = 0; i < 31; i++) expect(await call(wecom, 'message/send', textTo('ana', `${i}`))).toMatchObject({ errcode: 0 });
    expect(wecom.messages('ana').at(-1)).toMatchObject({ text: '30', droppedFor: ['ana'] });
    expect(wecom.seenBy('ana')).toHaveLength(30);
    now += 60_001;
    await call(wecom, 'message/send', textTo('ana', 'later'));
    expect(wecom.seenBy('ana').at(-1)).toMatchObject({ text: 'later' });
  });

  test('text is cut at 2048 bytes, never within a character; markdown that long is refused', async () => {
    const wecom = await corp();
    await call(wecom, 'message/send', textTo('ana', '警'.repeat(700)));
    expect(wecom.messages('ana')).toMatchObject([{ text: '警'.repeat(682), cut: ['text.content'] }]);
    const markdown = { touser: 'ana', agentid: 1000002, msgtype: 'markdown', markdown: { content: '警'.repeat(700) } };
    expect(await call(wecom, 'message/send', markdown)).toMatchObject({ errcode: 45002 });
  });

  test('a response code changes a card once, within 72 hours', async () => {
    let now = Date.UTC(2026, 0, 1);
    const wecom = await corp({ now: () => now });
    const { response_code } = await call(wecom, 'message/send', cardTo('ana|bo', buttons()));
    const change = { userids: ['ana', 'nobody'], agentid: 1000002, response_code, button: { replace_name: '已认领' } };
    expect(await call(wecom, 'message/update_template_card', change)).toMatchObject({ errcode: 0, invaliduser: ['nobody'] });
    expect(wecom.messages('ana')).toMatchObject([{ replaced: '已认领', updatedTimes: 1 }]);
    expect(wecom.messages('bo')).toMatchObject([{ updatedTimes: 0 }]);
    expect(await call(wecom, 'message/update_template_card', change)).toMatchObject({ errcode: 40058 });
    await expect(wecom.someone('ana').presses('inc-7-1', '认领')).rejects.toThrow('已认领');
    const { response_code: late } = await call(wecom, 'message/send', cardTo('ana', buttons({ task_id: 'inc-7-2' })));
    now += 3 * 86_400_000 + 1;
    expect(await call(wecom, 'message/update_template_card', { ...change, response_code: late })).toMatchObject({ errcode: 40058 });
  });
});

describe('the callback', () => {
  test('is taken when it opens the seal, and not when it answers anything else', async () => {
    const wecom = await corp({ verifyMs: 10_000 });
    const { url } = await callback(wecom);
    expect(await wecom.callsTo(url)).toBe(true);
    expect(await wecom.verify()).toMatchObject({ ok: true, why: '' });
    expect(await wecom.callsTo(`${wecom.origin}/nothing-there`)).toBe(false);
  });

  test('is not waited for for long, and not taken when it stays silent', async () => {
    const wecom = await corp({ verifyMs: 20 });
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve));
    running.push({ stop: () => new Promise((resolve) => void silent.close(resolve)) });
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await wecom.verify(url)).toMatchObject({ ok: false, status: 0 });
    expect(await wecom.callsTo(url)).toBe(false);
    expect(wecom.callback).toBe(null);
  });

  test('can be forged, with what one chooses wrong', async () => {
    const wecom = await corp();
    const { body, query } = wecom.encrypt('<xml></xml>', { receiveid: 'wxother', token: 'other', timestamp: 1, nonce: 'n' });
    const sealed = /<Encrypt><!\[CDATA\[(.+?)\]\]>/u.exec(body)![1]!;
    expect(decrypt(wecom.encodingAesKey, sealed)).toMatchObject({ message: '<xml></xml>', id: 'wxother' });
    expect(query).toBe(`msg_signature=${getSignature('other', '1', 'n', sealed)}&timestamp=1&nonce=n`);
    expect(JSON.parse(wecom.encrypt('{"a":1}', { receiveid: '' }).body)).toHaveProperty('encrypt');
  });

  test('is given the same once more, sealed anew or in the very same bytes', async () => {
    const wecom = await corp();
    const queries: string[] = [];
    const { url } = await callback(wecom, (_xml, { query }) => {
      queries.push(query.toString());
      return '';
    });
    await wecom.callsTo(url);
    const said = await wecom.someone('ana').says('你好');
    await said.again();
    await said.again('verbatim');
    expect(queries[2]).toBe(queries[0]);
    expect(queries[1]).not.toBe(queries[0]);
  });

  test('is told what is typed, pressed and chosen', async () => {
    const wecom = await corp();
    const { url, heard } = await callback(wecom);
    await wecom.callsTo(url);
    expect(await wecom.someone('ana').says('回复 1 ]]> 认领')).toMatchObject({ acked: true, status: 200 });
    expect(heard.at(-1)).toContain('<FromUserName><![CDATA[ana]]></FromUserName>');
    expect(heard.at(-1)).toContain('回复 1 ]]]]><![CDATA[> 认领');
    await call(wecom, 'message/send', cardTo('ana', buttons()));
    await wecom.someone('ana').presses('inc-7-1', '认领');
    for (const part of ['template_card_event', 'ack', 'inc-7-1', 'button_interaction'])
      expect(heard.at(-1)).toContain(`<![CDATA[${part}]]>`);
    const code = /<ResponseCode><!\[CDATA\[(.+?)\]\]>/u.exec(heard.at(-1)!)![1];
    const change = { userids: ['ana'], agentid: 1000002, response_code: code, template_card: buttons({ main_title: { title: '已认领' } }) };
    expect(await call(wecom, 'message/update_template_card', change)).toMatchObject({ errcode: 0 });
    expect(wecom.messages('ana').at(-1)).toMatchObject({ card: { main_title: { title: '已认领' } } });
    await call(wecom, 'menu/create?agentid=1000002', {
      button: [{ name: '值班', sub_button: [{ type: 'click', name: '谁在值班', key: 'oncall' }] }],
    });
    await wecom.someone('bo').menus('谁在值班');
    expect(heard.at(-1)).toContain('<EventKey><![CDATA[oncall]]></EventKey>');
  });

  test('is given pictures and speech as files, and every message under a number that a double cannot hold', async () => {
    const wecom = await corp();
    const { url, heard } = await callback(wecom);
    await wecom.callsTo(url);
    await wecom.someone('ana').sends('图.png', Buffer.from('graph'));
    const picture = /<PicUrl><!\[CDATA\[(.+?)\]\]>/u.exec(heard.at(-1)!)![1]!;
    expect(await (await fetch(picture)).text()).toBe('graph');
    const spoken = await wecom.someone('ana').speaks(Buffer.from('speech'));
    expect(heard.at(-1)).toContain('<Format><![CDATA[amr]]></Format>');
    expect(heard.at(-1)).toContain(`<MsgId>${spoken.key}</MsgId>`);
    expect(Number.isSafeInteger(Number(spoken.key))).toBe(false);
  });

  test('may answer at once: greyed buttons for who pressed', async () => {
    const wecom = await corp();
    const answer = '<xml><MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName><![CDATA[处理中]]></ReplaceName></Button></xml>';
    const { url } = await callback(wecom, () => answer);
    await wecom.callsTo(url);
    await call(wecom, 'message/send', cardTo('ana|bo', buttons()));
    expect(await wecom.someone('ana').presses('inc-7-1', 'ack')).toMatchObject({ acked: true, wrong: '' });
    expect([wecom.messages('ana')[0]!.replaced, wecom.messages('bo')[0]!.replaced]).toEqual(['处理中', undefined]);
  });

  test('is held to have heard nothing when it stays silent', async () => {
    const wecom = await corp({ ackMs: 20 });
    const { url } = await callback(wecom, () => 'never');
    await wecom.callsTo(url);
    expect(await wecom.someone('ana').says('你好')).toMatchObject({ acked: false, status: 0 });
  });

  test('is told again what it did not acknowledge, three times at most', async () => {
    const wecom = await corp();
    const { url, heard } = await callback(wecom, () => 500);
    await wecom.callsTo(url);
    const said = await wecom.someone('ana').says('你好');
    expect(said).toMatchObject({ acked: false, status: 500 });
    for (let i = 0; i < 5; i++) await wecom.retries('now');
    expect(heard).toHaveLength(4);
    expect(new Set(heard).size).toBe(1);
    expect((await said.again()).key).toBe(said.key);
  });
});

describe('appchats', () => {
  const create = (more: Json = {}): Json => ({ name: '支付应急', owner: 'ana', userlist: ['ana', 'bo'], chatid: 'inc7', ...more });

  test('are made once by their id, shown from their first message on, changed and read', async () => {
    const wecom = await corp();
    expect(await call(wecom, 'appchat/create', create())).toMatchObject({ errcode: 0, chatid: 'inc7' });
    expect(await call(wecom, 'appchat/create', create())).toMatchObject({ errcode: 86215 });
    expect(wecom.chats).toMatchObject([{ chatid: 'inc7', isShown: false }]);
    const said = { chatid: 'inc7', msgtype: 'text', text: { content: '开始 <@bo>', mentioned_list: ['@all'] } };
    expect(await call(wecom, 'appchat/send', said)).toMatchObject({ errcode: 0 });
    expect(wecom.messages('inc7')).toMatchObject([{ mentioned: ['bo', '@all'] }]);
    await call(wecom, 'appchat/update', { chatid: 'inc7', add_user_list: ['chen'], del_user_list: ['bo'], name: '已恢复' });
    expect(await call(wecom, 'appchat/get?chatid=inc7')).toMatchObject({
      chat_info: { name: '已恢复', owner: 'ana', userlist: ['ana', 'chen'] },
    });
    await call(wecom, 'appchat/send', { ...said, text: { content: '恢复了' } });
    expect(wecom.seenBy('chen')).toMatchObject([{ text: '恢复了' }]);
    expect(wecom.seenBy('bo')).toMatchObject([{ text: '开始 <@bo>' }]);
    expect(await call(wecom, 'appchat/update', { chatid: 'inc7', del_user_list: ['bo'] })).toMatchObject({ errcode: 86216 });
  });

  test.each<[string, number, string, Json]>([
    ['one member', 86006, 'appchat/create', create({ userlist: ['ana'] })],
    ['2001 members', 86006, 'appchat/create', create({ userlist: Array.from({ length: 2001 }, (_, i) => `u${i}`) })],
    ['an id of other letters', 86001, 'appchat/create', create({ chatid: 'inc-7' })],
    ['an id too long', 86001, 'appchat/create', create({ chatid: 'a'.repeat(33) })],
    ['somebody unknown', 86216, 'appchat/create', create({ userlist: ['ana', 'nobody'] })],
    ['an owner outside', 86207, 'appchat/create', create({ owner: 'chen' })],
    ['a chat that is not', 86003, 'appchat/send', { chatid: 'none', msgtype: 'text', text: { content: 'x' } }],
  ])('%s: %i', async (_what, errcode, method, args) => {
    expect(await call(await corp(), method, args)).toMatchObject({ errcode });
  });

  test('take no cards, and need the root department', async () => {
    const wecom = await corp();
    await call(wecom, 'appchat/create', create());
    expect(await call(wecom, 'appchat/send', { chatid: 'inc7', msgtype: 'template_card', template_card: buttons() })).toMatchObject({
      errcode: 40058,
    });
    wecom.withdrawsRoot();
    expect(await call(wecom, 'appchat/create', create({ chatid: 'inc8' }))).toMatchObject({ errcode: 60011 });
  });
});
