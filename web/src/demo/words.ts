import { pageWords } from '../page-words.ts';

/** What the coach of the demo says; fetched with it. */
const words = {
  calm: {
    en: 'It is 09:30:50 and the market has just opened. You are on call for trading. Stay here: something is about to break.',
    zh: '现在 09:30:50，刚刚开盘。你是交易一线值班。别走开，马上要出事了。',
  },
  ring: { en: 'Your screen rings: press 4 to take the call.', zh: '你的屏幕在响：按 4 认领。' },
  taken: {
    en: 'You did not pick up, so the call went on to a colleague. Join all the same: open the room and say hello.',
    zh: '你没有应答，呼叫已升级到同事。也来看看：打开作战室，打个招呼。',
  },
  hello: {
    en: 'You are on it. In the room, say hello, type /help, or take command with a button of the pinned card.',
    zh: '你已认领。在作战室里打个招呼，输入 /help，或用置顶卡片上的按钮担任指挥官。',
  },
  matching: {
    en: 'A colleague asks something. Ask the bot in the room: who is on call for matching',
    zh: '同事在问你。在作战室里直接问机器人：谁在值班 撮合接入',
  },
  lead: {
    en: 'Nobody leads yet. Press “I take command” on the card, or say: Tocsin, I take command',
    zh: '还没有指挥官。点卡片上的“我来指挥”，或说：Tocsin，我来指挥',
  },
  decide: { en: 'A decision waits for you: answer yes or no in the room.', zh: '等你决定：在作战室里回答“同意”或“先别”。' },
  mitigate: {
    en: 'Rejects are falling. Mark the incident as mitigated: the button on the card, or /incident mitigate',
    zh: '拒单在下降。标记为已止损：点卡片按钮，或输入 /incident mitigate',
  },
  resolve: {
    en: 'All alerts have recovered. Press “Resolve” when you are sure it is over.',
    zh: '告警已全部恢复。确认没问题后，点“解决”。',
  },
  watch: {
    en: 'Your colleagues are at work. Write with them, or add what you see to the timeline: /incident note …',
    zh: '同事正在处理。和他们聊聊，或把你看到的记到时间线：/incident note …',
  },
  over: {
    en: 'That was the whole way, from the first alert to the story. Look around, or live through it once more.',
    zh: '从第一条告警到完整时间线，全程走完了。随便看看，或者再来一次。',
  },
  coach: { en: 'What to do next', zh: '下一步' },
  openRoom: { en: 'Open the room', zh: '打开作战室' },
  again: { en: 'Play it again', zh: '再来一次' },
  whatNext: { en: 'What next?', zh: '下一步做什么？' },
};

export const useDemoWords = pageWords(words);
