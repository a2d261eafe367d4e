import { describe, expect, test } from 'vitest';
import type { SentCard } from '../../../../domain/card/card.ts';
import { bytesOf } from '../../../../domain/card/wecom/clamp.ts';
import { pressedTokens } from '../../../../domain/card/wecom/pressed.ts';
import { templateCard, type TemplateCard } from '../../../../domain/card/wecom/template.ts';

const drawing = { lang: 'zh', bot: '应急助手', taskId: 't-1', home: 'https://tocsin.example/' } as const;
const draw = (card: SentCard, over: object = {}) => templateCard(card, { ...drawing, ...over });

const incident: SentCard = {
  title: 'INC-7 支付网关超时',
  severity: 'SEV1',
  state: { word: '待认领', tone: 'alarm' },
  fields: [
    { label: '告警', value: '3 条告警中' },
    { label: '业务影响', value: '无法支付' },
  ],
  links: [{ label: '打开作战室', url: 'https://tocsin.example/i/7' }],
  actions: [
    { token: 'ack', label: '认领', style: 'primary' },
    { token: 'res', label: '解决' },
  ],
  selects: [
    {
      label: '级别',
      options: [
        { token: 'p1', label: 'P1', isChosen: true },
        { token: 'p2', label: 'P2' },
      ],
    },
  ],
};
const options = (n: number) => Array.from({ length: n }, (_, i) => ({ token: `o${i}`, label: `第${i}个` }));

describe('the kind of card', () => {
  const { actions: _a, selects: _s, ...notice } = incident;
  const select = incident.selects![0]!;
  test.each<[string, SentCard, TemplateCard['card_type']]>([
    ['nothing to press', notice, 'text_notice'],
    [
      'nothing to press and a picture',
      { ...notice, links: [{ label: '曲线图', url: 'https://g.example/1.png', isImage: true }] },
      'news_notice',
    ],
    ['a picture at no address', { ...notice, links: [{ label: '曲线图', url: 'javascript:1', isImage: true }] }, 'text_notice'],
    [
      'buttons, whatever the picture',
      { ...incident, links: [{ label: '曲线图', url: 'https://g.example/1.png', isImage: true }] },
      'button_interaction',
    ],
    ['buttons', { ...notice, actions: incident.actions! }, 'button_interaction'],
    ['buttons and a choice', incident, 'button_interaction'],
    ['a choice', { ...notice, selects: [select] }, 'button_interaction'],
    ['two choices', { ...notice, selects: [select, select] }, 'multiple_interaction'],
    ['a choice of many', { ...notice, selects: [{ label: '谁', options: options(15) }] }, 'vote_interaction'],
  ])('%s', (_, card, type) => expect(draw(card).card.card_type).toBe(type));
});

test('an incident stands on a card whole', () => {
  const { card, degraded } = draw(incident);
  expect(degraded).toEqual([]);
  expect(card).toMatchObject({
    task_id: 't-1',
    source: { desc: 'Tocsin · 应急助手', desc_color: 2 },
    main_title: { title: 'INC-7 支付网关超时', desc: 'SEV1 · 待认领' },
    horizontal_content_list: [
      { keyname: '告警', value: '3 条告警中' },
      { keyname: '业务影响', value: '无法支付' },
      { keyname: '前往', value: '打开作战室', type: 1, url: 'https://tocsin.example/i/7' },
    ],
    card_action: { type: 1, url: 'https://tocsin.example/i/7' },
    button_selection: { question_key: 'choice-0', title: '级别', selected_id: '=p1' },
  });
  expect(card.button_list?.map(({ text, style }) => [text, style])).toEqual([
    ['认领', 1],
    ['解决', 4],
    ['更改级别', 4],
  ]);
});

test('a notice leads to the console where it has no link of its own', () =>
  expect(draw({ title: 'x', links: [{ label: 'x', url: 'javascript:alert(1)' }] }).card).toMatchObject({
    card_type: 'text_notice',
    card_action: { type: 1, url: 'https://tocsin.example/' },
  }));

