import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SentCard } from '../../domain/card/card.ts';
import type { Outgoing } from '../../ports/im.ts';
import { callbackServer } from '../harness/callback-server.ts';
import { failureOf } from '../harness/slack-desk.ts';
import { wecomDesk, type WecomDesk } from '../harness/wecom-desk.ts';

let desk: WecomDesk;
let server: Awaited<ReturnType<typeof callbackServer>>;
let n = 0;
const as = 'emergency-assistant';
const key = (): string => `key-${(n += 1)}`;
beforeAll(async () => {
  desk = await wecomDesk({ spec: { owner: 'chen' } });
  server = await callbackServer(desk.im);
  await desk.wecom.callsTo(server.url);
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

const ana = { conv: 'user:ana' };
const last = (who = 'ana') => desk.wecom.messages(who).at(-1)!;
const updates = (): number => desk.wecom.count('message/update_template_card');
const card = (over: Partial<SentCard> = {}): SentCard => ({
  title: 'INC-7 支付网关超时',
  severity: 'SEV1',
  state: { word: '待认领', tone: 'alarm' },
  links: [{ label: '打开作战室', url: 'https://tocsin.example/i/7' }],
  actions: [{ token: 'ack', label: '认领', style: 'primary' }],
  ...over,
});
const acked = card({ state: { word: '已认领', tone: 'warn' }, actions: [{ token: 'res', label: '解决' }] });
const over = card({ state: { word: '已解决', tone: 'good' }, actions: [] });
const message = (it: SentCard, phase = 'open'): Outgoing => ({
  text: '',
  card: it,
  lang: 'zh',
  about: { kind: 'incident', phase, data: {} },
});

describe('in the app’s chat with somebody', () => {
  test('a line is a text, as it was written and without what WeCom would make of it', async () => {
    await desk.im.post(ana, { text: '<a href="http://evil.example">点我</a> 安娜 <@all>\n第二行' }, { as, key: key() });
    expect(last()).toMatchObject({
      msgtype: 'text',
      text: '＜a href="http://evil.example"＞点我＜/a＞ 安娜 ＜@all＞\n第二行',
      mentioned: [],
    });
  });
  test('what only tells and has a picture is shown with it', async () => {
    const links = [{ label: '曲线图', url: 'https://g.example/1.png', isImage: true as const }];
    await desk.im.post(ana, message(card({ title: '订单失败率', body: '已回落到 0.1%', links, actions: [] })), { as, key: key() });
    expect(last().card).toMatchObject({ card_type: 'news_notice', card_image: { url: 'https://g.example/1.png' } });
    // Nobody gets more than thirty in a minute.
    desk.clock.jump(60_000);
  });
  test('a long line is several messages that are the line together, and no more than four', async () => {
    const line = `${'应急'.repeat(200)}\n`.repeat(4).trimEnd();
    const before = desk.wecom.messages('ana').length;
    await desk.im.post(ana, { text: line }, { as, key: key() });
    const parts = desk.wecom.messages('ana').slice(before);
    expect([parts.length, parts.map(({ text }) => text).join('\n')]).toEqual([4, line]);
    await desk.im.post(ana, { text: `${line}\n`.repeat(3) }, { as, key: key() });
    expect(desk.wecom.messages('ana').length - before).toBe(8);
    expect(last().text).toContain('未完');
  });
  test('a card is a template card, and says who speaks', async () => {
    await desk.im.post(ana, message(card()), { as, key: key() });
    expect(last()).toMatchObject({
      msgtype: 'template_card',
      cut: [],
      card: { card_type: 'button_interaction', source: { desc: 'Tocsin · 应急助手', desc_color: 2 } },
    });
  });
  test('one that takes the place of another says so', async () => {
    await desk.im.post(ana, { ...message(card()), supersedes: true }, { as, key: key() });
    expect(last().card).toMatchObject({ sub_title_text: '取代上面的旧卡片' });
  });
  test('files go out beside it, the same one up only once; what WeCom does not take is named', async () => {
    const bytes = Buffer.from('a picture of more than five bytes');
    const file = { name: 'graph.png', type: 'image/png', size: bytes.length, fetch: async () => bytes };
    const huge = { ...file, name: 'core.dump', type: 'application/octet-stream', size: 21 * 1024 * 1024 };
    await desk.im.post(ana, { text: '看图', files: [file, huge] }, { as, key: key() });
    await desk.im.post(ana, { text: '再看', files: [file] }, { as, key: key() });
    expect(
      desk.wecom
        .messages('ana')
        .slice(-4)
        .map(({ msgtype, text }) => text ?? msgtype),
    ).toEqual(['看图\n附件“core.dump”企业微信不接收，请到 Tocsin 查看。', 'image', '再看', 'image']);
    expect(desk.wecom.count('media/upload')).toBe(1);
  });
  test.each(['user:@all', 'user:all', 'user:ana|bo', 'user:', 'ana', 'user:a b'])(
    'nobody but who is meant is reached: %s',
    async (conv) => {
      const before = desk.wecom.calls.length;
      expect((await failureOf(desk.im.post({ conv }, { text: 'x' }, { as, key: key() }))).failure).toBe('not-found');
      expect(desk.wecom.calls.length).toBe(before);
    },
  );
  test('is had by everybody for themselves, without asking', async () => {
    const before = desk.wecom.calls.length;
    expect([await desk.im.dm('ana'), desk.wecom.calls.length]).toEqual([ana, before]);
    expect((await failureOf(desk.im.dm('@all'))).failure).toBe('not-found');
  });
});

describe('a card is changed', () => {
  test('once with the code that came with it, and once more with each press', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    expect(await desk.im.messages.update(ref, message(acked, 'acknowledged'))).toBe('edited');
    expect(last()).toMatchObject({ updatedTimes: 1, card: { main_title: { desc: 'SEV1 · 已认领' } } });
    await desk.wecom.someone('ana').presses(ref.msg!, '解决');
    expect(await desk.im.messages.update(ref, message(over, 'resolved'))).toBe('edited');
    expect(last()).toMatchObject({ updatedTimes: 2, card: { card_type: 'text_notice', main_title: { desc: 'SEV1 · 已解决' } } });
    expect(await desk.im.messages.update(ref, message(card({ severity: 'SEV2' })))).toBe('gone');
  });
  test('one that another took the place of says so once it is pressed, and what was pressed is done', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    await desk.im.messages.update(ref, message(acked, 'acknowledged'));
    expect(await desk.im.messages.update(ref, message(over, 'resolved'))).toBe('gone');
    await desk.im.post(ana, { ...message(over, 'resolved'), supersedes: true }, { as, key: `${key()}/${ref.msg}` });
    const stale = desk.wecom.messages('ana').at(-2)!;
    await desk.wecom.someone('ana').presses(ref.msg!, '解决');
    await desk.wecom.until(() => stale.replaced, 'the old card to be greyed');
    expect([stale.replaced, desk.heard.at(-1)?.did]).toEqual(['见下方新卡片', { is: 'pressed', token: 'res', msg: ref.msg }]);
  });
  test('keeps who posted it', async () => {
    const ref = await desk.im.post(ana, message(card()), { as: 'on-call', key: key() });
    await desk.im.messages.update(ref, message(acked, 'acknowledged'));
    expect(last().card).toMatchObject({ source: { desc: 'Tocsin · 值班呼叫' } });
  });
  test('only where somebody has something new to know: what is left keeps the code for that', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    const before = updates();
    const fuller = card({ state: { word: '等待应答', tone: 'alarm' }, fields: [{ label: '人员', value: '安娜' }] });
    expect([await desk.im.messages.update(ref, message(fuller)), updates() - before]).toEqual(['edited', 0]);
    expect([await desk.im.messages.update(ref, message(acked, 'acknowledged')), updates() - before]).toEqual(['edited', 1]);
    expect([await desk.im.messages.update(ref, message(acked, 'acknowledged')), updates() - before]).toEqual(['edited', 1]);
  });
  test('by the next life of Tocsin, too', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    expect(await desk.again().messages.update(ref, message(acked, 'acknowledged'))).toBe('edited');
  });
  test('not after three days', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    desk.clock.jump(72 * 3_600_000);
    expect(await desk.im.messages.update(ref, message(acked, 'acknowledged'))).toBe('gone');
  });
  test('by a press that WeCom brings again nothing is used twice: the code that came with the card is still there', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    const press = await desk.wecom.someone('ana').presses(ref.msg!, '认领');
    expect(await desk.im.messages.update(ref, message(acked, 'acknowledged'))).toBe('edited');
    for (const how of ['verbatim', undefined] as const) expect((await press.again(how)).acked).toBe(true);
    const before = updates();
    expect([await desk.im.messages.update(ref, message(over, 'resolved')), updates() - before]).toEqual(['edited', 1]);
    expect(await desk.im.messages.update(ref, message(card({ severity: 'SEV2' })))).toBe('gone');
  });
  test('with the code that is left, where another one turns out to be no good', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    await desk.wecom.someone('ana').presses(ref.msg!, '认领');
    desk.wecom.goesWrong('message/update_template_card', { errcode: 40058, errmsg: 'response_code invalid. invalid Request Parameter' });
    expect(await desk.im.messages.update(ref, message(acked, 'acknowledged'))).toBe('edited');
    expect(last()).toMatchObject({ updatedTimes: 1, card: { main_title: { desc: 'SEV1 · 已认领' } } });
    expect(await desk.im.messages.update(ref, message(over, 'resolved'))).toBe('gone');
  });
  test('with a code that WeCom does not take any more it is gone', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    desk.wecom.goesWrong('message/update_template_card', {
      errcode: 40058,
      errmsg: 'response_code has been used. invalid Request Parameter',
    });
    expect(await desk.im.messages.update(ref, message(acked, 'acknowledged'))).toBe('gone');
  });
  test.each([
    [-1, 'transient'],
    [45009, 'rate-limited'],
  ] as const)('what fails in passing (%i) keeps its code', async (errcode, failure) => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    desk.wecom.goesWrong('message/update_template_card', { errcode });
    expect((await failureOf(desk.im.messages.update(ref, message(acked, 'acknowledged')))).failure).toBe(failure);
    desk.clock.jump(60_000);
    expect(await desk.im.messages.update(ref, message(acked, 'acknowledged'))).toBe('edited');
  });
  test.each([
    ['shows what is true by now', card(), 'edited'],
    ['shows what was true then', acked, 'gone'],
  ] as const)('no more where the answer to its sending was lost: one that stands there and %s', async (_what, now, becomes) => {
    desk.clock.jump(60_000);
    const once = key();
    desk.wecom.goesWrong('message/send', 'late');
    await failureOf(desk.im.post(ana, message(card()), { as, key: once }));
    desk.wecom.goesWrong('message/send', { errcode: -1 });
    await failureOf(desk.im.post(ana, message(now), { as, key: once, isRepeat: true }));
    const next = desk.again();
    const ref = await next.post(ana, message(now), { as, key: once, isRepeat: true });
    expect(last()).toMatchObject({ updatedTimes: 0, card: { task_id: ref.msg, main_title: { desc: 'SEV1 · 待认领' } } });
    expect(await next.messages.update(ref, message(now))).toBe(becomes);
  });
  test('where the answer was lost, the same code shows that it got through', async () => {
    const ref = await desk.im.post(ana, message(card()), { as, key: key() });
    desk.wecom.goesWrong('message/update_template_card', 'late');
    expect((await failureOf(desk.im.messages.update(ref, message(acked, 'acknowledged')))).passing).toBe(true);
    expect(await desk.im.messages.update(ref, message(acked, 'acknowledged'))).toBe('edited');
    expect(last().updatedTimes).toBe(1);
  });
});

