import { chatContract, type ChatUnderTest } from '../../../../test/contracts/chat.contract.ts';
import { ana, bo, chen, dora, secret, wechatDesk } from './wechat-desk.ts';

async function wechat(): Promise<ChatUnderTest> {
  const desk = await wechatDesk();
  return {
    im: desk.im,
    crowd: [chen, dora],
    users: [ana, bo],
    stranger: 'wxid_nobody',
    shown: async ({ conv }) =>
      (await desk.wechat.call('messages', conv)).map(({ text }) => ({ by: 'Tocsin', text, card: null, isEdited: false, isPinned: false })),
    members: async ({ conv }) => desk.wechat.call('members', conv),
    calls: () => desk.wechat.call('calls', null),
    secrets: [secret],
    close: () => desk.close(),
  };
}

chatContract(wechat, {
  authors: 'everything is said by the one account',
  cards: 'cards are text with numbers, see test/adapters/wechat.test.ts',
  editing: 'WeChat lets nobody edit a message: only news is posted',
  pinning: 'WeChat lets no account of its own pin a message',
  deleting: 'what somebody deletes is deleted on their phone alone',
  buttons: 'there are none: a number is answered, see test/scenarios',
  signatures: 'nobody calls us: the puppet has a connection of its own',
  'rate limits': 'WeChat says nothing of them and closes accounts instead: the pace is ours',
});
