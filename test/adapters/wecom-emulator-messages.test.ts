import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { call, jsonAt, tokenOf } from '../emulators/wecom/as-app.ts';
import { shownMarkdown, shownText } from '../emulators/wecom/markdown.ts';
import type { Json } from '../emulators/wecom/records.ts';
import { Wecom } from '../emulators/wecom/wecom.ts';

const running: Wecom[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()));
});

async function corp(options: ConstructorParameters<typeof Wecom>[0] = {}): Promise<Wecom> {
  const wecom = await new Wecom(options).listen();
  running.push(wecom);
  wecom.user('ana', { name: '安娜', email: 'ana@harbour.example', mobile: '13900000001' });
  wecom.user('bo', { name: '小博', department: [3] });
  return wecom;
}

const sends = (wecom: Wecom, msgtype: string, inside: Json): Promise<Json> =>
  call(wecom, 'message/send', { touser: 'ana', agentid: 1000002, msgtype, [msgtype]: inside });

const many = (count: number, each: (i: number) => Json): Json[] => Array.from({ length: count }, (_, i) => each(i));
const leads = { type: 1, url: 'https://tocsin.example' };
const title = { title: 'INC-7' };
const submit_button = { text: '提交', key: 's' };
const options = (count: number): Json[] => many(count, (i) => ({ id: `o${i}`, text: `项${i}` }));

const text: Json = { card_type: 'text_notice', main_title: title, card_action: leads };
const news: Json = { ...text, card_type: 'news_notice', card_image: { url: 'https://tocsin.example/a.png' } };
const button = (i: number): Json => ({ text: `按钮${i}`, key: `k${i}` });
const press: Json = { card_type: 'button_interaction', main_title: title, task_id: 't', button_list: many(6, button) };
const question = { question_key: 'q', option_list: options(20) };
const vote: Json = { card_type: 'vote_interaction', main_title: title, task_id: 't', checkbox: question, submit_button };
const choice = (i: number): Json => ({ question_key: `q${i}`, title: '问', option_list: options(10) });
const choose: Json = { card_type: 'multiple_interaction', main_title: title, task_id: 't', select_list: many(3, choice), submit_button };

