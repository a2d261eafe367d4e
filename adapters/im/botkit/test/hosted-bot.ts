import type { Controller } from '../botkit-of.ts';

interface Bot {
  reply(message: object, text: string): Promise<unknown>;
}
interface Controllers extends Controller {
  hears(patterns: string, events: string, handler: (bot: never, message: never) => Promise<unknown>): void;
  on(events: string, handler: (bot: never, message: never) => Promise<unknown>): void;
}

/** A bot of somebody's own, which is good and bad at things. */
export default function hostedBot(given: object): void {
  const controller = given as Controllers;
  const seen: string[] = [];
  controller.hears('lunch', 'message', async (bot: Bot, message: object) => {
    await bot.reply(message, 'noodles today');
  });
  controller.hears('quietly', 'message', async () => {});
  controller.hears('stumble', 'message', async () => {
    throw new Error('it fell over');
  });
  controller.hears('fall', 'message', async () => {
    setImmediate(() => {
      throw new Error('it fell down the stairs');
    });
  });
  controller.on('message', async (bot: Bot, message: { text: string }) => {
    seen.push(message.text);
    if (message.text === 'what did you see?') await bot.reply(message, seen.join(' | '));
  });
}
