import { describe, expect, test } from 'vitest';
import { chatName, inChat } from '../../../domain/chat/chat-name.ts';
import { copyText } from '../../../domain/incident/talk.ts';

describe('a copy in another room', () => {
  const talk = { name: 'Ana', adapter: 'wecom-aibot', to: 'slack', text: 'one in ten fails' };
  test('says who said it, and where', () => {
    expect(copyText(talk, 'said', 'en')).toBe('Ana (WeCom group): one in ten fails');
    expect(copyText(talk, 'said', 'zh')).toBe('Ana（企业微信群）：one in ten fails');
  });

  test('of what is too long it shows the beginning, and says where the whole is', () => {
    const said = copyText({ ...talk, text: '长'.repeat(6_000) }, 'said', 'zh');
    expect(said).toBe(`Ana（企业微信群）：${'长'.repeat(2_400)}…（太长，全文见企业微信群）`);
    expect(copyText({ ...talk, text: 'x'.repeat(2_401) }, 'said', 'en')).toMatch(/x… \(too long; all of it is in WeCom group\)$/u);
  });

  test('our own room shows all of it', () => {
    expect(copyText({ ...talk, to: 'web', text: 'x'.repeat(6_000) }, 'said', 'en')).toBe(`Ana (WeCom group): ${'x'.repeat(6_000)}`);
  });
});

test.each([
  ['web', 'web', '网页'],
  ['slack', 'Slack', 'Slack'],
  ['wecom', 'WeCom', '企业微信'],
  ['wecom-aibot', 'WeCom group', '企业微信群'],
  ['wechat', 'WeChat', '微信'],
  ['teams', 'Teams', 'Teams'],
  ['our-own', 'our-own', 'our-own'],
])('%s is called as people call it', (chat, en, zh) => expect([chatName(chat, 'en'), chatName(chat, 'zh')]).toEqual([en, zh]));

test('several are named once each', () => {
  expect(inChat('web, slack', 'zh')).toBe('（网页、Slack）');
  expect(inChat('wecom, wecom-aibot', 'en')).toBe(' (WeCom, WeCom group)');
});
