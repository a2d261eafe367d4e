import { WebSocket } from 'ws';
import { expect, test } from 'vitest';
import { WecomBotChat } from '../../../domain/chat/wecom-chat.ts';

const said = (url: string): string[] => {
  const { error } = WecomBotChat.safeParse({ type: 'wecom-aibot', botId: 'b', secret: 's', url });
  return error?.issues.map(({ message }) => message) ?? [];
};

test.each(['wss://10.0.0.1', 'ws://10.0.0.1:8080/a?b=c', 'wss://10.0.0.1/#', 'WSS://10.0.0.1'])('%s is the address of a socket', (url) => {
  expect(said(url)).toEqual([]);
  expect(() => new WebSocket(url).on('error', () => {}).terminate()).not.toThrow();
});

test.each([
  ['wss://10.0.0.1/#x', /leave out the #/u],
  ['ws+unix:///tmp/x', /begins with wss/u],
  ['https://10.0.0.1', /begins with wss/u],
  ['10.0.0.1', /begins with wss/u],
])('%s is none, and it is said what to do', (url, what) => {
  expect(said(url)).toEqual([expect.stringMatching(what)]);
});