describe('what does not fit', () => {
  test.each([
    ['INC-7 支付网关在华东与华南机房大面积超时且无法下单', 'INC-7 支付网关在华东与华南机房大面积超时且无…', '…法下单'],
    ['INC-7 Payment gateway times out everywhere', 'INC-7 Payment gateway…', '…times out everywhere'],
    ['INC-7 👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', 'INC-7 👨‍👩‍👧👨‍👩‍👧…', '…👨‍👩‍👧'],
  ])('a long title begins on top and goes on below: %s', (title, begun, rest) => {
    const { card, degraded } = draw({ ...incident, title });
    expect([card.main_title.title, card.sub_title_text, degraded]).toEqual([begun, rest, []]);
  });

  test('a long value stands below', () => {
    const value = '华东、华南两地用户无法支付，订单积压四万笔，客服热线排队一小时';
    const { card, degraded } = draw({ ...incident, fields: [{ label: '业务影响', value }] });
    expect([card.sub_title_text, degraded]).toEqual([`业务影响：${value}`, []]);
  });

  test.each([
    ['zh', '… 另有 7 项，见：打开作战室', '打开作战室'],
    ['en', '… 7 more: War room', 'War room'],
  ] as const)('too many fields: it says how many and where (%s)', (lang, said, label) => {
    const fields = Array.from({ length: 12 }, (_, i) => ({ label: `k${i}`, value: `${i}`.repeat(26) }));
    const { card, degraded } = draw({ ...incident, links: [{ label, url: 'https://x.example' }], fields, body: '字'.repeat(60) }, { lang });
    expect(card.horizontal_content_list).toHaveLength(6);
    expect(card.sub_title_text?.split('\n').at(-1)).toBe(said);
    expect(degraded.length).toBe(7);
  });

  test('more buttons than there is room for', () => {
    const actions = Array.from({ length: 8 }, (_, i) => ({ token: `t${i}`, label: `做第 ${i} 件很长很长的事情` }));
    const { card, degraded } = draw({ ...incident, actions });
    expect(card.button_list?.map(({ text }) => text.length <= 10)).toEqual(Array.from({ length: 6 }, () => true));
    expect(card.sub_title_text).toContain('… 另有 3 项');
    expect(degraded).toContain('actions: 8 → 5');
  });

  test('a short label where the long one does not fit', () =>
    expect(draw({ title: 'x', actions: [{ token: 't', label: 'Acknowledge', short: 'Ack' }] }).card.button_list?.[0]?.text).toBe('Ack'));

  test.each(['button', 'notice', 'choices', 'many'])('nothing is longer than WeCom shows, whatever it is made of: %s', (kind) => {
    const long = '👨‍👩‍👧𠮷'.repeat(80);
    const select = { label: long, options: options(30).map((o) => ({ ...o, label: long })) };
    const { card, degraded } = draw({
      title: long,
      severity: 'SEV1',
      state: { word: long, tone: 'good' },
      body: long,
      context: long,
      fields: Array.from({ length: 10 }, () => ({ label: long, value: long })),
      links: Array.from({ length: 5 }, () => ({ label: long, url: 'https://a.example' })),
      ...(kind === 'button' ? { actions: Array.from({ length: 9 }, (_, i) => ({ token: `${i}`, label: long })), selects: [select] } : {}),
      ...(kind === 'choices' ? { selects: [select, select, select, select] } : {}),
      ...(kind === 'many' ? { selects: [select] } : {}),
    });
    expect(degraded.length).toBeGreaterThan(3);
    expect(card.main_title.title.length).toBeLessThanOrEqual(26);
    expect(card.main_title.desc?.length ?? 0).toBeLessThanOrEqual(30);
    expect(card.sub_title_text?.length ?? 0).toBeLessThanOrEqual(112);
    for (const { keyname, value } of card.horizontal_content_list ?? [])
      expect([keyname.length <= 5, value.length <= 26]).toEqual([true, true]);
    for (const { text, key } of card.button_list ?? []) expect([text.length <= 10, bytesOf(key) <= 1_024]).toEqual([true, true]);
    for (const { title } of card.jump_list ?? []) expect(title.length).toBeLessThanOrEqual(13);
    expect(JSON.stringify(card)).toBe(JSON.stringify(card).toWellFormed());
  });
});

describe('pressing', () => {
  const keyOf = (label: string): string => draw(incident).card.button_list!.find(({ text }) => text === label)!.key;
  test.each([
    ['a button is its token', '认领', ['=p1'], ['ack']],
    ['the choice is what was chosen', '更改级别', ['p2'], ['p2']],
    ['what holds already is not chosen again', '更改级别', ['=p1'], []],
  ])('%s', (_, label, chosen, tokens) => expect(pressedTokens(keyOf(label), chosen)).toEqual(tokens));
});

test('below a picture stands what else stands below the title, and the picture can be opened', () => {
  const body = '订单网关每秒失败 120 笔，持续了三分钟，客户正在打电话来';
  const links = [{ label: '曲线图', url: 'https://g.example/1.png', isImage: true as const }];
  const { card } = draw({ title: '失败率', body, links });
  expect(card).toMatchObject({
    card_type: 'news_notice',
    card_image: { url: 'https://g.example/1.png', aspect_ratio: 1.6 },
    jump_list: [{ title: '曲线图' }],
  });
  expect(card.sub_title_text).toBeUndefined();
  const [text] = card.vertical_content_list ?? [];
  expect((text?.title ?? '') + (text?.desc ?? '')).toBe(body);
});