describe('in a group of the app', () => {
  const room = async () =>
    (await desk.im.rooms.ensure({ key: key(), name: 'INC-7 支付网关超时', private: false, members: ['ana', 'bo'] })).ref;
  const said = (conv: string) => desk.wecom.messages(conv.replace('chat:', '')).at(-1)!;

  test('a card is markdown with its link, and says where to act', async () => {
    const to = await room();
    await desk.im.post(to, { ...message(card()), mentions: [{ name: '安娜', user: 'ana' }] }, { as, key: key() });
    expect(said(to.conv)).toMatchObject({ msgtype: 'markdown', mentioned: ['ana'] });
    expect(said(to.conv).shown).toEqual(
      expect.arrayContaining([
        { text: 'SEV1 · 待认领', bold: true, colour: 'warning' },
        { text: '打开作战室', url: 'https://tocsin.example/i/7' },
        { text: '请在与应用的会话里点按钮，或回复数字', colour: 'comment' },
      ]),
    );
  });
  test('a line mentions only whom it is told to', async () => {
    const to = await room();
    await desk.im.post(
      to,
      {
        text: '<@all> 请看',
        mentions: [
          { name: '安娜', user: 'ana' },
          { name: '陈', user: null },
        ],
      },
      { as, key: key() },
    );
    expect(said(to.conv)).toMatchObject({ msgtype: 'text', text: '<@ana> @陈 ＜@all＞ 请看', mentioned: ['ana'] });
  });
  test('is posted anew when there is news, and is news for nobody else', () => {
    const news = (it: SentCard, phase: string, conv = 'chat:x') => desk.im.news(message(it, phase), { conv });
    expect([news(card(), 'open'), news(acked, 'acknowledged'), news(card({ severity: 'SEV2' }), 'open')]).toEqual([
      'open SEV1',
      'acknowledged SEV1',
      'open SEV2',
    ]);
    expect(news(card({ body: 'x' }), 'open')).toBe('open SEV1');
    expect([news(card(), 'open', 'user:ana'), desk.im.news({ text: 'x' }, { conv: 'chat:x' })]).toEqual([null, 'x']);
  });
  test('markdown from outside stays text in every field', async () => {
    const to = await room();
    const evil = '<@all> [x](http://evil.example) <font color="info">ok</font> `c` **b**\n# h\n> q';
    const it = card({
      title: evil,
      body: evil,
      context: evil,
      state: { word: evil, tone: 'good' },
      fields: [{ label: evil, value: evil }],
      links: [{ label: evil, url: 'https://ok.example' }],
    });
    await desk.im.post(to, { text: evil, card: it, mentions: [{ name: evil, user: null }] }, { as, key: key() });
    const { shown, mentioned } = said(to.conv);
    expect([mentioned, shown.flatMap(({ url }) => url ?? []), shown.some(({ code, heading }) => code || heading)]).toEqual([
      [],
      ['https://ok.example/'],
      false,
    ]);
    expect(new Set(shown.flatMap(({ colour }) => colour ?? []))).toEqual(new Set(['info', 'comment']));
  });
});

describe('who somebody is', () => {
  test('with the firm’s own address, which alone proves it', async () => {
    desk.wecom.user('dai', { name: '小戴', email: 'Dai@Firm.example' });
    expect(await desk.im.directory.user('dai')).toEqual({ user: 'dai', name: '小戴', email: 'dai@firm.example', isMember: true });
    expect(await desk.im.directory.user('nobody')).toBeNull();
  });
  test('says the userid as WeCom has it, however it was asked for', async () => {
    desk.wecom.user('Eva', { name: '小伊' });
    expect(await desk.im.directory.user('EVA')).toMatchObject({ user: 'Eva', name: '小伊' });
  });
  test('whoever never signed in is no member', async () => {
    desk.wecom.user('idle', { active: false });
    expect(await desk.im.directory.user('idle')).toMatchObject({ isMember: false });
  });
  test('all of them', async () =>
    expect((await desk.im.directory.all?.())?.map(({ user }) => user)).toEqual(expect.arrayContaining(['ana', 'bo', 'chen'])));
});