describe('template cards', () => {
  test.each([
    ['text_notice', text],
    ['news_notice', news],
    ['button_interaction', press],
    ['vote_interaction', vote],
    ['multiple_interaction', choose],
  ])('%s at its limits is taken; only what can be pressed has a response code', async (type, card) => {
    const answer = await sends(await corp(), 'template_card', card);
    expect(answer).toMatchObject({ errcode: 0 });
    expect('response_code' in answer).toBe(type.endsWith('interaction'));
  });

  test.each<[string, Json]>([
    ['card_type', { ...text, card_type: 'markdown_notice' }],
    ['card_action missing', { ...text, card_action: undefined }],
    ['card_action.url missing', { ...text, card_action: { type: 1 } }],
    ['card_action.url invalid', { ...text, card_action: { type: 1, url: 'javascript:alert(1)' } }],
    ['main_title.title', { ...text, main_title: {} }],
    ['source.desc_color', { ...text, source: { desc_color: 4 } }],
    ['task_id missing', { ...text, action_menu: { desc: '更多', action_list: [button(1)] } }],
    ['action_menu.action_list exceed max size 3', { ...text, task_id: 't', action_menu: { desc: '更多', action_list: many(4, button) } }],
    ['horizontal_content_list exceed max size 6', { ...text, horizontal_content_list: many(7, (i) => ({ keyname: `${i}` })) }],
    ['horizontal_content_list.keyname missing', { ...text, horizontal_content_list: [{ value: 'x' }] }],
    ['horizontal_content_list.userid missing', { ...text, horizontal_content_list: [{ keyname: '人', type: 3 }] }],
    ['jump_list exceed max size 3', { ...text, jump_list: many(4, () => ({ title: '看' })) }],
    ['card_image', { ...news, card_image: undefined }],
    ['card_image.aspect_ratio', { ...news, card_image: { url: 'https://tocsin.example/a.png', aspect_ratio: 2.3 } }],
    ['vertical_content_list exceed max size 4', { ...news, vertical_content_list: many(5, () => ({ title: 'x' })) }],
    ['task_id missing', { ...press, task_id: undefined }],
    ['task_id contains invalid character', { ...press, task_id: 'inc 7' }],
    ['task_id exceed max length 128', { ...press, task_id: 'a'.repeat(129) }],
    ['button_list missing', { ...press, button_list: [] }],
    ['button_list exceed max size 6', { ...press, button_list: many(7, button) }],
    ['button_list.key duplicate', { ...press, button_list: [button(1), button(1)] }],
    ['button_list.key exceed max length 1024', { ...press, button_list: [{ text: 'x', key: '钥'.repeat(342) }] }],
    ['button_list.style', { ...press, button_list: [{ ...button(1), style: 5 }] }],
    ['button_selection.option_list exceed max size 10', { ...press, button_selection: { question_key: 'q', option_list: options(11) } }],
    ['checkbox missing', { ...vote, checkbox: undefined }],
    ['checkbox.option_list exceed max size 20', { ...vote, checkbox: { question_key: 'q', option_list: options(21) } }],
    ['checkbox.option_list.id duplicate', { ...vote, checkbox: { question_key: 'q', option_list: [...options(1), ...options(1)] } }],
    ['submit_button.text missing', { ...vote, submit_button: undefined }],
    ['select_list exceed max size 3', { ...choose, select_list: many(4, choice) }],
    ['select_list.question_key duplicate', { ...choose, select_list: [choice(1), choice(1)] }],
    [
      'select_list.option_list.id exceed max length 128',
      { ...choose, select_list: [{ ...choice(1), option_list: [{ id: 'i'.repeat(129), text: 'x' }] }] },
    ],
  ])('is refused for %s', async (what, card) => {
    const answer = await sends(await corp(), 'template_card', card);
    expect(answer).toMatchObject({ errcode: 40058 });
    expect(answer['errmsg']).toContain(`template_card.${what}`);
  });

  test('a task id is good once', async () => {
    const wecom = await corp();
    await sends(wecom, 'template_card', press);
    expect(await sends(wecom, 'template_card', press)).toMatchObject({ errcode: 40058 });
  });

  test('what is too long is kept and cut off in sight', async () => {
    const wecom = await corp();
    const rows = [{ keyname: '六个字的名字', value: '值' }];
    await sends(wecom, 'template_card', { ...text, main_title: { title: '题'.repeat(27) }, horizontal_content_list: rows });
    expect(wecom.messages('ana')).toMatchObject([{ cut: ['main_title.title', 'horizontal_content_list.0.keyname'] }]);
    const { chats } = (await jsonAt(`${wecom.origin}/page/state?user=ana`)) as { chats: { messages: { card: Json }[] }[] };
    expect(chats[0]!.messages[0]!.card['main_title']).toEqual({ title: `${'题'.repeat(26)}…` });
  });

  test('nothing in a card is markup', async () => {
    const wecom = await corp();
    await sends(wecom, 'template_card', { ...text, sub_title_text: '[x](https://evil.example) <@all>' });
    expect(wecom.messages('ana')).toMatchObject([
      { mentioned: [], shown: [{ text: 'INC-7' }, { text: '[x](https://evil.example) <@all>' }] },
    ]);
  });
});

describe('what a client makes of a text', () => {
  test.each([
    ['**粗** 和 `码`', [{ text: '粗', bold: true }, { text: ' 和 ' }, { text: '码', code: true }]],
    ['# 题\n> 引', [{ text: '题', heading: 1 }, { text: '\n' }, { text: '引', quote: true }]],
    ['<font color="warning">急</font>', [{ text: '急', colour: 'warning' }]],
    ['<font color="red">红</font>', [{ text: '红' }]],
    ['[看](https://x.example)', [{ text: '看', url: 'https://x.example' }]],
    ['<@all> <@ana>', [{ text: '@all', mention: 'all' }, { text: ' ' }, { text: '@ana', mention: 'ana' }]],
    ['| 表 | 格 |\n- 列', [{ text: '| 表 | 格 |' }, { text: '\n' }, { text: '- 列' }]],
  ])('markdown %s', (markdown, shown) => {
    expect(shownMarkdown(markdown)).toEqual(shown);
  });

  test('links in a text are for the app alone', () => {
    const link = '看<a href="https://x.example">这里</a>';
    expect(shownText(link, { anchors: true })).toEqual([{ text: '看' }, { text: '这里', url: 'https://x.example' }]);
    expect(shownText('到 https://x.example 看')[1]).toEqual({ text: 'https://x.example', url: 'https://x.example' });
    expect(shownText(link).every(({ text: shown }) => shown !== '这里')).toBe(true);
  });
});

