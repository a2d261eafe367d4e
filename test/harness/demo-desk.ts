import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { demoSettings } from '../../app/demo/settings.ts';
import { demoFirm, startDemo, type Demo } from '../../app/demo/start.ts';
import type { Wired } from '../../app/wire.ts';
import { Desk, type Answer, type Asked } from './desk.ts';
import { HandClock } from './hand-clock.ts';
import { Life, type Fate } from './life.ts';
import { tempFolder } from './temp-folder.ts';

/** The demo as `npm start -- --demo` composes it, on a clock moved by hand. Ends with the test. */
export async function demoDesk(at = '2026-11-22T22:00:00Z'): Promise<DemoDesk> {
  const desk = new DemoDesk(at);
  onTestFinished(() => desk.close());
  await desk.start();
  return desk;
}

export class DemoDesk extends Desk {
  readonly #data = tempFolder('demo', { isForgetful: true });
  readonly #failures: string[] = [];
  #hand: HandClock;
  #life = new Life();
  #demo: Demo | null = null;

  constructor(at: string) {
    super();
    this.#hand = new HandClock(Date.parse(at));
  }

  protected get http(): Wired['http'] {
    return this.demo.http;
  }

  get demo(): Demo {
    return this.#demo ?? expect.fail('the demo does not run');
  }

  get life(): Life {
    return this.#life;
  }

  async start(fate: Fate = {}): Promise<void> {
    this.#life = new Life(fate);
    this.#hand = new HandClock(this.#hand.now());
    const settings = demoSettings({ TOCSIN_DATA: this.#data.path }, demoFirm);
    const life = this.#life;
    const write = (line: string): void => void (life.isDead || this.#failures.push(line));
    const engine = life.engine({ file: join(this.#data.path, 'tocsin.db') });
    this.#demo = await startDemo({ settings, clock: this.#hand, log: pino({ level: 'error' }, { write }), version: 'test', engine });
    life.begins();
    await this.demo.listening('http://tocsin.test');
    await this.settles();
  }

  /** Nobody logs in: a visitor is the newcomer, and a test may say that it acts for a colleague. */
  override async request<T = unknown>(method: 'GET' | 'POST' | 'DELETE', url: string, options: Asked = {}): Promise<Answer<T>> {
    const { as = null, via = 'api', body } = options;
    const named = as === null ? { 'accept-language': 'en' } : { 'tocsin-as': as };
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const headers = { 'tocsin-via': via, ...named, ...json };
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const { statusCode, body: text } = await this.http.inject({ method, url, headers, ...payload });
    return { status: statusCode, body: (text === '' ? null : JSON.parse(text)) as T };
  }

  /** As `kill -9`, and a start after it. */
  async restart(): Promise<void> {
    this.#life.kill();
    await this.#life.bury();
    await this.start();
  }

  /** The newcomer's browser asks who it is. */
  async arrives(lang: 'zh' | 'en'): Promise<{ person: { name: string; displayName: string; locale: string }; demo: boolean; now: string }> {
    const headers = { 'accept-language': lang === 'zh' ? 'zh-CN,zh;q=0.9' : 'en-US' };
    const { body } = await this.http.inject({ method: 'GET', url: '/api/v1/me', headers });
    await this.settles();
    return JSON.parse(body) as never;
  }

  async stage(): Promise<{ stage: string; incident: string | null; run: number }> {
    return (await this.request<never>('GET', '/api/v1/demo')).body;
  }

  /** Lets the demo go on until `isSo`, a second at a time, at most `seconds`. */
  async until(isSo: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
    for (let i = 0; i < seconds; i++) {
      if (await isSo()) return;
      await this.passes(1);
    }
    const { stage, incident } = await this.stage();
    expect.fail(`after ${seconds} s it is still not so; the demo is at ${stage} of ${incident ?? 'no incident'}`);
  }

  async reaches(stage: string, seconds = 300): Promise<void> {
    await this.until(async () => (await this.stage()).stage === stage, seconds);
  }

  async passes(seconds: number): Promise<void> {
    const end = this.#hand.now() + seconds * 1000;
    while (this.#hand.now() < end && !this.#life.isDead) {
      this.#hand.step(end, 1000);
      await this.settles();
    }
  }

  async settles(): Promise<void> {
    do {
      await Promise.race([this.demo.idle(), this.#life.died]);
      await Promise.race([this.demo.road.idle(this.#life.end.signal), this.#life.died]);
    } while (!this.#life.isDead && this.#hand.ring());
  }

  async close(): Promise<void> {
    if (!this.#life.isDead) await this.#demo?.close();
    await this.#life.bury();
    this.#data.remove();
    expect(this.#failures, 'nothing failed inside').toEqual([]);
  }
}
