import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context, Controller, Handler, HostedBot } from './botkit-of.ts';

/** The platform waits some fifteen seconds for us; a bot that takes longer has not answered. */
const patienceMs = 5_000;

/** A Botkit bot of somebody's own, which lives in the same process: what it does wrong is noted and goes no further. */
export class Hosted {
  readonly #noted: (what: string, data: object) => void;
  /** Turns in which one of its patterns has matched. */
  readonly #matched = new WeakSet();
  #isIn = false;

  constructor(noted: (what: string, data: object) => void) {
    this.#noted = noted;
  }

  /** `file` exports a function that is given Botkit's controller. One that does not is noted and left out. */
  async enter(controller: Controller, file: string): Promise<void> {
    this.#guard(controller);
    try {
      const module = (await import(pathToFileURL(resolve(file)).href)) as { default?: unknown };
      const bot = nested(module.default);
      if (typeof bot !== 'function') throw new Error('it exports no function; write export default (controller) => { … }');
      await (bot as HostedBot)(controller);
      this.#isIn = true;
    } catch (e) {
      this.#noted('the hosted bot could not be taken in', { file, because: said(e) });
    }
  }

  /** Whether it has answered, or one of its patterns has matched: then nobody else answers. */
  async takes(context: Context, theirs: (context: Context) => Promise<unknown>): Promise<boolean> {
    if (!this.#isIn) return false;
    let hasSaid = false;
    context.onSendActivities(async (_context, _activities, next) => {
      hasSaid = true;
      return next();
    });
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error(`it did not end within ${patienceMs / 1_000} s`)), patienceMs);
    try {
      await Promise.race([theirs(context), late.promise]);
    } catch (e) {
      this.#noted('the hosted bot failed', { because: said(e) });
    } finally {
      clearTimeout(timer);
    }
    return hasSaid || this.#matched.has(context);
  }

  /** Botkit never ends a turn in which a handler throws, and nobody catches what it threw. */
  #guard(controller: Controller): void {
    const guarded =
      (handler: Handler, isPattern: boolean): Handler =>
      async (bot, message) => {
        if (isPattern && message?.context) this.#matched.add(message.context);
        try {
          return await handler.call(controller, bot, message);
        } catch (e) {
          this.#noted('the hosted bot failed', { because: said(e) });
          return undefined;
        }
      };
    const { hears, interrupts, on } = controller;
    controller.hears = (patterns, events, handler) => hears.call(controller, patterns, events, guarded(handler, true));
    controller.interrupts = (patterns, events, handler) => interrupts.call(controller, patterns, events, guarded(handler, true));
    controller.on = (events, handler) => on.call(controller, events, guarded(handler, false));
  }
}

/** What was compiled from an ES module to CommonJS has its default within the default. */
const nested = (it: unknown): unknown => (typeof it === 'object' && it !== null && 'default' in it ? it.default : it);

const said = (e: unknown): string => (e instanceof Error ? e.message : String(e));
