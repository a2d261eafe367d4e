import { expect, test } from 'vitest';
import type { Message } from '../emulators/wecom/records.ts';
import { besideWecom } from '../harness/wecom-firm.ts';

const readable = (m: Message | undefined): string => {
  const card = m?.card as { main_title?: { title: string; desc?: string }; sub_title_text?: string } | undefined;
  return card ? JSON.stringify(card) : (m?.shown.map(({ text }) => text).join('') ?? '');
};

/** The firm beside WeCom, and Ana, who is answered. */
async function besideAna() {
  const { w, wecom } = await besideWecom();
  const ana = wecom.someone('ana');
  const answer = (): string => readable(wecom.messages('ana').at(-1));
  const says = async (text: string): Promise<string> => {
    await ana.says(text);
    await w.settles();
    return answer();
  };
  return { w, wecom, ana, says, answer };
}

test('what the menu says may be typed', async () => {
  const { says } = await besideAna();
  expect(await says('开放事件')).toBe('没有符合条件的事件');
  expect(await says('谁负责？')).toBe('没有未关闭的事件');
  expect(await says('发起应急')).toMatch(/^发生了什么？/u);
});

test('help is short, and says where the rest is', async () => {
  const { says } = await besideAna();
  const help = await says('帮助');
  expect(help.split('\n')).toHaveLength(12);
  expect(help).toMatch(/^最常用的命令：\n\/incident list/u);
  expect(help).toContain('/tocsin help incident');
  expect(await says('/help')).toBe(help);
  expect(await says('/tocsin help oncall')).toMatch(/^可以输入：\n(?:\/oncall .+\n?)+$/u);
});