describe('other kinds', () => {
  test.each<[string, number, string, Json]>([
    ['an unknown kind', 40008, 'sticker', { id: 1 }],
    ['an empty text', 44004, 'text', { content: '' }],
    ['a textcard without an address', 40063, 'textcard', { title: 'a', description: 'b' }],
    ['nine articles', 45008, 'news', { articles: many(9, () => ({ title: 'a', url: 'https://x.example' })) }],
    ['a file that was never uploaded', 40007, 'file', { media_id: 'none' }],
  ])('%s: %i', async (_what, errcode, msgtype, inside) => {
    expect(await sends(await corp(), msgtype, inside)).toMatchObject({ errcode });
  });

  test('an uploaded picture can be sent for three days, and fetched', async () => {
    let now = Date.now();
    const wecom = await corp({ now: () => now });
    const upload = async (type: string, name: string, size: number): Promise<Json> => {
      const body = new FormData();
      body.append('media', new Blob([Buffer.alloc(size, 'p')]), name);
      return jsonAt(`${wecom.apiUrl}/media/upload?access_token=${await tokenOf(wecom)}&type=${type}`, { method: 'POST', body });
    };
    const { media_id } = await upload('image', '图.png', 100);
    expect(await sends(wecom, 'image', { media_id })).toMatchObject({ errcode: 0 });
    expect(wecom.messages('ana')).toMatchObject([{ msgtype: 'image', content: { filename: '图.png', size: 100 } }]);
    expect((await fetch(`${wecom.apiUrl}/media/get?access_token=${await tokenOf(wecom)}&media_id=${String(media_id)}`)).status).toBe(200);
    expect(await upload('image', '图.exe', 100)).toMatchObject({ errcode: 40004 });
    expect(await upload('image', '图.png', 3)).toMatchObject({ errcode: 40006 });
    now += 3 * 86_400_000 + 1;
    expect(await sends(wecom, 'image', { media_id })).toMatchObject({ errcode: 40007 });
  });

  test('the same again within the interval is not sent, where that is asked for', async () => {
    let now = Date.now();
    const wecom = await corp({ now: () => now });
    const once = {
      touser: 'ana',
      agentid: 1000002,
      msgtype: 'text',
      text: { content: 'x' },
      enable_duplicate_check: 1,
      duplicate_check_interval: 60,
    };
    const { msgid } = await call(wecom, 'message/send', once);
    expect(await call(wecom, 'message/send', once)).toMatchObject({ errcode: 0, msgid });
    expect(wecom.messages('ana')).toHaveLength(1);
    now += 60_001;
    await call(wecom, 'message/send', once);
    expect(wecom.messages('ana')).toHaveLength(2);
  });

  test('is recalled within a day', async () => {
    let now = Date.now();
    const wecom = await corp({ now: () => now });
    const { msgid } = await sends(wecom, 'text', { content: '发错了' });
    expect(await call(wecom, 'message/recall', { msgid })).toMatchObject({ errcode: 0 });
    expect(wecom.messages('ana')).toMatchObject([{ recalled: true }]);
    const { msgid: old } = await sends(wecom, 'text', { content: '旧的' });
    now += 86_400_001;
    expect(await call(wecom, 'message/recall', { msgid: old })).toMatchObject({ errcode: 40058 });
  });
});

describe('robots of groups', () => {
  const image = Buffer.from('a picture');
  const md5 = createHash('md5').update(image).digest('hex');

  test.each<[string, number, Json]>([
    ['text', 0, { text: { content: '恢复', mentioned_list: ['@all'], mentioned_mobile_list: ['13900000001'] } }],
    ['text', 40058, { text: { content: '警'.repeat(683) } }],
    ['markdown', 0, { markdown: { content: '警'.repeat(1365) } }],
    ['markdown', 40058, { markdown: { content: '警'.repeat(1366) } }],
    ['markdown_v2', 0, { markdown_v2: { content: '# 题' } }],
    ['image', 0, { image: { base64: image.toString('base64'), md5 } }],
    ['image', 40058, { image: { base64: image.toString('base64'), md5: 'wrong' } }],
    ['template_card', 0, { template_card: text }],
    ['template_card', 40058, { template_card: press }],
    ['textcard', 40008, { textcard: { title: 'a' } }],
  ])('%s: %i', async (msgtype, errcode, more) => {
    const wecom = await corp();
    const url = wecom.robot('ops');
    const answer = await jsonAt(url, { method: 'POST', body: JSON.stringify({ msgtype, ...more }) });
    expect(answer).toMatchObject({ errcode });
    expect(wecom.messages('ops')).toHaveLength(errcode === 0 ? 1 : 0);
    if (msgtype === 'text' && errcode === 0) expect(wecom.messages('ops')[0]!.mentioned).toEqual(['@all', '13900000001']);
  });

  test('need their key, and with limits say no to the 21st in a minute', async () => {
    const wecom = await corp({ limits: true });
    const url = wecom.robot('ops');
    const say = (to: string): Promise<Json> =>
      jsonAt(to, { method: 'POST', body: JSON.stringify({ msgtype: 'text', text: { content: 'x' } }) });
    expect(await say(url.replace('cafe', 'beef'))).toMatchObject({ errcode: 93000 });
    for (let i = 0; i < 20; i++) expect(await say(url)).toMatchObject({ errcode: 0 });
    expect(await say(url)).toMatchObject({ errcode: 45009 });
  });
});

describe('the directory', () => {
  test.each<[string, Json | null, Json]>([
    ['user/get?userid=ANA', null, { errcode: 0, userid: 'ana', name: '安娜', status: 1 }],
    ['user/get?userid=nobody', null, { errcode: 60111 }],
    ['user/getuserid', { mobile: '13900000001' }, { errcode: 0, userid: 'ana' }],
    ['user/getuserid', { mobile: '1' }, { errcode: 46004 }],
    ['user/get_userid_by_email', { email: 'ana@harbour.example', email_type: 1 }, { errcode: 0, userid: 'ana' }],
    ['user/simplelist?department_id=1', null, { userlist: [{ userid: 'ana' }, { userid: 'bo' }] }],
    [
      'user/list_id',
      {},
      {
        dept_user: [
          { userid: 'ana', department: 2 },
          { userid: 'bo', department: 3 },
        ],
      },
    ],
    ['department/list', null, { department: [{ id: 1, parentid: 0 }, { id: 2 }] }],
    ['agent/get?agentid=1000002', null, { allow_partys: { partyid: [1] } }],
    ['agent/get?agentid=7', null, { errcode: 301002 }],
    ['agent/list', null, { agentlist: [{ agentid: 1000002 }] }],
    ['getcallbackip', null, { ip_list: ['127.0.0.1'] }],
    ['get_api_domain_ip', null, { ip_list: ['127.0.0.1'] }],
  ])('%s %j', async (method, args, answer) => {
    expect(await call(await corp(), method, args)).toMatchObject(answer);
  });

  test('who is hidden is not there', async () => {
    const wecom = await corp();
    wecom.hides('bo');
    expect(await call(wecom, 'user/get?userid=bo')).toMatchObject({ errcode: 60111 });
    expect(await call(wecom, 'user/simplelist?department_id=1')).toMatchObject({ userlist: [{ userid: 'ana' }] });
  });
});

describe('the menu', () => {
  const click = { type: 'click', name: '值班', key: 'k' };

  test.each<[string, number, unknown]>([
    ['four buttons', 40016, many(4, () => click)],
    ['no name', 40018, [{ type: 'click', key: 'k' }]],
    ['a name of 17 bytes', 40058, [{ ...click, name: '谁在值班呢xx' }]],
    ['a kind that is not', 40017, [{ ...click, type: 'press' }]],
    ['no key', 40019, [{ type: 'click', name: '值班' }]],
    ['six inside', 40023, [{ name: '更多', sub_button: many(6, () => click) }]],
    ['an address of another kind', 40020, [{ type: 'view', name: '看', url: 'ftp://x' }]],
  ])('%s: %i', async (_what, errcode, made) => {
    expect(await call(await corp(), 'menu/create?agentid=1000002', { button: made })).toMatchObject({ errcode });
  });

  test('is made, read and taken away', async () => {
    const wecom = await corp();
    await call(wecom, 'menu/create?agentid=1000002', { button: [click] });
    expect(await call(wecom, 'menu/get?agentid=1000002')).toMatchObject({ button: [click] });
    await call(wecom, 'menu/delete?agentid=1000002');
    expect(await call(wecom, 'menu/get?agentid=1000002')).toMatchObject({ errcode: 46003 });
  });
});
